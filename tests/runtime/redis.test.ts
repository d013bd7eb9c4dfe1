import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { createRuntime, type Runtime, readSettings, silentLogger } from '@tonearm/tools/runtime';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../cache/group.js';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Runtimes as processes would have them: at an emulator that runs elsewhere, with a Redis that they share. */
async function stage(profile: 'development' | 'extended' = 'development') {
  const redis = await startRedis();
  const emulator = createSpotifyEmulator({ profile });
  const origin = 'https://emulator.tonearm.invalid';
  endings.push(() => redis.stop());
  async function open(user = 'listener'): Promise<Runtime> {
    const env = {
      SPOTIFY_API_URL: `${origin}/v1`,
      SPOTIFY_ACCOUNTS_URL: origin,
      TONEARM_BACKEND: 'emulator',
      TONEARM_REDIS_URL: redis.url,
      // However busy the machine is: what is tested here is not how long a call waits.
      TONEARM_REDIS_WAIT_MS: '20000',
      TONEARM_PROFILE: user,
    };
    const runtime = await createRuntime({ settings: readSettings(env), fetch: emulator.fetch, logger: silentLogger });
    endings.push(() => runtime.close());
    await until(() => runtime.cacheStatistics().shared?.isCertain === true);
    return runtime;
  }
  const requests = () => emulator.journal.entries().filter(({ path }) => path.startsWith('/v1/')).length;
  /** Lets everything in Redis get older, as its clock would. */
  async function pass(milliseconds: number): Promise<void> {
    const client = new Redis(redis.url);
    for (const key of await client.keys('*:entry:*'))
      await client.pexpire(key, (await client.pttl(key)) - milliseconds);
    client.disconnect();
  }
  /** A runtime that has asked for the playlists, and kept them in Redis. */
  async function openWithPlaylists(): Promise<Runtime> {
    const runtime = await open();
    await runtime.spotify.playlists.mine();
    await until(() => (runtime.cacheStatistics().shared?.writes ?? 0) > 0);
    return runtime;
  }
  return { redis, emulator, open, openWithPlaylists, pass, requests };
}

