import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listEndpoints } from '@tonearm/spotify-client';
import { describe, expect, test } from 'vitest';
import { root } from '../repository/tree.ts';
import { openEditor } from './editor.ts';

const START = `import { albums, createClient, createSpotifyClient, iterate, playlistFields, playlistItemsFields } from '@tonearm/spotify-client';
const spotify = createSpotifyClient({ token: 'a token' });
const small = createClient({ albums }, { token: 'a token' });
`;

/** What somebody writes, what an editor tells of the word between the marks, and of which type the whole is. */
const USES: readonly (readonly [code: string, words: string, type: string])[] = [
  ['await spotify.albums.«get»({ id })', 'Gets one album with its first page of tracks.', 'Album'],
  ['await small.albums.«get»({ id })', 'Gets one album with its first page of tracks.', 'Album'],
  ['spotify.albums.«get»', 'Gets one album with its first page of tracks.', '((params: IdParams & MarketParams'],
  [
    'await spotify.playlists.«get»({ playlist_id: id })',
    'Gets one playlist with its first page of contents, if this person may see them.',
    'Playlist',
  ],
  [
    'await spotify.playlists.«get»({ playlist_id: id, fields: playlistFields({ name: true }) })',
    'Gets one playlist with its first page of contents, if this person may see them.',
    'Narrowed<Pick<Playlist, "name">',
  ],
  [
    "await spotify.me.«top»({ type: 'artists' })",
    'Lists the artists or the tracks that the person listens to most.',
    'Paging<Artist>',
  ],
  [
    "await spotify.search.«search»({ q: 'a', type: ['album'] })",
    'Searches the catalogue; Development Mode gives at most 10 hits a page.',
    'Required<Pick<SearchResults, "albums">>',
  ],
  ['«iterate»(spotify.albums.tracks, { id })', 'Reads every page of a list', 'Iteration<SimplifiedTrack>'],
  ["«iterate»(spotify.me.top, { type: 'tracks' })", 'Reads every page of a list', 'Iteration<Track>'],
  [
    '«iterate»(spotify.playlists.items, { playlist_id: id, fields: playlistItemsFields({ items: { added_at: true }, next: true }) })',
    'Reads every page of a list',
    'Iteration<Narrowed<Pick<PlaylistItem, "added_at">',
  ],
  ['spotify.albums.tracks({ id, «limit»: 5 })', 'How many entries a page holds.', 'Promise<Paging<SimplifiedTrack>>'],
];

// TypeScript 7.0 shows no words of what a mapped type made, whoever wrote it (microsoft/typescript-go#3659): this is the editor of the others.
describe('an editor shows, from the published types,', () => {
  const rows = listEndpoints().map(({ name }) => name);
  const editor = openEditor(
    import.meta.dirname,
    [
      START,
      "const id = 'a1';",
      ...USES.map(([code], index) => `const use${index} = ${code.replaceAll(/[«»]/g, '')};`),
      ...rows.map((name) => `spotify.${name};`),
    ].join('\n'),
  );

  test.each(USES.map(([code, words, type], index) => [code, words, type, index] as const))(
    'of %s what it does and gives',
    (code, words, type, index) => {
      const before = `const use${index} = `;
      const shown = editor.at(before + code.split('«')[0]);
      expect(shown.words).toContain(words);
      expect(editor.at('const ', `use${index}`).type).toContain(type);
    },
  );

  test('the words of every row', () => {
    const silent = rows.filter(
      (name) => editor.at(`\nspotify.${name.split('.')[0]}.`, `${name.split('.')[1]};`).words === '',
    );
    expect(silent).toEqual([]);
    const nouns = [...new Set(rows.map((name) => name.split('.')[0] ?? ''))];
    expect(nouns.filter((noun) => editor.at('\nspotify.', `${noun}.`).words === '')).toEqual([]);
    const source = readFileSync(join(root, 'packages/spotify-client/src/endpoints/player.ts'), 'utf8');
    expect(source).toContain(editor.at('\nspotify.player.', 'pause;').words);
  });

  test('nothing wrong', () => {
    expect(editor.problems()).toEqual([]);
  });
});
