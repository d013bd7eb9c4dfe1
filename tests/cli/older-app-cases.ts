import { expect } from 'vitest';
import { type ToolCase, track } from './tool-case.ts';

/** Of an app that Spotify closed this to. */
const closed = (...words: readonly string[]): ToolCase['fails'] => ({
  words: () => words,
  exitCode: 6,
  code: expect.stringMatching(/^forbidden/),
});
const unnamed = '4uLU6hMCjMI75M1A2tKUQC';

/** One case for every command that only apps of extended quota mode can carry out. */
export const olderAppCases: Readonly<Record<string, ToolCase>> = {
  browse_catalog: {
    works: {
      words: () => ['browse', 'new_releases', '--limit', '2'],
      isOlderApp: true,
      check: (output) => expect(output).toMatchObject({ items: [expect.anything(), expect.anything()] }),
    },
    fails: closed('browse', 'new_releases'),
  },
  get_recommendations: {
    works: {
      words: (emulator) => ['recommend', track(emulator).uri, '--limit', '1', '--features', '{"target_energy":0.5}'],
      isOlderApp: true,
      check: (output) => expect(output).toMatchObject({ items: [expect.anything()] }),
    },
    fails: { words: () => ['recommend', unnamed, '--features', 'loud'], exitCode: 2, code: 'usage' },
  },
  get_audio_features: {
    works: {
      words: (emulator) => ['features', track(emulator).uri],
      isOlderApp: true,
      check: (output, emulator) => expect(output).toMatchObject({ features: [{ uri: track(emulator).uri }] }),
    },
    fails: closed('features', `spotify:track:${unnamed}`),
  },
  get_artist_profile: {
    works: {
      words: (emulator) => ['artist', 'profile', emulator.world.catalogue.artists.list()[0]?.uri ?? ''],
      isOlderApp: true,
      check: (output) => expect(output).toMatchObject({ closed: [], top_tracks: expect.any(Array) }),
    },
    fails: { words: () => ['artist', 'profile', 'qqxzzyqqx'], exitCode: 3, code: 'not_found' },
  },
  get_user: {
    works: {
      words: () => ['user', 'show', 'neighbour'],
      isOlderApp: true,
      check: (output) => expect(output).toMatchObject({ id: 'neighbour' }),
    },
    fails: closed('user', 'show', 'neighbour'),
  },
};
