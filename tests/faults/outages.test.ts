import { ChaosError, chaos } from '@tonearm/resilience';
import { manualClock } from '@tonearm/resilience/testing';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { describe, expect, test } from 'vitest';
import { stage } from '../runtime/stage.ts';
import { behind, createPlaylist, of, readAlbum, skipToNext } from './calls.ts';

describe('Spotify answers nothing but 503', () => {
  test('two hundred reads cost no more than a fifth of them in addition, and most cost nothing', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 503, path: /^\/v1\// });
    const calls = 200;
    let sent = 0;
    for (let number = 0; number < calls; number += 1) {
      expect((await set.during(readAlbum(set, number))).result.status).toBe('rejected');
      sent += set.entries().length;
    }
    expect(sent).toBeGreaterThan(3);
    expect(sent / calls).toBeLessThanOrEqual(1.2);
  });

  test('at once, they cost no more either', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 503, path: /^\/v1\// });
    await set.during(Promise.allSettled(Array.from({ length: 100 }, (_, number) => readAlbum(set, number))));
    expect(set.entries().length).toBeLessThanOrEqual(120);
  });

  test.each([
    ['write', createPlaylist, 'create-playlist'],
    ['player command', skipToNext, 'skip-users-playback-to-next-track'],
  ])('a %s that is a POST is sent once', async (_what, call, operation) => {
    const set = await stage();
    set.emulator.faults.add({ status: 503, path: /^\/v1\// });
    const { result } = await set.during(call(set));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'server_error' } });
    expect(of(operation, set.entries())).toHaveLength(1);
  });

  test('when it is over, the first probe closes the circuit and calls are answered again', async () => {
    const set = await stage();
    const recover = set.emulator.faults.add({ status: 503, path: /^\/v1\// });
    for (let number = 0; number < 10; number += 1) await set.during(readAlbum(set, number));
    recover();
    let answeredAfterMs = Number.POSITIVE_INFINITY;
    for (let ms = 0; ms <= 60_000 && answeredAfterMs > ms; ms += 1_000) {
      const { result } = await set.during(readAlbum(set, 20 + ms / 1_000));
      if (result.status === 'fulfilled') answeredAfterMs = ms;
      else await set.pass(1_000);
    }
    // One period of the probe.
    expect(answeredAfterMs).toBeLessThanOrEqual(10_000);
    const { result } = await set.during(
      Promise.all(Array.from({ length: 20 }, (_, number) => readAlbum(set, 100 + number))),
    );
    expect(result.status).toBe('fulfilled');
  });
});

