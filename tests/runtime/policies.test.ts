import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { until } from '../cache/group.js';
import { type Stage, stage } from './stage.js';

const album = ({ emulator }: Stage, index = 0): { id: string } => {
  const { id } = emulator.world.catalogue.albums.list()[index] ?? expect.unreachable();
  return { id };
};

describe('when Spotify is down', () => {
  test('a read is tried three times', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 503 });
    const { result } = await set.during(set.runtime.spotify.albums.get(album(set)));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'server_error' } });
    expect(set.entries()).toHaveLength(3);
  });

  test('a broken connection is no different', async () => {
    const set = await stage();
    set.emulator.faults.add({ reset: 'before', path: /albums/ });
    const { result } = await set.during(set.runtime.spotify.albums.get(album(set)));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'network' } });
    expect(set.entries()).toHaveLength(3);
  });

  test.each([
    ['skip', (set: Stage) => set.runtime.spotify.player.next()],
    ['queue', (set: Stage) => set.runtime.spotify.player.addToQueue({ uri: `spotify:track:${'0'.repeat(22)}` })],
    ['create', (set: Stage) => set.runtime.spotify.playlists.create({ name: 'x' })],
    [
      'add',
      (set: Stage) =>
        set.runtime.spotify.playlists.addItems({
          playlist_id: '0'.repeat(22),
          uris: [`spotify:track:${'0'.repeat(22)}`],
        }),
    ],
  ])('a POST (%s) is sent once: it may have arrived', async (_, post) => {
    const set = await stage();
    set.emulator.faults.add({ method: 'POST', path: /^\/v1/, status: 503 });
    const { result } = await set.during<unknown>(post(set));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'server_error' } });
    expect(set.entries()).toHaveLength(1);
  });

  test('calls are refused at once after some have failed, and tried again later', async () => {
    const set = await stage();
    const remove = set.emulator.faults.add({ status: 503 });
    for (const index of [0, 1]) await set.during(set.runtime.spotify.albums.get(album(set, index)));
    expect((await set.runtime.health()).status).toBe('unhealthy');
    set.entries();
    const { result } = await set.during(set.runtime.spotify.albums.get(album(set, 2)));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'circuit_open' } });
    expect(set.entries()).toHaveLength(0);
    remove();
    await set.pass(60_000);
    expect((await set.during(set.runtime.spotify.albums.get(album(set, 2)))).result.status).toBe('fulfilled');
    expect((await set.runtime.health()).status).toBe('healthy');
  });

  test('wrong calls do not count as failures of Spotify', async () => {
    const set = await stage();
    for (let index = 0; index < 20; index += 1) {
      await set.during(set.runtime.spotify.albums.get({ id: `${index}`.padStart(22, '0') }));
    }
    expect((await set.runtime.health()).status).toBe('healthy');
    expect((await set.during(set.runtime.spotify.albums.get(album(set)))).result.status).toBe('fulfilled');
  });
});

describe('when Spotify hangs', () => {
  test('an attempt ends after twelve seconds and is made again, and the call ends within 45', async () => {
    const emulator = createSpotifyEmulator();
    let attempts = 0;
    const fetch: typeof emulator.fetch = (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if (!pathname.startsWith('/v1/albums')) return emulator.fetch(input, init);
      attempts += 1;
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    };
    const set = await stage({ emulator: { ...emulator, fetch } });
    const { result, tookMs } = await set.during(set.runtime.spotify.albums.get(album(set)));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'attempt_timeout' } });
    expect(attempts).toBe(3);
    expect(tookMs).toBeGreaterThanOrEqual(36_000);
    expect(tookMs).toBeLessThan(45_000);
  });

  test('other calls are answered meanwhile', async () => {
    const set = await stage();
    set.emulator.faults.add({ path: /albums/, delayMs: 2_000_000_000 });
    const controller = new AbortController();
    const hanging = set.runtime.spotify.albums.get(album(set), { signal: controller.signal });
    const { result, tookMs } = await set.during(set.runtime.spotify.me.profile());
    expect(result.status).toBe('fulfilled');
    expect(tookMs).toBeLessThan(1000);
    controller.abort();
    await expect(hanging).rejects.toThrow();
  });
});

