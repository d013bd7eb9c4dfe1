import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { first, type Stage, stage } from './stage.js';

/** Calls that reach every operation which a tool is said to reach by itself, one after the other. */
const everyCall = (set: Stage): readonly (readonly [tool: string, input: Record<string, unknown>])[] => {
  const { catalogue } = set.emulator.world;
  const here = <Thing extends { uri: string; markets: readonly string[] }>(list: readonly Thing[]): string =>
    first(list, ({ markets }) => markets.includes('SE')).uri;
  const [track, album, show, episode] = [
    here(catalogue.tracks.list()),
    here(catalogue.albums.list()),
    here(catalogue.shows.list()),
    here(catalogue.episodes.list()),
  ];
  const [book, chapter] = [here(catalogue.audiobooks.list()), here(catalogue.chapters.list())];
  const artist = first(catalogue.artists.list()).uri;
  const image = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');
  return [
    ['search_catalog', { query: 'a' }],
    ['get_items', { items: [track, episode] }],
    ['get_items', { items: [chapter], kind: 'chapter' }],
    ['get_album', { album, offset: 1 }],
    ['get_artist', { artist }],
    ['get_show', { show }],
    ['get_show', { show: book, kind: 'audiobook' }],
    ['get_profile', {}],
    ...['tracks', 'albums', 'artists', 'shows', 'episodes', 'audiobooks'].map(
      (kind) => ['list_library', { kind }] as const,
    ),
    ['check_library', { items: [track] }],
    ['save_to_library', { items: [catalogue.tracks.list().at(-1)?.uri] }],
    ['remove_from_library', { items: [catalogue.tracks.list().at(-1)?.uri] }],
    ['list_top_items', { kind: 'tracks' }],
    ['list_recently_played', {}],
    ['get_playback', {}],
    ['list_devices', {}],
    [
      'start_playback',
      {
        items: catalogue.tracks
          .list()
          .slice(0, 5)
          .map(({ uri }) => uri),
      },
    ],
    ['get_queue', {}],
    ['add_to_queue', { items: [track] }],
    ['skip_to_next', {}],
    ['skip_to_previous', {}],
    ['adjust_playback', { volume_percent: 11, shuffle: true, repeat: 'context', position_ms: 5_000 }],
    ['transfer_playback', { device: 'Kitchen' }],
    ['pause_playback', {}],
    ['list_playlists', {}],
    [
      'create_playlist',
      {
        name: 'Reached',
        items: catalogue.tracks
          .list()
          .slice(0, 60)
          .map(({ uri }) => uri),
      },
    ],
    ['get_playlist', { playlist: 'Reached', offset: 50 }],
    ['add_to_playlist', { playlist: 'Reached', items: [episode] }],
    ['move_in_playlist', { playlist: 'Reached', from: 0, to: 3 }],
    ['remove_from_playlist', { playlist: 'Reached', positions: [0] }],
    ['update_playlist', { playlist: 'Reached', description: 'Far' }],
    ['set_playlist_cover', { playlist: 'Reached', image }],
    ['get_playlist_cover', { playlist: 'Reached' }],
    ['delete_playlist', { playlist: 'Reached' }],
  ];
};

/** Those of them that only an app reaches to which Spotify has closed nothing. */
const olderCalls = (set: Stage): ReturnType<typeof everyCall> => {
  const [track] = set.emulator.world.catalogue.tracks.list();
  const [artist] = set.emulator.world.catalogue.artists.list();
  return [
    ['get_artist_profile', { artist: artist?.uri }],
    ['get_audio_features', { items: [track?.uri] }],
    [
      'get_audio_features',
      {
        items: set.emulator.world.catalogue.tracks
          .list()
          .slice(0, 2)
          .map(({ uri }) => uri),
      },
    ],
    ['get_audio_features', { items: [track?.uri], analysis: true }],
    ['get_recommendations', { seeds: [track?.uri] }],
    ['browse_catalog', { what: 'new_releases' }],
    ['browse_catalog', { what: 'featured_playlists' }],
    ['browse_catalog', { what: 'categories' }],
    ['browse_catalog', { what: 'genre_seeds' }],
    ['browse_catalog', { what: 'markets' }],
    ['get_user', { user: 'neighbour' }],
  ];
};

const rows = [
  ...readFileSync(new URL('../../docs/guide/coverage.md', import.meta.url), 'utf8').matchAll(
    /^\| `([\w-]+)` +\| (everyone|extended|legacy) +\| `(\w+)` +\| (.+?) +\|$/gm,
  ),
].map(([, operation = '', access = '', tool = '', through = '']) => ({ operation, access, tool, through }));

test('each operation that is said to be reached by itself is reached, and by the tool that is said to reach it', async () => {
  expect(rows).toHaveLength(96);
  const reached = new Map<string, Set<string>>();
  for (const profile of ['development', 'extended'] as const) {
    const set = await stage({ profile });
    set.person.answer = 'yes';
    const call = async (tool: string, input: Record<string, unknown>): Promise<Record<string, unknown>> => {
      set.entries();
      const { output } = await set.call(tool, input);
      for (const { operation = '' } of set.entries())
        reached.set(operation, (reached.get(operation) ?? new Set()).add(tool));
      return output;
    };
    for (const [tool, input] of everyCall(set)) await call(tool, input);
    if (profile === 'development') continue;
    for (const [tool, input] of olderCalls(set)) await call(tool, input);
    const { items } = await call('browse_catalog', { what: 'categories', limit: 1 });
    const category = first(items as readonly { id: string }[]).id;
    for (const what of ['categories', 'category_playlists']) await call('browse_catalog', { what, category });
  }
  const said = rows.filter(({ through }) => through === 'itself');
  expect(said.length).toBeGreaterThan(50);
  const wrong = said.filter(({ operation, tool }) => reached.get(operation)?.has(tool) !== true);
  expect(wrong.map(({ operation, tool }) => `${operation} by ${tool}`)).toEqual([]);
});
