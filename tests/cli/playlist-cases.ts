import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpotifyEmulator } from '@tonearm/spotify-emulator';
import { expect } from 'vitest';
import { listener, ownPlaylist, type ToolCase, track, unknownId } from './tool-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'tonearm-playlists-'));
const fileWith = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const held = (emulator: SpotifyEmulator, wanted = ownPlaylist(emulator).name): readonly string[] =>
  listener(emulator)
    .playlists.find(({ name }) => name === wanted)
    ?.items.map(({ uri }) => uri) ?? [];
let before: readonly string[] = [];
const remember = (emulator: SpotifyEmulator): void => {
  before = held(emulator);
};
const playlist =
  (verb: string, ...rest: readonly string[]) =>
  (emulator: SpotifyEmulator): readonly string[] => ['playlist', verb, ownPlaylist(emulator).uri, ...rest];
const unknown = (verb: string, ...rest: readonly string[]): ToolCase['fails'] => ({
  words: () => ['playlist', verb, `spotify:playlist:${unknownId}`, ...rest],
  exitCode: 3,
  code: 'not_found',
});
const withoutYes = (verb: string, ...rest: readonly string[]): ToolCase['fails'] => ({
  words: playlist(verb, ...rest),
  prepare: (emulator) => {
    const [first] = ownPlaylist(emulator).items;
    if (first !== undefined) ownPlaylist(emulator).items.push({ ...first });
  },
  exitCode: 2,
  code: 'needs_yes',
});

/** One case for every command that works on whole playlists. */
export const playlistCases: Readonly<Record<string, ToolCase>> = {
  remove_from_playlist: {
    works: {
      words: playlist('remove', '--positions', '0', '--yes'),
      prepare: remember,
      check: (_, emulator) => expect(held(emulator)).toEqual(before.slice(1)),
    },
    fails: withoutYes('remove', '--positions', '0'),
  },
  update_playlist: {
    works: {
      words: playlist('edit', '--description', 'For the road'),
      check: (_, emulator) => expect(ownPlaylist(emulator).description).toBe('For the road'),
    },
    fails: { words: playlist('edit'), exitCode: 2, code: 'user_input' },
  },
  delete_playlist: {
    works: {
      words: playlist('delete', '--yes'),
      prepare: remember,
      check: (output) => expect(output).toMatchObject({ outcome: 'done' }),
    },
    fails: withoutYes('delete'),
  },
  dedupe_playlist: {
    works: {
      words: playlist('dedupe', '--same', 'id', '--yes'),
      prepare(emulator) {
        remember(emulator);
        withoutYes('').prepare?.(emulator);
      },
      check: (_, emulator) => expect(held(emulator)).toEqual([...new Set(before)]),
    },
    fails: withoutYes('dedupe', '--same', 'id'),
  },
  sort_playlist: {
    works: {
      words: playlist('sort', '--by', 'position', '--descending'),
      prepare: remember,
      check: (_, emulator) => expect(held(emulator)).toEqual([...before].reverse()),
    },
    fails: { words: playlist('sort'), exitCode: 2, code: 'usage' },
  },
  move_in_playlist: {
    works: {
      words: playlist('move', '0', '3'),
      prepare: remember,
      check: (_, emulator) => expect(held(emulator)[2]).toBe(before[0]),
    },
    fails: { words: playlist('move', '9999', '0'), exitCode: 2, code: 'user_input' },
  },
  replace_playlist: {
    works: {
      words: (emulator) => playlist('replace', track(emulator, 3).uri, '--yes')(emulator),
      check: (_, emulator) => expect(held(emulator)).toEqual([track(emulator, 3).uri]),
    },
    fails: withoutYes('replace', `spotify:track:${unknownId}`),
  },
  compare_playlists: {
    works: {
      words: playlist('compare', 'liked songs', '--same', 'id'),
      check: (output, emulator) => {
        const liked = held(emulator).filter((uri) => listener(emulator).library.has(uri));
        expect(output).toMatchObject({ both: new Set(liked).size });
      },
    },
    fails: unknown('compare', 'liked songs'),
  },
  merge_playlists: {
    works: {
      words: (emulator) => ['playlist', 'merge', 'Copy', ownPlaylist(emulator).uri],
      check: (_, emulator) => expect(held(emulator, 'Copy')).toEqual([...new Set(held(emulator))]),
    },
    fails: { words: () => ['playlist', 'merge', 'Copy'], exitCode: 2, code: 'usage' },
  },
  split_playlist: {
    works: {
      words: playlist('split', '--parts', '2', '--name', 'Half'),
      check: (_, emulator) =>
        expect([...held(emulator, 'Half 1'), ...held(emulator, 'Half 2')]).toEqual(held(emulator, 'Rainy Kitchen')),
    },
    fails: { words: playlist('split'), exitCode: 2, code: 'user_input' },
  },
  export_playlist: {
    works: {
      words: playlist('export', '--format', 'json'),
      check: (output, emulator) => {
        const lines = JSON.parse(String(Object(output).content)) as { uri: string }[];
        expect(lines.map(({ uri }) => uri)).toEqual(held(emulator));
      },
    },
    fails: unknown('export'),
  },
  import_playlist: {
    works: {
      words: (emulator) => {
        const songs = [track(emulator, 1), track(emulator, 2)].map(({ uri }) => uri);
        return ['playlist', 'import', 'Tapes', fileWith('tapes.json', JSON.stringify(songs)), '--format', 'json'];
      },
      check: (_, emulator) =>
        expect(held(emulator, 'Tapes')).toEqual([1, 2].map((place) => track(emulator, place).uri)),
    },
    fails: { words: () => ['playlist', 'import', 'Tapes', join(folder, 'none.txt')], exitCode: 2, code: 'usage' },
  },
  get_playlist_cover: {
    works: {
      words: playlist('cover'),
      check: (output) =>
        expect(output).toMatchObject({ images: [expect.anything(), expect.anything(), expect.anything()] }),
    },
    fails: unknown('cover'),
  },
  set_playlist_cover: {
    works: {
      words: playlist('set-cover', fileWith('cover.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))),
      check: (_, emulator) =>
        expect(Buffer.from(ownPlaylist(emulator).cover ?? [])).toEqual(readFileSync(join(folder, 'cover.jpg'))),
    },
    fails: { words: playlist('set-cover', fileWith('cover.png', 'PNG')), exitCode: 2, code: 'user_input' },
  },
};
