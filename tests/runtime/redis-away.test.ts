import { type ManualClock, manualClock } from '@tonearm/resilience/testing';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { servicesAreOff, startProxy, startRedis } from '@tonearm/tooling/services';
import { createRuntime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../cache/group.js';
import { startSpeaker } from '../cache/speaker.js';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A runtime whose Redis takes every connection and never says a word; the time of its policies stands still until it is moved. */
async function stage(redisWaitMs: number) {
  const silent = await startSpeaker({});
  const emulator = createSpotifyEmulator();
  const origin = 'https://emulator.tonearm.invalid';
  const env = {
    ...{ SPOTIFY_API_URL: `${origin}/v1`, SPOTIFY_ACCOUNTS_URL: origin, TONEARM_BACKEND: 'emulator' },
    TONEARM_REDIS_URL: `redis://:secret-of-redis@127.0.0.1:${silent.port}`,
    TONEARM_REDIS_WAIT_MS: String(redisWaitMs),
  };
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const lines: unknown[] = [];
  const logger = { ...silentLogger, warn: (fields: object, message?: string) => void lines.push({ fields, message }) };
  const runtime = await createRuntime({ settings: readSettings(env), fetch: emulator.fetch, logger, clock });
  endings.push(
    () => runtime.close(),
    () => silent.stop(),
  );
  return { runtime, clock, lines };
}

test('a read waits for a silent Redis in one place: after the cache has, no policy does', async () => {
  const { runtime } = await stage(20);
  // Whoever waited on the clock of the policies would wait for ever.
  expect(await runtime.spotify.me.profile()).toMatchObject({ id: 'listener' });
  expect(await runtime.spotify.playlists.mine()).toHaveProperty('items');
  expect(await runtime.spotify.me.profile({}, { fresh: true })).toMatchObject({ id: 'listener' });
});

test('a write waits for a silent Redis in one place, and does not wait again to tell it', async () => {
  // So long that a second wait, of the cache, would take longer than the test may.
  const { runtime, clock } = await stage(40_000);
  const written = runtime.spotify.playlists.create({ name: 'New' });
  await until(() => clock.sleepers > 1);
  await clock.advance(40_000);
  expect(await written).toMatchObject({ name: 'New' });
  expect(runtime.cacheStatistics()).toMatchObject({ invalidations: 2, shared: { pending: expect.any(Number) } });
});

test('whoever looks after it is told once, with the cause and the next step, and without the password', async () => {
  const { runtime, lines } = await stage(20);
  await expect
    .poll(
      async () => {
        await runtime.spotify.me.profile({}, { fresh: true });
        return lines.filter((line) => JSON.stringify(line).includes('Redis can not be used'));
      },
      { timeout: 20_000, interval: 100 },
    )
    .toMatchObject([{ fields: { reason: 'timeout', hint: expect.stringContaining('TONEARM_REDIS_WAIT_MS') } }]);
  const shown = JSON.stringify([lines, runtime.cacheStatistics(), await runtime.diagnose()]);
  expect(shown).not.toContain('secret-of-redis');
});

describe.skipIf(servicesAreOff)('what has to be told to a Redis that is there', () => {
  /** A runtime and its Redis, with a proxy between them; how many invalidations the Redis has heard of. */
  async function connected(redisWaitMs: number, clock?: ManualClock) {
    const redis = await startRedis();
    const proxy = await startProxy(redis);
    const client = new Redis(redis.url);
    const emulator = createSpotifyEmulator();
    const origin = 'https://emulator.tonearm.invalid';
    const env = {
      ...{ SPOTIFY_API_URL: `${origin}/v1`, SPOTIFY_ACCOUNTS_URL: origin, TONEARM_BACKEND: 'emulator' },
      ...{ TONEARM_REDIS_URL: `redis://127.0.0.1:${proxy.port}`, TONEARM_REDIS_WAIT_MS: String(redisWaitMs) },
    };
    const settings = readSettings(env);
    const runtime = await createRuntime({
      ...{ settings, fetch: emulator.fetch, logger: silentLogger },
      ...(clock && { clock }),
    });
    endings.push(
      () => redis.stop(),
      () => client.disconnect(),
      () => proxy.stop(),
      () => runtime.close(),
    );
    await until(() => runtime.cacheStatistics().shared?.isCertain === true);
    const heard = async (): Promise<number> => {
      const [tags = ''] = await client.keys('*:tags');
      return Number(await client.hget(tags, 'seq'));
    };
    return { runtime, proxy, heard };
  }

  test('is waited for in one place, too, when its answers come only after a caller has gone on', async () => {
    // Whoever waited on the clock of the policies would wait for ever.
    const { runtime, proxy } = await connected(20, manualClock(Date.UTC(2026, 0, 1)));
    proxy.faults.delayMs = 100;
    const { spotify, cacheStatistics } = runtime;
    expect(await spotify.me.profile()).toMatchObject({ id: 'listener' });
    expect(await spotify.me.profile({}, { fresh: true })).toMatchObject({ id: 'listener' });
    expect(await spotify.playlists.create({ name: 'New' })).toMatchObject({ name: 'New' });
    expect(cacheStatistics().shared).toMatchObject({ isUp: false, problem: { reason: 'timeout' } });
  });

  test('is told before a write answers, however slow the way is', async () => {
    const { runtime, proxy, heard } = await connected(20_000);
    proxy.faults.delayMs = 40;
    await runtime.spotify.playlists.create({ name: 'New' });
    expect(await heard()).toBe(2);
  });

  test('is told when the program ends, if it could not be told before', async () => {
    const { runtime, proxy, heard } = await connected(50);
    await runtime.spotify.playlists.create({ name: 'First' });
    await until(() => runtime.cacheStatistics().shared?.pending === 0);
    const before = await heard();
    proxy.faults.swallows = true;
    await runtime.spotify.playlists.create({ name: 'Second' });
    await until(() => runtime.cacheStatistics().shared?.isUp === false);
    expect(await heard()).toBe(before);
    proxy.faults.swallows = false;
    await runtime.close();
    expect(await heard()).toBeGreaterThan(before);
  });
});
