import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock } from '@tonearm/resilience/testing';
import { createSpotifyEmulator, observedLimits } from '@tonearm/spotify-emulator';
import { afterEach, describe, expect, test } from 'vitest';
import { tonearm } from '../cli/tonearm.ts';
import { stage } from '../runtime/stage.ts';
import { createPlaylist, of, readAlbum, skipToNext } from './calls.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('a short pause', () => {
  test('is waited for once by fifty callers, and nothing is sent within it', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 429, retryAfterSeconds: 4, times: 1, path: /^\/v1\// });
    const calls = Array.from({ length: 50 }, (_, number) => readAlbum(set, number));
    const { result, tookMs } = await set.during(Promise.all(calls));
    expect(result.status).toBe('fulfilled');
    const entries = set.entries();
    const refused = entries.findIndex(({ status }) => status === 429);
    const { at } = entries[refused] ?? expect.unreachable();
    // Whatever was on its way when the refusal came had begun before it: no more than there are places for such calls.
    expect(entries.filter((entry) => entry.at <= at).length).toBeLessThanOrEqual(3);
    expect(entries.filter((entry) => entry.at > at && entry.at < at + 4_000)).toEqual([]);
    expect(entries.filter(({ status }) => status === 429)).toHaveLength(1);
    expect(tookMs).toBeGreaterThanOrEqual(4_000);
    expect(tookMs).toBeLessThan(10_000);
  });

  test('ends with one request ahead of all others', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 429, retryAfterSeconds: 4, times: 1, path: /^\/v1\// });
    await set.during(set.runtime.spotify.me.profile().catch(() => undefined));
    const entries = set.entries();
    expect(entries.map(({ status }) => status)).toEqual([429, 200]);
  });

  test('is not waited for by a player command and a write for longer than anybody would', async () => {
    const set = await stage();
    set.emulator.faults.add({ status: 429, retryAfterSeconds: 25, path: /^\/v1\// });
    await set.during(readAlbum(set, 0));
    set.entries();
    for (const call of [skipToNext, createPlaylist]) {
      const { result, tookMs } = await set.during(call(set));
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'cooldown' } });
      expect(tookMs).toBeLessThan(1_000);
    }
    expect(set.entries()).toEqual([]);
  });
});

test('a hundred and fifty calls at the careful pace meet no limit that people have observed', async () => {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const emulator = createSpotifyEmulator({
    now: clock.now,
    limits: { window: observedLimits.window ?? { requests: 90 } },
  });
  const set = await stage({ clock, emulator, appMode: 'development' });
  for (let batch = 0; batch < 3; batch += 1) {
    const calls = Array.from({ length: 50 }, (_, number) => readAlbum(set, batch * 50 + number));
    let isDone = false;
    const all = Promise.all(calls).finally(() => {
      isDone = true;
    });
    // In larger steps than a stage takes: this is about a minute.
    while (!isDone) {
      for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(200);
    }
    await all;
  }
  const entries = set.entries();
  expect(entries.length).toBeGreaterThan(120);
  expect(entries.filter(({ status }) => status === 429)).toEqual([]);
});

describe('a quota that is used up', () => {
  test('costs nothing more for the endpoints that share it, and the others go on', async () => {
    const clock = manualClock(Date.UTC(2026, 0, 1));
    const emulator = createSpotifyEmulator({ now: clock.now, limits: { quotas: { album: 3 } } });
    const set = await stage({ clock, emulator });
    for (let number = 0; number < 4; number += 1) await set.during(readAlbum(set, number));
    expect(set.entries().map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const [album] = emulator.world.catalogue.albums.list();
    const shared = [
      ...Array.from({ length: 30 }, (_, number) => readAlbum(set, 10 + number)),
      set.runtime.spotify.albums.tracks({ id: album?.id ?? '' }),
    ];
    const { result, tookMs } = await set.during(Promise.allSettled(shared));
    expect(tookMs).toBeLessThan(1_000);
    for (const each of result.status === 'fulfilled' ? result.value : []) {
      expect(each).toMatchObject({ status: 'rejected', reason: { code: 'cooldown' } });
    }
    expect(set.entries()).toEqual([]);
    expect((await set.during(set.runtime.spotify.me.profile())).result.status).toBe('fulfilled');
    expect((await set.during(skipToNext(set))).result.status).toBe('fulfilled');
    // It ends by itself: a day later the first answers are no longer counted.
    await set.pass(86_400_000);
    expect((await set.during(readAlbum(set, 50))).result.status).toBe('fulfilled');
  });

  test('is known to other processes, and after a restart', async () => {
    const emulator = createSpotifyEmulator();
    const listening = await emulator.listen();
    const folder = await mkdtemp(join(tmpdir(), 'tonearm-faults-'));
    folders.push(folder);
    const environment = {
      TONEARM_BACKEND: 'emulator',
      SPOTIFY_API_URL: `${listening.url}/v1`,
      SPOTIFY_ACCOUNTS_URL: listening.url,
      XDG_STATE_HOME: folder,
    };
    emulator.faults.add({ path: '/albums/*', status: 429, reason: 'QUOTA_EXCEEDED', retryAfterSeconds: 50_000 });
    const [one, two] = emulator.world.catalogue.albums.list();
    const first = await tonearm(['api', 'albums.get', `id=${one?.id}`], { environment });
    expect(first.err).toContain('quota');
    const sent = () => of('get-an-album', emulator.journal.entries()).length;
    expect(sent()).toBe(1);
    const others = await Promise.all(
      [one, two].map((album) => tonearm(['api', 'albums.get', `id=${album?.id}`], { environment })),
    );
    for (const other of others) {
      expect(other.exitCode).not.toBe(0);
      expect(other.err).toContain('It ends in about 14 hours');
    }
    expect(sent()).toBe(1);
    expect((await tonearm(['api', 'me.profile'], { environment })).exitCode).toBe(0);
    const file = join(folder, 'tonearm', 'pauses', (await readdir(join(folder, 'tonearm', 'pauses')))[0] ?? '');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await listening.close();
  });
});