describe('Spotify hangs', () => {
  test('a read is answered by the deadline, and everybody else too', async () => {
    const set = await stage();
    set.emulator.faults.add({ hang: true, path: /^\/v1\// });
    const calls = Array.from({ length: 12 }, (_, number) => readAlbum(set, number));
    const { result, tookMs } = await set.during(Promise.allSettled(calls));
    expect(tookMs).toBeLessThanOrEqual(45_500);
    const codes =
      result.status === 'fulfilled' ? result.value.map((each) => each.status === 'rejected' && each.reason.code) : [];
    expect(codes).toHaveLength(12);
    for (const code of codes) expect(['attempt_timeout', 'deadline', 'circuit_open']).toContain(code);
  });

  test('whoever waits behind others that hang is answered by the deadline as well', async () => {
    const set = await stage();
    set.emulator.faults.add({ hang: true, path: /^\/v1\// });
    // One after the other, twelve seconds each: the fourth would take until the forty-eighth, and the last for a minute.
    const calls = Array.from({ length: 6 }, () => skipToNext(set));
    const { result, tookMs } = await set.during(Promise.allSettled(calls));
    expect(tookMs).toBeLessThanOrEqual(45_500);
    const codes =
      result.status === 'fulfilled' ? result.value.map((each) => each.status === 'rejected' && each.reason.code) : [];
    expect(codes).toEqual([...Array(3).fill('attempt_timeout'), ...Array(3).fill('deadline')]);
    // Those that gave up while they waited were never sent.
    expect(set.entries()).toHaveLength(4);
  });

  test('a write is not sent again: it may have arrived', async () => {
    const set = await stage();
    set.emulator.faults.add({ hang: true, path: /^\/v1\// });
    const { result, tookMs } = await set.during(createPlaylist(set));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'attempt_timeout' } });
    expect(of('create-playlist', set.entries())).toHaveLength(1);
    expect(tookMs).toBeLessThan(13_000);
  });
});

describe('the connection is cut', () => {
  const named = (set: Awaited<ReturnType<typeof stage>>) =>
    set.emulator.world.user('listener').playlists.filter(({ name }) => name === 'Made 0').length;

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('%s a write is carried out: it is sent once, and there are %i', async (reset, made) => {
    const set = await stage();
    set.emulator.faults.add({ reset, method: 'POST', path: /^\/v1\// });
    const { result } = await set.during(createPlaylist(set));
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'network' } });
    expect(of('create-playlist', set.entries())).toHaveLength(1);
    expect(named(set)).toBe(made);
  });

  test.each(['before', 'after'] as const)(
    '%s an idempotent write: it is sent again until it is known',
    async (reset) => {
      const set = await stage();
      const playlist = set.emulator.world.user('listener').playlists[0] ?? expect.unreachable();
      set.emulator.faults.add({ reset, method: 'PUT', times: 1 });
      const renamed = set.runtime.spotify.playlists.update({ playlist_id: playlist.id, name: 'Renamed' });
      expect((await set.during(renamed)).result.status).toBe('fulfilled');
      expect(of('change-playlist-details', set.entries())).toHaveLength(2);
      expect(set.emulator.world.user('listener').playlists[0]?.name).toBe('Renamed');
    },
  );
});

test('a third of all requests fails and some stall for five seconds: most calls are answered, and all once it is over', async () => {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const emulator = createSpotifyEmulator({ now: clock.now });
  const trouble = chaos({ faultRate: 0.3, latencyRate: 0.1, latencyMs: 5_000, seed: 3, clock });
  const network = behind(emulator, () =>
    trouble
      .execute(async () => undefined)
      .catch((error: unknown) => {
        throw error instanceof ChaosError ? new TypeError('fetch failed') : error;
      }),
  );
  const set = await stage({ clock, emulator: network });
  let answered = 0;
  for (let number = 0; number < 60; number += 1) {
    if ((await set.during(readAlbum(set, number))).result.status === 'fulfilled') answered += 1;
    await set.pass(1_000);
  }
  expect(answered).toBeGreaterThan(40);
  trouble.reconfigure({ isEnabled: false });
  // Two periods of the probe at most, then nothing is left of it.
  await set.pass(20_000);
  for (let number = 60; number < 80; number += 1) {
    expect((await set.during(readAlbum(set, number))).result.status).toBe('fulfilled');
  }
});

test('a token expires under fifty calls: one refresh, and every call is answered', async () => {
  const set = await stage();
  await set.during(set.runtime.spotify.me.profile());
  set.emulator.faults.preset('expired-token');
  const calls = Array.from({ length: 50 }, (_, number) => readAlbum(set, number));
  const { result } = await set.during(Promise.all(calls));
  expect(result.status).toBe('fulfilled');
  const refreshes = set.emulator.journal.entries().filter(({ path }) => path === '/api/token');
  expect(refreshes).toHaveLength(1);
});

test('five hundred wrong arguments of users leave the circuit closed', async () => {
  const set = await stage();
  // As many at a time as may wait: each of them has to reach Spotify to say anything.
  for (let batch = 0; batch < 5; batch += 1) {
    const wrong = Array.from({ length: 100 }, (_, number) =>
      set.runtime.spotify.albums.get({ id: `${batch * 100 + number}`.padStart(22, '0') }),
    );
    const { result } = await set.during(Promise.allSettled(wrong));
    const codes =
      result.status === 'fulfilled' ? result.value.map((each) => each.status === 'rejected' && each.reason.code) : [];
    expect(codes).toEqual(Array(100).fill('not_found'));
  }
  expect(of('get-an-album', set.entries())).toHaveLength(500);
  const { checks } = await set.runtime.health();
  expect(checks.find(({ name }) => name === 'breaker')?.status).toBe('healthy');
  expect((await set.during(readAlbum(set, 0))).result.status).toBe('fulfilled');
});
