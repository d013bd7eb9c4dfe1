import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectModern } from '../journeys/mcp-clients.ts';
import { decide, runCommand, startCommand } from './command.ts';

// Every step starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const isThere = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** What keeps secrets on a Linux desktop: a session bus, and a keyring that listens on it. */
const hasSecretService = process.platform === 'linux' && isThere('dbus-daemon') && isThere('gnome-keyring-daemon');

describe.skipIf(!hasSecretService)('with a real keychain of the operating system', () => {
  let folder: string;
  let environment: Record<string, string>;
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tonearm-secret-service-'));
    const emulator = await createSpotifyEmulator().listen();
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
      env: { PATH: process.env.PATH, HOME: folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const address = await new Promise<string>((resolve) =>
      bus.stdout.once('data', (line) => resolve(String(line).trim())),
    );
    const own = { HOME: folder, DBUS_SESSION_BUS_ADDRESS: address };
    const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env: { PATH: process.env.PATH, ...own, XDG_RUNTIME_DIR: folder },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    keyring.stdin.end('a password');
    closers.push(
      () => keyring.kill('SIGKILL'),
      () => bus.kill('SIGKILL'),
      () => emulator.close(),
      () => rm(folder, { recursive: true, force: true }),
    );
    environment = {
      ...own,
      TONEARM_BACKEND: 'spotify',
      TONEARM_TOKEN_STORE: 'keychain',
      SPOTIFY_CLIENT_ID: 'tonearm-emulator',
      SPOTIFY_API_URL: `${emulator.url}/v1`,
      SPOTIFY_ACCOUNTS_URL: emulator.url,
      XDG_CONFIG_HOME: folder,
      XDG_STATE_HOME: folder,
    };
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });

  const profiles = (): Promise<readonly string[]> => readdir(join(folder, 'tonearm', 'profiles')).catch(() => []);

  test('a sign-in is kept in it, is found by servers, and is forgotten', async () => {
    // The keyring may still be on its way to the bus.
    await expect
      .poll(async () => (await runCommand('doctor --port 0', environment)).output, { timeout: 20_000 })
      .toContain('nobody has signed in');
    const auth = startCommand('auth --no-browser', environment);
    auth.process.stdin.end(`${await decide(await auth.saying(/^http\S+/m), 'allow', 'neighbour')}\n`);
    expect(await auth.ended).toMatchObject({ code: 0, errors: expect.stringContaining('is in the keychain') });
    // The one file says only where the sign-in is.
    expect(await profiles()).toEqual(['default.keychain']);

    const client = await connectModern({ environment });
    expect((await client.call('get_profile', {})).structured).toMatchObject({ id: 'neighbour' });
    await client.close();
    expect((await runCommand('doctor --port 0', environment)).output).toContain('✓ sign-in: kept in the keychain');

    const elsewhere = { ...environment, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    expect((await runCommand('doctor --port 0', elsewhere)).output).toContain('✗ sign-in: The keychain cannot be used');

    expect((await runCommand('logout', environment)).output).toContain('Signed out');
    expect(await profiles()).toEqual([]);
    expect((await runCommand('logout', environment)).output).toContain('Nobody was signed in');
  });
});