describe.skipIf(servicesAreOff)('TONEARM_REDIS_URL', () => {
  test('lets processes share what they have asked for, and hear of what is written', async () => {
    const { open, requests } = await stage();
    const [one, two] = [await open(), await open()];
    const { id } = await one.spotify.playlists.create({ name: 'Before' });
    await one.spotify.playlists.get({ playlist_id: id });
    await until(async () => (one.cacheStatistics().shared?.writes ?? 0) > 0);
    const sent = requests();
    expect((await two.spotify.playlists.get({ playlist_id: id })).name).toBe('Before');
    expect(requests()).toBe(sent);
    await two.spotify.playlists.update({ playlist_id: id, name: 'After' });
    await until(() => (one.cacheStatistics().heard ?? 0) > 0);
    expect((await one.spotify.playlists.get({ playlist_id: id })).name).toBe('After');
  });

  test('lets a process share the catalogue of a country that it has only heard of from Redis', async () => {
    const { open, requests, emulator } = await stage('extended');
    const params = { id: emulator.world.catalogue.albums.list()[0]?.id ?? '' };
    const one = await open();
    await one.spotify.me.profile();
    await one.spotify.albums.get(params);
    await until(() => (one.cacheStatistics().shared?.writes ?? 0) >= 2);
    const sent = requests();
    const two = await open();
    const shelf = async () => (await two.explainCached('albums.get', params)).key;
    expect(await shelf()).not.toContain(' for ');
    await two.spotify.me.profile();
    expect(await shelf()).toMatch(/ for [A-Z]{2}$/);
    await two.spotify.albums.get(params);
    expect(requests()).toBe(sent);
    expect(two.cacheStatistics()).toMatchObject({ loads: 0, sharedHits: 2 });
  });

  test('says by the rule of the endpoint what an old answer in Redis is still good for', async () => {
    const { open, openWithPlaylists, pass } = await stage();
    await openWithPlaylists();
    const two = await open();
    const state = async () => (await two.explainCached('playlists.mine')).shared?.state;
    const states = [await state()];
    for (const ageMs of [30_000, 60_000, 10 * 60_000, 2 * 3_600_000]) {
      await pass(ageMs);
      states.push(await state());
    }
    expect(states).toEqual(['fresh', 'fresh', 'stale', 'grace', 'too-old']);
  });

  test('counts an old answer that Redis has as one of Redis, and as one', async () => {
    const { open, openWithPlaylists, pass } = await stage();
    await openWithPlaylists();
    await pass(100_000);
    const two = await open();
    await two.spotify.playlists.mine();
    const { body } = await two.metrics.text();
    const counted = body
      .split('\n')
      .filter((line) => line.startsWith('tonearm_cache_lookups_total{endpoint="playlists.mine"'));
    expect(counted.map((line) => line.replace(/.*tier/, 'tier')).sort()).toEqual([
      'tier="memory",outcome="miss"} 1',
      'tier="redis",outcome="stale"} 1',
    ]);
    expect(two.cacheStatistics().hitRatio).toBe(1);
  });

  test('tells in its figures neither where Redis is nor how to get in, nor anything of a person', async () => {
    const { open, redis } = await stage();
    const runtime = await open();
    await runtime.spotify.me.profile();
    await runtime.spotify.playlists.mine();
    await until(() => (runtime.cacheStatistics().shared?.writes ?? 0) > 0);
    const figures = JSON.stringify([runtime.cacheStatistics(), await runtime.diagnose()]);
    expect(figures).toContain('"byName":{"me.profile"');
    for (const secret of [redis.url, String(redis.port), 'redis://', 'listener']) expect(figures).not.toContain(secret);
  });

  test("shows nobody what is another person's, and keeps nothing of who signs out", async () => {
    const { open, redis } = await stage();
    const [listener, neighbour] = [await open('listener'), await open('neighbour')];
    const mine = await listener.spotify.playlists.mine();
    await until(() => (listener.cacheStatistics().shared?.writes ?? 0) > 0);
    expect(await neighbour.spotify.playlists.mine()).not.toEqual(mine);
    expect(await listener.forgetAccount()).toMatchObject({ isComplete: true });
    const client = new Redis(redis.url);
    endings.push(() => client.disconnect());
    expect((await client.keys('*')).filter((key) => key.includes('listener'))).toEqual([]);
  });

  test.each([
    ['old', 10 * 60_000],
    ['too old to be given even when Spotify is down', 3 * 3_600_000],
  ])('lets a process that has just begun ask only whether what is %s has changed', async (_what, ageMs) => {
    const { open, pass, emulator } = await stage();
    const before = await open();
    const { id } = await before.spotify.playlists.create({ name: 'Kept' });
    const first = await before.spotify.playlists.get({ playlist_id: id });
    await until(() => (before.cacheStatistics().shared?.writes ?? 0) > 0);
    await before.close();
    await pass(ageMs);
    const after = await open();
    emulator.journal.clear();
    const gets = () =>
      emulator.journal
        .entries()
        .filter(({ path }) => path === `/v1/playlists/${id}`)
        .map(({ status }) => status);
    expect(await after.spotify.playlists.get({ playlist_id: id })).toEqual(first);
    expect(gets()).toEqual([304]);
    // What was confirmed is fresh again, here and for the next process.
    await after.spotify.playlists.get({ playlist_id: id });
    await until(() => (after.cacheStatistics().shared?.writes ?? 0) > 0);
    await after.close();
    await (await open()).spotify.playlists.get({ playlist_id: id });
    expect(gets()).toEqual([304]);
  });

  test('lets no process pass on to others what Spotify still shows from before a write', async () => {
    const { open, emulator } = await stage();
    const writer = await open();
    const { items } = await writer.spotify.playlists.mine();
    const { id, name: before } = items.find((each) => each?.owner.id === 'listener') ?? expect.unreachable();
    const stopShowingLate = emulator.faults.add({ method: 'GET', path: /playlists/, staleMs: 60_000 });
    await writer.spotify.playlists.update({ playlist_id: id, name: 'After' });
    // Begun after the write: of itself it does not know that there was one.
    const reader = await open();
    const nameIn = async ({ spotify }: Runtime) => (await spotify.playlists.get({ playlist_id: id })).name;
    expect(await nameIn(reader)).toBe(before);
    await reader.close();
    stopShowingLate();
    expect(await nameIn(await open())).toBe('After');
  });

  test('asks no Redis for an emulator that lives in this process alone', async () => {
    const settings = readSettings({ TONEARM_REDIS_URL: 'redis://127.0.0.1:1' }, { backend: 'emulator' });
    const emulator = createSpotifyEmulator();
    const createEmulator = async () => ({ fetch: emulator.fetch, url: 'https://emulator.tonearm.invalid' });
    const runtime = await createRuntime({ settings, createEmulator, logger: silentLogger });
    endings.push(() => runtime.close());
    expect(runtime.cacheStatistics().shared).toBeUndefined();
  });
});