describe('when Spotify asks for a short pause', () => {
  test('everybody waits for it once, and then all goes well', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 429, retryAfterSeconds: 3, times: 1 });
    const calls = Array.from({ length: 10 }, (_, index) => set.runtime.spotify.albums.get(album(set, index)));
    const { result, tookMs } = await set.during(Promise.all(calls));
    expect(result.status).toBe('fulfilled');
    expect(tookMs).toBeGreaterThanOrEqual(3000);
    expect(tookMs).toBeLessThan(5000);
    const entries = set.entries();
    expect(entries.filter(({ status }) => status === 429)).toHaveLength(1);
    // Only what was on its way already: no more than there are places.
    const at = entries.find(({ status }) => status === 429)?.at ?? expect.unreachable();
    expect(entries.filter((entry) => entry.at < at + 3_000).length).toBeLessThanOrEqual(4);
  });

  test('even a POST is sent again, since the first was refused', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 429, retryAfterSeconds: 2, times: 1 });
    const { result } = await set.during(set.runtime.spotify.playlists.create({ name: 'Once' }));
    expect(result.status).toBe('fulfilled');
    expect(set.entries().map(({ status }) => status)).toEqual([429, 201]);
    expect(set.emulator.world.user('listener').playlists.filter(({ name }) => name === 'Once')).toHaveLength(1);
  });
});

describe('when a quota is used up', () => {
  test('nothing more is sent there, and the error says when it ends', async () => {
    const set = await stage();
    set.emulator.faults.add({ path: '/albums/{id}', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 50_000 });
    const first = await set.during(set.runtime.spotify.albums.get(album(set)));
    expect(first.result).toMatchObject({
      status: 'rejected',
      reason: { code: 'quota_exceeded', retryAfterMs: 50_000_000 },
    });
    expect(set.entries()).toHaveLength(1);
    const later = await Promise.all(
      Array.from({ length: 20 }, (_, index) => set.during(set.runtime.spotify.albums.get(album(set, index + 1)))),
    );
    expect(set.entries()).toHaveLength(0);
    for (const { result, tookMs } of later) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'cooldown' } });
      expect(tookMs).toBeLessThan(1000);
    }
  });

  test('a long pause is a quota even when it is not called one', async () => {
    const set = await stage();
    set.emulator.faults.add({ path: '/albums/{id}', status: 429, retryAfterSeconds: 86_000 });
    await set.during(set.runtime.spotify.albums.get(album(set)));
    await set.during(set.runtime.spotify.albums.get(album(set, 1)));
    expect(set.entries()).toHaveLength(1);
  });

  test('everything else goes on', async () => {
    const set = await stage();
    set.emulator.faults.add({ path: '/albums/{id}', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 50_000 });
    await set.during(set.runtime.spotify.albums.get(album(set)));
    expect((await set.during(set.runtime.spotify.me.profile())).result.status).toBe('fulfilled');
    expect(await set.runtime.health()).toMatchObject({
      status: 'degraded',
      reasons: ['quota: used up for album'],
    });
  });

  test('what was known before is still answered', async () => {
    const set = await stage();
    await set.during(set.runtime.spotify.albums.get(album(set)));
    await set.pass(10 * 3_600_000);
    set.emulator.faults.add({ path: '/albums/{id}', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 50_000 });
    expect((await set.during(set.runtime.spotify.albums.get(album(set)))).result.status).toBe('fulfilled');
  });
});

test('a caller who leaves takes nothing from the others who wait for the same, whoever asked first', async () => {
  for (const leaves of [0, 1]) {
    const emulator = createSpotifyEmulator();
    let answer = (): void => undefined;
    const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
    const fetch: typeof emulator.fetch = async (...request) => {
      const response = await emulator.fetch(...request);
      if (new Request(...request).url.includes('/albums/')) await mayAnswer;
      return response;
    };
    const set = await stage({ emulator: { ...emulator, fetch } });
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }) => set.runtime.spotify.albums.get(album(set), { signal }));
    await until(() => set.entries().length > 0);
    controllers[leaves]?.abort(new Error('left'));
    await expect(calls[leaves]).rejects.toMatchObject({ code: 'aborted' });
    answer();
    expect(await calls[1 - leaves]).toMatchObject(album(set));
    expect(set.runtime.cacheStatistics()).toMatchObject({ loads: 1, coalesced: 1, stores: 1, abandoned: 0 });
  }
});

test('a caller who leaves stops waiting, and the request with them', async () => {
  const set = await stage();
  set.emulator.faults.add({ path: /albums/, delayMs: 2_000_000_000 });
  const controller = new AbortController();
  const call = set.runtime.spotify.albums.get(album(set), { signal: controller.signal });
  setImmediate(() => controller.abort(new Error('left')));
  const { result, tookMs } = await set.during(call);
  expect(result).toMatchObject({ status: 'rejected', reason: { code: 'aborted', endpoint: 'albums.get' } });
  expect(tookMs).toBeLessThan(1000);
});
