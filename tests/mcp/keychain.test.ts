import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { findProgram, type ProgramName, servicesAreOff } from '@tonearm/tooling/services';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectModern } from '../journeys/mcp-clients.ts';
import { decide, runCommand, startCommand } from './command.ts';

// Every step starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** A session bus for whoever knows its address; what Debian's own file would say, where it is only unpacked. */
const busConfiguration = (folder: string): string => `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=${folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`;

// A keyring that listens on a session bus is what keeps secrets on a Linux desktop.
describe.skipIf(servicesAreOff)('with a real keychain of the operating system', () => {
  let folder: string;
  let environment: Record<string, string>;
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tonearm-secret-service-'));
    const emulator = await createSpotifyEmulator().listen();
    await writeFile(join(folder, 'bus.conf'), busConfiguration(folder));
    const bus = start('dbus-daemon', [`--config-file=${join(folder, 'bus.conf')}`, '--nofork', '--print-address=1'], {
      HOME: folder,
    });
    const address = await new Promise<string>((resolve, reject) => {
      bus.stdout.once('data', (line) => resolve(String(line).trim()));
      bus.once('close', (code) => reject(new Error(`dbus-daemon ended with ${code}`)));
    });
    const own = { HOME: folder, DBUS_SESSION_BUS_ADDRESS: address };
    const keyring = start('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      ...own,
      XDG_RUNTIME_DIR: folder,
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
    expect((await runCommand('doctor --port 0', environment)).output).toContain('✓ sign-in: kept in the keychain');

    const elsewhere = { ...environment, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
    expect((await runCommand('doctor --port 0', elsewhere)).output).toContain('✗ sign-in: The keychain cannot be used');

    expect((await runCommand('logout', environment)).output).toContain('Signed out');
    expect(await profiles()).toEqual([]);
    // Also a server that runs since before has heard of it.
    expect(await client.call('get_profile', {})).toMatchObject({ isError: true });
    await client.close();
    expect((await runCommand('logout', environment)).output).toContain('Nobody was signed in');
  });
});

/** Starts a program of the system, with nothing of this process's environment but the path. */
function start(name: ProgramName, words: readonly string[], environment: Readonly<Record<string, string>>) {
  const program = findProgram(name);
  return spawn(program.path, [...program.arguments, ...words], {
    env: { PATH: process.env.PATH, ...program.environment, ...environment },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}
