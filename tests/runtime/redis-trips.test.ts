import { manualClock } from '@tonearm/resilience/testing';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { type Proxy as RedisProxy, servicesAreOff, startProxy, startRedis } from '@tonearm/tooling/services';
import { createRuntime, type Runtime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../cache/group.js';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** So long that nobody's time is over on a busy machine: here trips are counted, and the time is that of a clock that is moved by hand. */
const waitMs = 20_000;

/** Runtimes that share a Redis; what those behind the proxy send to it is kept back until it is let go. */
async function stage() {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const redis = await startRedis();
  const proxy = await startProxy(redis);
  const emulator = createSpotifyEmulator();
  endings.push(
    () => redis.stop(),
    () => proxy.stop(),
  );
  async function open(port: number): Promise<Runtime> {
    const origin = 'https://emulator.tonearm.invalid';
    const env = {
      ...{ SPOTIFY_API_URL: `${origin}/v1`, SPOTIFY_ACCOUNTS_URL: origin, TONEARM_BACKEND: 'emulator' },
      ...{ TONEARM_REDIS_URL: `redis://127.0.0.1:${port}`, TONEARM_REDIS_WAIT_MS: String(waitMs) },
    };
    const settings = readSettings(env);
    const runtime = await createRuntime({ settings, fetch: emulator.fetch, logger: silentLogger, clock });
    endings.push(() => runtime.close());
    await until(() => runtime.cacheStatistics().shared?.isCertain === true);
    return runtime;
  }
  const near = await open(redis.port);
  // A Redis learns each script from the first who needs it, once in its life.
  for (const fresh of [false, true]) {
    const before = near.cacheStatistics().shared?.writes ?? 0;
    await near.spotify.me.profile({}, { fresh });
    await until(() => (near.cacheStatistics().shared?.writes ?? 0) > before);
  }
  await near.forgetAccount();
  const far = await open(proxy.port);
  // The line on which changes are heard is asked whether it is there, and nobody waits for that.
  proxy.faults.keepsBack = (bytes) => !/ping/i.test(bytes.toString('latin1'));
  return { far, near, proxy, clock };
}

type Stage = Awaited<ReturnType<typeof stage>>;

/** Resolves when nothing has been sent for a while, which takes as many turns on a busy machine as on an idle one. */
async function quiet(proxy: RedisProxy): Promise<void> {
  let before = -1;
  for (let same = 0; same < 6; same += 1) {
    await new Promise((resolve) => setTimeout(resolve, 4));
    if (proxy.keptBack() !== before) same = 0;
    before = proxy.keptBack();
  }
}

/** How often somebody has to wait for an answer of Redis, however much is asked at a time, when each takes so long. */
async function tripsOf({ proxy, clock }: Stage, tookMs: number, work: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  const done = work().finally(() => {
    isOver = true;
  });
  let trips = 0;
  while (!isOver) {
    await quiet(proxy);
    if (isOver || proxy.keptBack() === 0) continue;
    trips += 1;
    await clock.advance(tookMs);
    proxy.letGo();
  }
  await done;
  // What goes on behind the answer.
  do await quiet(proxy);
  while (proxy.letGo() > 0);
  return trips;
}

describe.skipIf(servicesAreOff)('of a Redis that is far away', () => {
  test('each way of asking waits for one answer: what the cache asks and what the policies ask is asked at the same time', async () => {
    const theStage = await stage();
    const { far, near } = theStage;
    const { spotify } = far;
    // Two of them fit into the time that a call may wait, and three do not.
    const trips = (work: () => Promise<unknown>) => tripsOf(theStage, 0.4 * waitMs, work);
    expect(await trips(() => spotify.me.profile()), 'a read that nobody has asked before').toBe(1);
    expect(await trips(() => spotify.playlists.mine()), 'another one').toBe(1);
    expect(await trips(() => spotify.me.profile()), 'what is in memory').toBe(0);
    expect(await trips(() => spotify.me.profile({}, { fresh: true })), 'a fresh read').toBe(1);
    expect(await trips(() => spotify.player.state()), 'what plays').toBe(1);
    await near.spotify.library.tracks();
    await until(() => (near.cacheStatistics().shared?.writes ?? 0) > 2);
    expect(await trips(() => spotify.library.tracks()), 'what another process has kept').toBe(1);
    expect(far.cacheStatistics().sharedHits).toBe(1);
    expect(await trips(() => spotify.playlists.create({ name: 'New' })), 'a write: it asks, and tells').toBe(2);
    const crowd = () => Promise.all(['tracks', 'artists'].map((type) => spotify.me.top({ type: type as 'tracks' })));
    expect(await trips(crowd), 'several at a time').toBe(1);
  });

  test('one that is quick is asked for no permit that what it has kept may spare', async () => {
    const theStage = await stage();
    const { far, near, proxy } = theStage;
    await tripsOf(theStage, 1, () => far.spotify.me.profile());
    await near.spotify.library.tracks();
    await until(() => (near.cacheStatistics().shared?.writes ?? 0) > 2);
    const sent: string[] = [];
    proxy.faults.keepsBack = (bytes) => {
      sent.push(bytes.toString('latin1'));
      return false;
    };
    await far.spotify.library.tracks();
    expect(far.cacheStatistics().sharedHits).toBe(1);
    expect(sent.join('')).not.toContain(':limits:');
  });

  test('a write waits no longer for what it asks and what it tells together than a call may wait for Redis', async () => {
    const { far, proxy, clock } = await stage();
    const pending = (): number => far.cacheStatistics().shared?.pending ?? 0;
    let isOver = false;
    const written = far.spotify.playlists.create({ name: 'New' }).finally(() => {
      isOver = true;
    });
    await quiet(proxy);
    await clock.advance(0.8 * waitMs);
    expect(proxy.letGo(), 'what it asks').toBeGreaterThan(0);
    await until(() => pending() > 0);
    await quiet(proxy);
    await clock.advance(0.2 * waitMs - 1);
    expect([isOver, pending() > 0], 'it still waits until the others have been told').toEqual([false, true]);
    await clock.advance(1);
    expect(await written).toMatchObject({ name: 'New' });
    expect(pending(), 'they are told behind').toBeGreaterThan(0);
    while (pending() > 0) {
      await quiet(proxy);
      proxy.letGo();
    }
  });
});
