import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { readTokens, tokenFilePath } from '@tonearm/tools/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bufferStreams } from '../testing/buffers.js';
import { tryCommand } from '../testing/try-command.js';

const origin = 'https://emulator.tonearm.invalid';
const emulator = createSpotifyEmulator({ origin, autoApprove: true });

let environment: Record<string, string>;
beforeEach(async () => {
  environment = {
    SPOTIFY_CLIENT_ID: 'tonearm-emulator',
    SPOTIFY_API_URL: `${origin}/v1`,
    SPOTIFY_ACCOUNTS_URL: origin,
    // Never the keychain of whoever runs the tests.
    TONEARM_TOKEN_STORE: 'file',
    XDG_CONFIG_HOME: await mkdtemp(join(tmpdir(), 'tonearm-login-')),
  };
});
afterEach(() => rm(environment.XDG_CONFIG_HOME ?? '', { recursive: true }));

/** A browser whose person agrees. */
async function agree(url: string): Promise<void> {
  const answer = await emulator.fetch(url, { redirect: 'manual' });
  await fetch(answer.headers.get('location') ?? '');
}

/** The environment, with a file where the folder of sign-ins should be. */
async function withoutPlace(): Promise<Record<string, string>> {
  const file = join(environment.XDG_CONFIG_HOME ?? '', 'a-file');
  await writeFile(file, '');
  return { ...environment, XDG_CONFIG_HOME: file };
}

describe('login', () => {
  test('on a terminal opens the browser, waits for it, and keeps the tokens for the profile', async () => {
    const streams = bufferStreams({ isTTY: true });
    const world = { environment, streams, fetch: emulator.fetch, openBrowser: agree };
    const { exitCode, out } = await tryCommand(['login', '--profile', 'home'], { ...world, tools: [] });
    expect(exitCode).toBe(0);
    expect(out).toContain('Signed in as Linn Listener (profile home).');
    expect(await readTokens('home', environment)).toMatchObject({ accessToken: expect.any(String) });
  });

  test('says which place it cannot write to', async () => {
    const streams = bufferStreams({ isTTY: true });
    const world = { environment: await withoutPlace(), streams, fetch: emulator.fetch, openBrowser: agree, tools: [] };
    const { exitCode, err } = await tryCommand(['login'], world);
    expect(err).toContain(`cannot be changed at ${tokenFilePath('default', world.environment)}`);
    expect(exitCode).toBe(4);
  });

  test('in a pipe prints the address and opens nothing', async () => {
    const opened: string[] = [];
    const openBrowser = async (url: string): Promise<void> => void opened.push(url);
    const world = { environment, fetch: emulator.fetch, openBrowser, tools: [] };
    const { exitCode, out, err } = await tryCommand(['login', '--no-browser'], world);
    expect({ exitCode, opened }).toEqual({ exitCode: 4, opened: [] });
    expect(new URL(out.trim()).searchParams.get('redirect_uri')).toBe('http://127.0.0.1/callback');
    expect(err).toContain('tonearm login');
  });

  test('is not needed for the emulator, and needs an app for Spotify', async () => {
    const forEmulator = await tryCommand(['login', '--backend', 'emulator']);
    expect(forEmulator).toMatchObject({ exitCode: 2, err: expect.stringContaining('signs everybody in') });
    for (const words of [['login'], ['login', '--backend', 'spotify']]) {
      expect(await tryCommand(words)).toMatchObject({ exitCode: 2, err: expect.stringContaining('SPOTIFY_CLIENT_ID') });
    }
  });

  test('waits only as long as it is told, and for a time that makes sense', async () => {
    expect(await tryCommand(['login', '--timeout', 'soon'])).toMatchObject({ exitCode: 2 });
    const { exitCode, err } = await tryCommand(['login', '--timeout', '0.01'], { environment, tools: [] });
    expect(exitCode).toBe(4);
    expect(err).toContain('within 0.01 s');
  });
});

describe('logout', () => {
  test('tells whether there was anything to forget', async () => {
    expect((await tryCommand(['logout'], { environment })).out).toBe('Nobody was signed in (profile default).\n');
    const { out } = await tryCommand(['logout', '--json', '--profile', 'home'], { environment });
    expect(JSON.parse(out)).toEqual({ profile: 'home', was_signed_in: false });
  });

  // Windows calls a file in a file missing, and what is missing needs no deleting.
  test.skipIf(process.platform === 'win32')('says which place it cannot write to', async () => {
    const { exitCode, err } = await tryCommand(['logout'], { environment: await withoutPlace() });
    expect(err).toContain('(ENOTDIR)');
    expect(exitCode).toBe(4);
  });

  test('a profile cannot be a path', async () => {
    const { exitCode, err } = await tryCommand(['logout', '--profile', '../../etc/passwd'], { environment });
    expect(exitCode).toBe(2);
    expect(err).toContain('TONEARM_PROFILE');
  });
});
