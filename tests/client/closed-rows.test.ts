import { createSpotifyClient, listEndpoints } from '@tonearm/spotify-client';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { exampleParams, PREPARATIONS } from '../contract/example-params.ts';

/** What Spotify offers an app in Development Mode in no way at all, and what the error names in its place. */
const WITHOUT_A_WAY: Readonly<Record<string, string>> = {
  'artists.topTracks': 'Use artists.albums or search.search.',
  'users.get': 'Use me.profile, for the person whose token it is.',
  'users.playlists': 'Use playlists.mine, for the person whose token it is.',
  // As the example has it, in private.
  'playlists.follow': 'Use library.save.',
  'browse.newReleases': 'Use search.search with tag:new.',
  'browse.categories': 'Spotify offers nothing in its place.',
  'browse.category': 'Spotify offers nothing in its place.',
  'browse.markets': 'Spotify offers nothing in its place.',
};

const closed = listEndpoints().filter(({ access }) => access !== 'everyone');

/** Calls a row of an app in Development Mode as its example shows. */
async function call(name: string, changes: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  const emulator = createSpotifyEmulator({ seed: 1 });
  const spotify = createSpotifyClient({ token: emulator.grant().access_token, fetch: emulator.fetch });
  for (const [earlier, params] of PREPARATIONS[name]?.(emulator.world) ?? []) await spotify.call(earlier, params);
  return spotify.call(name, { ...exampleParams(name, emulator.world), ...changes });
}

describe('of what is closed to an app in Development Mode,', () => {
  const named = closed.map(({ name, access }) => [name, access] as const);

  test.each(named)('%s goes another way, or is refused with what to use in its place', async (name, access) => {
    const hint = access === 'legacy' ? 'Spotify offers nothing in its place.' : WITHOUT_A_WAY[name];
    if (hint === undefined) {
      await expect(call(name)).resolves.toBeDefined();
      return;
    }
    await expect(call(name)).rejects.toMatchObject({ name: 'ForbiddenError', kind: 'app-mode', endpoint: name, hint });
  });

  test('a playlist can be followed by whoever may be seen', async () => {
    await expect(call('playlists.follow', { public: true })).resolves.toBeNull();
  });

  test('all that has no way is closed', () => {
    expect(Object.keys(WITHOUT_A_WAY).filter((name) => !closed.some((row) => row.name === name))).toEqual([]);
  });
});
