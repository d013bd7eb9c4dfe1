import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import {
  createRuntime,
  deleteTokens,
  type Runtime,
  readSettings,
  silentLogger,
  writeTokens,
} from '@tonearm/tools/runtime';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../cache/group.js';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** One place for sign-ins on one machine, with a Redis, in front of a Spotify that is the emulator. */
async function stage() {
  const [redis, folder] = [await startRedis(), await mkdtemp(join(tmpdir(), 'tonearm-accounts-'))];
  const client = new Redis(redis.url);
  endings.push(
    () => redis.stop(),
    () => rm(folder, { recursive: true }),
    () => client.disconnect(),
  );
  const env = { XDG_CONFIG_HOME: folder };
  const emulator = createSpotifyEmulator({ profile: 'extended' });
  const settings = readSettings({
    SPOTIFY_CLIENT_ID: 'tonearm-emulator',
    SPOTIFY_API_URL: 'https://spotify.invalid/v1',
    SPOTIFY_ACCOUNTS_URL: 'https://spotify.invalid',
    TONEARM_REDIS_URL: redis.url,
  });
  let consents = 0;
  return {
    env,
    redis,
    /** Every answer that Redis holds. */
    kept: async () => (await client.keys('*')).filter((key) => key.includes(':entry:')),
    /** Everything personal that Redis holds. */
    personal: async () => (await client.keys('*')).filter((key) => key.includes(':entry:user:')),
    async signIn(user: string, more: { readonly expiresAt?: number; readonly authorizedAt?: undefined } = {}) {
      const { access_token, refresh_token } = emulator.grant({ user });
      consents += 1;
      const authorizedAt = Date.now() + consents;
      const expiresAt = Date.now() + 3_600_000;
      const tokens = {
        accessToken: access_token,
        refreshToken: refresh_token,
        scopes: [],
        expiresAt,
        authorizedAt,
        ...more,
      };
      await writeTokens('default', tokens as Parameters<typeof writeTokens>[1], env);
    },
    async open(): Promise<Runtime> {
      const runtime = await createRuntime({ settings, env, fetch: emulator.fetch, logger: silentLogger });
      endings.push(() => runtime.close());
      await until(() => runtime.cacheStatistics().shared?.isCertain === true);
      return runtime;
    },
  };
}

describe.skipIf(servicesAreOff)('who signs in where somebody else was signed in', () => {
  test.each([
    ['told by the time of the consent', {}],
    ['told by the tokens, where an older program wrote them', { authorizedAt: undefined }],
  ])('finds nothing of theirs in Redis, though nobody signed out: %s', async (_how, more) => {
    const { open, signIn, personal } = await stage();
    await signIn('listener', more);
    const before = await open();
    expect((await before.spotify.me.profile()).id).toBe('listener');
    const library = await before.spotify.library.tracks({});
    await until(async () => (await personal()).length >= 2);
    await before.close();

    await signIn('neighbour', more);
    const after = await open();
    expect((await after.spotify.me.profile()).id).toBe('neighbour');
    expect(await after.spotify.library.tracks({})).not.toEqual(library);
  });

  test('has their own answers kept, and finds them again in another process', async () => {
    const { open, signIn, personal } = await stage();
    await signIn('listener');
    const one = await open();
    await one.spotify.library.tracks({});
    await until(async () => (await personal()).length > 0);
    const two = await open();
    await two.spotify.library.tracks({});
    expect(two.cacheStatistics()).toMatchObject({ sharedHits: 1, loads: 0 });
  });

  test('leaves nothing of any of them in Redis by signing out, also when the sign-in is gone already', async () => {
    const { open, signIn, personal, env } = await stage();
    for (const user of ['listener', 'neighbour']) {
      await signIn(user);
      const runtime = await open();
      await runtime.spotify.library.tracks({});
      await runtime.spotify.player.devices();
    }
    await until(async () => (await personal()).length >= 4);
    await deleteTokens('default', env);
    expect(await (await open()).forgetAccount()).toMatchObject({ isComplete: true });
    expect(await personal()).toEqual([]);
  });

  test('leaves no trace of what they looked at either, where nobody knows their country', async () => {
    const { open, signIn, kept } = await stage();
    await signIn('listener');
    const runtime = await open();
    const { items } = await runtime.spotify.me.top({ type: 'tracks' });
    await runtime.spotify.albums.get({ id: items[0]?.type === 'track' ? items[0].album.id : '' });
    await until(async () => (await kept()).some((key) => key.includes('albums.get')));
    expect(await runtime.forgetAccount()).toMatchObject({ isComplete: true });
    expect(await kept()).toEqual([]);
    expect(runtime.cacheStatistics().entries).toBe(0);
  });

  test('is shown nothing of whoever was before in a running process, by however many calls at once', async () => {
    const { open, signIn } = await stage();
    await signIn('listener');
    const runtime = await open();
    const look = async () => (await runtime.spotify.me.profile()).id;
    expect(await look()).toBe('listener');
    for (const user of ['neighbour', 'guest', 'listener']) {
      await signIn(user);
      expect(await Promise.all(Array.from({ length: 5 }, look))).toEqual(Array.from({ length: 5 }, () => user));
    }
  });

  test('waits for no Redis that hangs while what was kept for whoever was before is forgotten', async () => {
    const { open, signIn, redis, personal } = await stage();
    await signIn('listener');
    const runtime = await open();
    await runtime.spotify.me.profile();
    await until(async () => (await personal()).length > 0);
    redis.signal('SIGSTOP');
    await signIn('neighbour');
    expect((await runtime.spotify.me.profile()).id).toBe('neighbour');
    redis.signal('SIGCONT');
    // It is told as soon as it can be: of the one before nothing is left.
    await until(async () => {
      await runtime.spotify.me.profile({}, { fresh: true });
      return (await personal()).length === 1;
    });
  });

  test('is not shown that catalogue in a process that goes on either', async () => {
    const { open, signIn } = await stage();
    await signIn('listener');
    const runtime = await open();
    await runtime.spotify.me.profile();
    const { items } = await runtime.spotify.me.top({ type: 'tracks' });
    const look = async () => {
      const { loads } = runtime.cacheStatistics();
      await runtime.spotify.albums.get({ id: items[0]?.type === 'track' ? items[0].album.id : '' });
      return runtime.cacheStatistics().loads - loads;
    };
    expect([await look(), await look()]).toEqual([1, 0]);
    await signIn('guest');
    expect(await look()).toBe(1);
  });

  test('is not shown the catalogue of the country of whoever was before', async () => {
    const { open, signIn } = await stage();
    await signIn('listener');
    const runtime = await open();
    const { country } = await runtime.spotify.me.profile();
    const { items } = await runtime.spotify.me.top({ type: 'tracks' });
    await runtime.spotify.tracks.get({ id: items[0]?.id ?? '' });
    await runtime.close();
    await signIn('guest');
    const other = await open();
    await other.spotify.tracks.get({ id: items[0]?.id ?? '' });
    // Its own country is not known yet, so nothing of the others' is taken for its own.
    expect(country).toBeDefined();
    expect(other.cacheStatistics()).toMatchObject({ loads: 1, sharedHits: 0 });
    await other.close();
    // Nor may what one of whom nothing is known was shown be taken for what another one is.
    await signIn('neighbour');
    const third = await open();
    await third.spotify.tracks.get({ id: items[0]?.id ?? '' });
    expect(third.cacheStatistics()).toMatchObject({ loads: 1, sharedHits: 0 });
  });
});
