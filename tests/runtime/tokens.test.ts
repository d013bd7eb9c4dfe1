import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import {
  createRuntime,
  type Runtime,
  readSettings,
  readTokens,
  silentLogger,
  writeTokens,
} from '@tonearm/tools/runtime';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stage } from './stage.js';

const tokenRequests = (emulator: SpotifyEmulator): number =>
  emulator.journal.entries().filter(({ path }) => path === '/api/token').length;

describe('a token of the emulator', () => {
  test('is asked for when it is first needed, and once', async () => {
    const emulator = createSpotifyEmulator();
    const paths: string[] = [];
    const fetch: typeof emulator.fetch = async (input, init) => {
      paths.push(new URL(input instanceof Request ? input.url : input).pathname);
      return emulator.fetch(input, init);
    };
    const { runtime } = await stage({ emulator: { ...emulator, fetch } });
    expect(paths).toEqual([]);
    await Promise.all(Array.from({ length: 15 }, (_, offset) => runtime.spotify.playlists.mine({ offset })));
    expect(paths.filter((path) => path === '/__emulator/tokens')).toHaveLength(1);
    expect(tokenRequests(emulator)).toBe(0);
  });

  test('is given up with the last call that waits for it, and asked for again by the next', async () => {
    const emulator = createSpotifyEmulator();
    let tokenRequest: AbortSignal | null | undefined;
    let requests = 0;
    const fetch: typeof emulator.fetch = (input, init) => {
      requests += 1;
      if (requests > 1) return emulator.fetch(input, init);
      tokenRequest = init?.signal;
      return new Promise(() => undefined);
    };
    const { runtime } = await stage({ emulator: { ...emulator, fetch } });
    const leaving = new AbortController();
    const call = runtime.spotify.me.profile({}, { signal: leaving.signal });
    await vi.waitUntil(() => tokenRequest);
    leaving.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
    expect(tokenRequest?.aborted).toBe(true);
    expect(await runtime.spotify.me.profile()).toMatchObject({ id: 'listener' });
  });

  test('is refreshed once when it has ended, however many need it', async () => {
    const set = await stage();
    await set.runtime.spotify.me.profile();
    await set.pass(3_600_000);
    const calls = Array.from({ length: 50 }, (_, offset) => set.runtime.spotify.playlists.mine({ offset }));
    const { result } = await set.during(Promise.all(calls));
    expect(result.status).toBe('fulfilled');
    expect(tokenRequests(set.emulator)).toBe(1);
  });

  test('is refreshed once when Spotify rejects it before its time', async () => {
    const set = await stage();
    await set.runtime.spotify.me.profile();
    set.emulator.faults.add({ status: 401, times: 4 });
    const calls = Array.from({ length: 4 }, (_, offset) => set.runtime.spotify.playlists.mine({ offset }));
    const { result } = await set.during(Promise.all(calls));
    expect(result.status).toBe('fulfilled');
    expect(tokenRequests(set.emulator)).toBe(1);
  });
});

describe('a sign-in to Spotify', () => {
  let env: { XDG_CONFIG_HOME: string };
  let emulator: SpotifyEmulator;
  const open: Runtime[] = [];

  beforeEach(async () => {
    env = { XDG_CONFIG_HOME: await mkdtemp(join(tmpdir(), 'tonearm-sign-in-')) };
    emulator = createSpotifyEmulator({ quirks: { rotateRefreshTokens: true } });
  });
  afterEach(async () => {
    for (const runtime of open.splice(0)) await runtime.close();
    await rm(env.XDG_CONFIG_HOME, { recursive: true });
  });

  /** The real backend, whose Spotify is the emulator. */
  async function connect(overrides: Parameters<typeof readSettings>[1] = {}): Promise<Runtime> {
    const settings = readSettings(
      {
        SPOTIFY_CLIENT_ID: 'tonearm-emulator',
        SPOTIFY_API_URL: 'https://spotify.invalid/v1',
        SPOTIFY_ACCOUNTS_URL: 'https://spotify.invalid',
      },
      overrides,
    );
    const runtime = await createRuntime({ settings, env, fetch: emulator.fetch, logger: silentLogger });
    open.push(runtime);
    return runtime;
  }

  async function signIn(profile: string, user: string, isExpired = false): Promise<void> {
    const { access_token, refresh_token, expires_in } = emulator.grant({ user });
    const expiresAt = isExpired ? 0 : Date.now() + expires_in * 1000;
    await writeTokens(profile, { accessToken: access_token, refreshToken: refresh_token, expiresAt, scopes: [] }, env);
  }

  test('says what to do when there is none, and finds it as soon as there is one', async () => {
    const runtime = await connect();
    await expect(runtime.spotify.me.profile()).rejects.toMatchObject({
      code: 'authentication',
      hint: expect.stringContaining('tonearm login'),
    });
    expect((await runtime.health()).status).toBe('unhealthy');
    expect(emulator.journal.entries()).toEqual([]);
    await signIn('default', 'listener');
    expect(await runtime.spotify.me.profile()).toMatchObject({ id: 'listener' });
    expect((await runtime.health()).status).toBe('healthy');
  });

  test('never falls back to the emulator', async () => {
    const runtime = await connect({ backend: 'spotify', clientId: undefined });
    expect(runtime.backend.kind).toBe('spotify');
  });

  test('keeps the tokens that a refresh brings', async () => {
    await signIn('default', 'listener', true);
    const before = await readTokens('default', env);
    await (await connect()).spotify.me.profile();
    const after = await readTokens('default', env);
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(after?.refreshToken).not.toBe(before?.refreshToken);
    expect(after?.expiresAt).toBeGreaterThan(Date.now());
  });

  test('goes on with the tokens that another process refreshed meanwhile', async () => {
    await signIn('default', 'listener', true);
    const [first, second] = [await connect(), await connect()];
    await first.spotify.me.profile();
    await second.spotify.me.profile();
    expect(await second.spotify.playlists.mine()).toMatchObject({ offset: 0 });
  });

  test('that was ended is not tried again and again', async () => {
    await signIn('default', 'listener', true);
    emulator.revoke('listener');
    const runtime = await connect();
    for (let turn = 0; turn < 5; turn += 1) {
      await expect(runtime.spotify.me.profile()).rejects.toMatchObject({ code: 'authentication' });
    }
    expect(tokenRequests(emulator)).toBe(1);
    expect((await runtime.health()).status).toBe('unhealthy');
  });

  test('of another profile is another one', async () => {
    await signIn('default', 'listener');
    await signIn('other', 'neighbour');
    expect(await (await connect({ profile: 'other' })).spotify.me.profile()).toMatchObject({ id: 'neighbour' });
  });

  test('leaves nothing behind in memory for whoever signs in after it', async () => {
    await signIn('default', 'listener');
    const runtime = await connect();
    await runtime.spotify.playlists.mine();
    emulator.revoke('listener');
    await signIn('default', 'neighbour');
    await runtime.spotify.me.profile();
    const { items } = await runtime.spotify.playlists.mine();
    expect(items.some((playlist) => playlist?.owner.id === 'neighbour')).toBe(true);
  });

  test('is not needed for what everybody may read, if the app has a secret', async () => {
    const runtime = await connect({ clientSecret: 'tonearm-secret' });
    const { id, name } = emulator.world.catalogue.albums.list()[0] ?? expect.unreachable();
    expect(await runtime.spotify.albums.get({ id, market: 'SE' })).toMatchObject({ name });
  });
});
