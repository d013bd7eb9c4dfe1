import { createCache } from '@tonearm/cache';
import { manualClock } from '@tonearm/resilience/testing';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { stage } from './stage.js';

const hourMs = 3_600_000;

/** Two people of the same country with a cache in common, and an album of the catalogue. */
async function people() {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const [emulator, cache] = [
    createSpotifyEmulator({ profile: 'extended', now: clock.now }),
    createCache({ now: clock.now }),
  ];
  for (const user of emulator.world.users.values()) user.country = 'SE';
  const [listener, neighbour] = [
    await stage({ emulator, cache, clock }),
    await stage({ emulator, cache, clock, user: 'neighbour' }),
  ];
  for (const { runtime } of [listener, neighbour]) expect((await runtime.spotify.me.profile()).country).toBe('SE');
  const { id = '', name } = emulator.world.catalogue.albums.list()[0] ?? {};
  for (const each of [listener, neighbour]) each.entries();
  return { emulator, cache, listener, neighbour, id, name };
}

describe('what Spotify says of one person', () => {
  test.each([401, 403])('by %i takes nothing of the catalogue from others', async (status) => {
    const { emulator, cache, listener, neighbour, id, name } = await people();
    await listener.runtime.spotify.albums.get({ id });
    await listener.pass(13 * hourMs);
    emulator.faults.add({ path: '/albums/{id}', status, times: status === 401 ? 2 : 1 });
    const refused = await neighbour.during(neighbour.runtime.spotify.albums.get({ id }));
    expect(refused.result).toMatchObject({ status: 'rejected', reason: { status } });
    emulator.faults.add({ path: '/albums/{id}', status: 503 });
    const { result } = await listener.during(listener.runtime.spotify.albums.get({ id }));
    expect(result).toMatchObject({ value: { name } });
    expect(cache.statistics().staleOnError, 'the old answer stands in for a Spotify that is ill').toBe(1);
  });

  test('is not said to others who asked for the same at the same time', async () => {
    const { emulator, listener, neighbour, id, name } = await people();
    emulator.faults.add({ path: '/albums/{id}', status: 403, times: 1 });
    const asked = [neighbour, neighbour, listener, listener].map(({ runtime }) => runtime.spotify.albums.get({ id }));
    const { result } = await listener.during(Promise.allSettled(asked));
    expect(result).toMatchObject({
      value: [
        ...[0, 1].map(() => ({ status: 'rejected', reason: { status: 403 } })),
        ...[0, 1].map(() => ({ status: 'fulfilled', value: { name } })),
      ],
    });
    const paths = listener.entries().map(({ status }) => status);
    expect(paths, 'one request for each of the two people').toEqual([403, 200]);
  });
});
