import { expect } from 'vitest';
import { listener, type ToolCase, track, unknownId } from './tool-case.ts';

/** One case for every command about what is saved, what was played, and who plays it. */
export const libraryCases: Readonly<Record<string, ToolCase>> = {
  get_items: {
    works: {
      words: (emulator) => ['info', track(emulator).uri, track(emulator, 1).uri],
      check: (output, emulator) =>
        expect(output).toMatchObject({ items: [{ uri: track(emulator).uri }, { uri: track(emulator, 1).uri }] }),
    },
    fails: { words: () => ['info', `spotify:track:${unknownId}`], exitCode: 3, code: 'not_found' },
  },
  get_show: {
    works: {
      words: (emulator) => ['podcast', 'show', emulator.world.catalogue.shows.list()[0]?.uri ?? ''],
      check: (output, emulator) =>
        expect(output).toMatchObject({ name: emulator.world.catalogue.shows.list()[0]?.name }),
    },
    fails: { words: () => ['podcast', 'show', `spotify:show:${unknownId}`], exitCode: 3, code: 'not_found' },
  },
  list_new_episodes: {
    works: {
      words: () => ['podcast', 'new', '--days', '365'],
      check: (output) => expect(output).toMatchObject({ episodes: expect.any(Array) }),
    },
    fails: { words: () => ['podcast', 'new', '--days', '0'], exitCode: 2, code: 'usage' },
  },
  skip_to_previous: {
    works: {
      words: () => ['previous'],
      prepare: (emulator) =>
        listener(emulator).player.start({ uris: [track(emulator, 1).uri, track(emulator, 2).uri] }),
      check: (_, emulator) => expect(listener(emulator).player.item).toBe(track(emulator, 1).uri),
    },
    fails: {
      words: () => ['previous'],
      fault: { path: '/me/player/previous', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 7200 },
      exitCode: 5,
      code: 'quota_exceeded',
    },
  },
  adjust_playback: {
    works: {
      words: () => ['adjust', '--volume-percent', '12', '--shuffle'],
      prepare: (emulator) => listener(emulator).player.resume(),
      check: (_, emulator) => {
        expect(listener(emulator).devices.find(({ is_active }) => is_active)?.volume_percent).toBe(12);
        expect(listener(emulator).player.shuffle_state).toBe(true);
      },
    },
    fails: { words: () => ['adjust', '--volume-percent', '101'], exitCode: 2, code: 'usage' },
  },
  transfer_playback: {
    works: {
      words: () => ['transfer', 'Kitchen'],
      check: (_, emulator) =>
        expect(listener(emulator).devices.find(({ is_active }) => is_active)?.name).toBe('Kitchen'),
    },
    fails: { words: () => ['transfer', 'Cellar'], exitCode: 2, code: 'user_input' },
  },
  list_library: {
    works: {
      words: () => ['library', 'list', 'artists'],
      check: (output, emulator) => {
        const followed = [...listener(emulator).library].filter((uri) => uri.startsWith('spotify:artist:'));
        expect(output).toMatchObject({ total: followed.length });
      },
    },
    fails: { words: () => ['library', 'list', 'socks'], exitCode: 2, code: 'usage' },
  },
  check_library: {
    works: {
      words: (emulator) => ['library', 'check', [...listener(emulator).library][0] ?? ''],
      check: (output) => expect(output).toMatchObject({ items: [{ saved: true }] }),
    },
    fails: { words: () => ['library', 'check'], exitCode: 2, code: 'usage' },
  },
  remove_from_library: {
    works: {
      words: (emulator) => ['library', 'remove', track(emulator, 6).uri, '--yes'],
      prepare: (emulator) => void listener(emulator).library.add(track(emulator, 6).uri as `spotify:${string}`),
      check: (_, emulator) => expect(listener(emulator).library.has(track(emulator, 6).uri)).toBe(false),
    },
    fails: {
      words: (emulator) => ['library', 'remove', [...listener(emulator).library][0] ?? ''],
      exitCode: 2,
      code: 'needs_yes',
    },
  },
  summarize_library: {
    works: {
      words: () => ['library', 'summary'],
      check: (output) => expect(output).toMatchObject({ shelves: expect.any(Array) }),
    },
    fails: {
      words: () => ['library', 'summary'],
      fault: { path: '/me/tracks', status: 401 },
      exitCode: 4,
      code: 'authentication',
    },
  },
  list_top_items: {
    works: {
      words: () => ['top', 'artists', '--time-range', 'long_term', '--limit', '1'],
      check: (output, emulator) =>
        expect(output).toMatchObject({ items: [{ uri: listener(emulator).top.artists[0] }] }),
    },
    fails: { words: () => ['top', 'albums'], exitCode: 2, code: 'usage' },
  },
  list_recently_played: {
    works: {
      words: () => ['recent', '--limit', '2'],
      check: (output) => expect(output).toMatchObject({ items: [expect.anything(), expect.anything()] }),
    },
    fails: { words: () => ['recent', '--limit', '0'], exitCode: 2, code: 'usage' },
  },
  get_listening_summary: {
    works: {
      words: () => ['summary'],
      check: (output) => expect(output).toMatchObject({ tracks: expect.any(Array) }),
    },
    fails: { words: () => ['summary', '--time-range', 'ever'], exitCode: 2, code: 'usage' },
  },
  get_profile: {
    works: {
      words: () => ['profile'],
      check: (output, emulator) => expect(output).toMatchObject({ id: listener(emulator).id }),
    },
    fails: { words: () => ['profile'], fault: { path: '/me', status: 401 }, exitCode: 4, code: 'authentication' },
  },
};
