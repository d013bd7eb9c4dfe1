import { createCache } from '@tonearm/cache';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { type Stage, stage } from './stage.js';

const missing = '0'.repeat(22);
const notFound = { status: 'rejected', reason: { code: 'not_found', status: 404 } };
const kitchen = ({ emulator }: Stage) =>
  [...emulator.world.playlists.values()].find(({ name }) => name === 'Rainy Kitchen') ?? expect.unreachable();

describe('what Spotify does not have', () => {
  test('is asked for once, however many ask at the same time and soon after', async () => {
    const set = await stage();
    const ask = () => set.runtime.spotify.albums.get({ id: missing });
    for (const { status, reason } of (await Promise.allSettled([ask(), ask(), ask()])) as PromiseRejectedResult[]) {
      expect({ status, reason }).toMatchObject(notFound);
    }
    await set.pass(9_999);
    expect((await set.during(ask())).result).toMatchObject(notFound);
    expect(set.entries().map(({ status }) => status)).toEqual([404]);
    expect(set.runtime.cacheStatistics()).toMatchObject({ loads: 1, loadErrors: 1, failureHits: 1, entries: 1 });
    const { memory } = await set.runtime.explainCached('albums.get', { id: missing });
    expect(memory).toMatchObject({ state: 'failure', why: 'Its load failed, and that is remembered.' });
  });

  test('is asked for again after ten seconds, and is found when it is there by then', async () => {
    const set = await stage();
    const [album] = set.emulator.world.catalogue.albums.list();
    const ask = () => set.runtime.spotify.albums.get({ id: album?.id ?? '' });
    set.emulator.faults.add({ path: '/albums/{id}', status: 404, times: 1 });
    expect((await set.during(ask())).result).toMatchObject(notFound);
    await set.pass(10_000);
    expect((await ask()).name).toBe(album?.name);
    expect(set.entries().map(({ status }) => status)).toEqual([404, 200]);
  });

  test('is asked for at once by whoever wants to know it anew', async () => {
    const set = await stage();
    set.emulator.faults.add({ path: '/albums/{id}', status: 404, times: 1 });
    const [album] = set.emulator.world.catalogue.albums.list();
    const params = { id: album?.id ?? '' };
    expect((await set.during(set.runtime.spotify.albums.get(params))).result).toMatchObject(notFound);
    expect((await set.runtime.spotify.albums.get(params, { fresh: true })).name).toBe(album?.name);
    expect((await set.runtime.spotify.albums.get(params)).name).toBe(album?.name);
    expect(set.entries()).toHaveLength(2);
  });

  test('is forgotten by the write that makes it, also when the write seemed to fail', async () => {
    const set = await stage();
    const { playlists } = set.runtime.spotify;
    const { id } = kitchen(set);
    const look = () => set.during(playlists.get({ playlist_id: id }));
    for (const fault of [undefined, { operation: 'change-playlist-details', status: 502, times: 1 }]) {
      set.emulator.faults.add({ path: '/playlists/{playlist_id}', method: 'GET', status: 404, times: 1 });
      await playlists.update({ playlist_id: id, description: 'so that nothing is kept' });
      expect((await look()).result).toMatchObject(notFound);
      expect((await look()).result).toMatchObject(notFound);
      if (fault) set.emulator.faults.add(fault);
      await set.during(playlists.update({ playlist_id: id, name: 'Found again' }));
      expect((await look()).result).toMatchObject({ status: 'fulfilled', value: { id } });
    }
  });

  test('is believed for a second only while Spotify may not show yet what was written', async () => {
    const set = await stage();
    const { playlists } = set.runtime.spotify;
    const { id } = kitchen(set);
    await playlists.update({ playlist_id: id, name: 'Just changed' });
    set.emulator.faults.add({ path: '/playlists/{playlist_id}', method: 'GET', status: 404, times: 1 });
    const look = () => set.during(playlists.get({ playlist_id: id }));
    expect((await look()).result).toMatchObject(notFound);
    await set.pass(1_000);
    expect((await look()).result).toMatchObject({ status: 'fulfilled', value: { name: 'Just changed' } });
  });

  test('is not asked for when a page has shown it meanwhile', async () => {
    const set = await stage({ emulator: createSpotifyEmulator({ profile: 'extended' }) });
    const { spotify } = set.runtime;
    await spotify.me.profile();
    const [saved] = (await spotify.library.tracks({ limit: 1 })).items;
    const id = saved?.track.id ?? '';
    set.emulator.faults.add({ path: '/tracks/{id}', status: 404, times: 1 });
    await spotify.tracks.get({ id }, { fresh: true }).catch(() => undefined);
    expect((await set.during(spotify.tracks.get({ id }))).result).toMatchObject(notFound);
    set.entries();
    await spotify.library.tracks({ limit: 2 });
    expect((await spotify.tracks.get({ id })).id).toBe(id);
    expect(set.entries().map(({ path }) => path)).toEqual(['/v1/me/tracks']);
  });

  test.each([403, 400])(
    'is remembered, and what is refused with %i is not: it may be allowed at any moment',
    async (status) => {
      const set = await stage();
      const [album] = set.emulator.world.catalogue.albums.list();
      set.emulator.faults.add({ path: '/albums/{id}', status, times: 1 });
      const ask = () => set.runtime.spotify.albums.get({ id: album?.id ?? '' });
      expect((await set.during(ask())).result).toMatchObject({ status: 'rejected', reason: { status } });
      expect((await ask()).name).toBe(album?.name);
    },
  );

  test('is nobody else’s matter when it is asked for as a person’s own', async () => {
    const emulator = createSpotifyEmulator();
    const cache = createCache();
    const [listener, neighbour] = [
      await stage({ emulator, cache }),
      await stage({ emulator, cache, user: 'neighbour' }),
    ];
    const { id } = kitchen(listener);
    emulator.faults.add({ path: '/playlists/{playlist_id}', status: 404, times: 1 });
    expect((await listener.during(listener.runtime.spotify.playlists.get({ playlist_id: id }))).result).toMatchObject(
      notFound,
    );
    expect((await neighbour.runtime.spotify.playlists.get({ playlist_id: id })).id).toBe(id);
  });
});
