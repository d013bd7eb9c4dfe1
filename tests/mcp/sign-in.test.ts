import { existsSync } from 'node:fs';
import { chmod, stat, writeFile } from 'node:fs/promises';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { readTokens, tokenFilePath, writeTokens } from '@tonearm/tools/runtime';
import { describe, expect, test, vi } from 'vitest';
import { connectLegacy } from '../journeys/mcp-clients.ts';
import { decide, runCommand, startCommand } from './command.ts';
import { spotifyStage } from './spotify-stage.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const spotify = spotifyStage();

describe('tonearm-mcp auth', () => {
  test('waits for the browser; then a server acts for that person', async () => {
    const auth = startCommand('auth', spotify.environment);
    const page = new URL(await auth.saying(/^http\S+/m));
    expect(page.searchParams.get('code_challenge_method')).toBe('S256');
    expect(page.searchParams.get('scope')).toContain('user-modify-playback-state');
    expect((await fetch(await decide(page, 'allow', 'neighbour'))).status).toBe(200);
    const { code, output, errors } = await auth.ended;
    expect([code, output]).toEqual([0, expect.stringContaining('Signed in as Noor Neighbour (profile default).')]);
    const path = tokenFilePath('default', spotify.environment);
    expect(errors).toContain(path);
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);

    const client = await connectLegacy({ environment: spotify.environment });
    expect((await client.call('get_profile', {})).structured).toMatchObject({ id: 'neighbour' });
    await client.close();
  });

  test('asks only for what the tools that are on need', async () => {
    const auth = startCommand('auth --read-only --toolsets catalog', spotify.environment);
    const page = new URL(await auth.saying(/^http\S+/m));
    expect(page.searchParams.get('scope')).not.toContain('modify');
    auth.process.kill('SIGINT');
    expect((await auth.ended).code).toBe(1);
  });

  test('without a browser reads where one ended, past lines of other sign-ins, and keeps profiles apart', async () => {
    const auth = startCommand('auth --no-browser --profile kitchen', spotify.environment);
    const back = await decide(await auth.saying(/^http\S+/m), 'allow');
    auth.process.stdin.end(`http://127.0.0.1/callback?code=old&state=old\n${back}\n`);
    expect(await auth.ended).toMatchObject({ code: 0, errors: expect.stringContaining('not the address') });
    expect(existsSync(tokenFilePath('kitchen', spotify.environment))).toBe(true);
    expect(existsSync(tokenFilePath('default', spotify.environment))).toBe(false);
  });

  test('a no, a code that is not good and an end of input leave no sign-in, and say what to do', async () => {
    const answers: ((page: string) => Promise<string>)[] = [
      (page) => decide(page, 'refuse'),
      async (page) => (await decide(page, 'allow')).replace(/code=[^&]+/, 'code=stolen-code'),
      async () => '',
    ];
    for (const answer of answers) {
      const auth = startCommand('auth --no-browser', spotify.environment);
      auth.process.stdin.end(`${await answer(await auth.saying(/^http\S+/m))}\n`);
      const { code, errors } = await auth.ended;
      expect([code, errors]).toEqual([1, expect.not.stringContaining('stolen-code')]);
      expect(errors.trim().split('\n').length).toBeGreaterThan(1);
      expect(existsSync(tokenFilePath('default', spotify.environment))).toBe(false);
    }
  });

  test('says what is missing before it begins', async () => {
    const noApp = await runCommand('auth', { XDG_CONFIG_HOME: spotify.environment.XDG_CONFIG_HOME ?? '' });
    expect(noApp).toMatchObject({ code: 2, errors: expect.stringContaining('developer.spotify.com/dashboard') });
    const localhost = { ...spotify.environment, SPOTIFY_REDIRECT_URI: 'http://localhost/callback' };
    expect(await runCommand('auth', localhost)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('127.0.0.1'),
    });
    expect(await runCommand('auth --backend emulator', spotify.environment)).toMatchObject({ code: 2 });
  });
});

describe('tonearm-mcp logout', () => {
  test('deletes the tokens of that profile only, and says that nobody was there', async () => {
    await spotify.signIn();
    await spotify.signIn('neighbour', 'kitchen');
    const { accessToken } = (await readTokens('default', spotify.environment)) ?? expect.unreachable();
    const first = await runCommand('logout', spotify.environment);
    expect(first).toMatchObject({ code: 0, output: 'Signed out (profile default).\n' });
    expect(first.output + first.errors).not.toContain(accessToken);
    expect(existsSync(tokenFilePath('default', spotify.environment))).toBe(false);
    expect(existsSync(tokenFilePath('kitchen', spotify.environment))).toBe(true);
    expect((await runCommand('logout', spotify.environment)).output).toBe('Nobody was signed in (profile default).\n');
  });
});

describe('tonearm-mcp doctor', () => {
  interface Report {
    readonly ok: boolean;
    readonly checks: readonly { check: string; status: string; message: string; next?: string }[];
  }
  const examine = async (more: Record<string, string> = {}, flags = '--port 0'): Promise<[number | null, Report]> => {
    const { code, output } = await runCommand(`doctor --json ${flags}`, { ...spotify.environment, ...more });
    return [code, JSON.parse(output)];
  };
  const statusOf = ({ checks }: Report, name: string): string | undefined =>
    checks.find(({ check }) => check === name)?.status;

  test('finds nothing wrong after a sign-in, and ends with 0', async () => {
    await spotify.signIn();
    const [code, report] = await examine();
    expect(report.checks.map(({ check, status }) => `${status} ${check}`)).toEqual([
      'ok node',
      'ok client id',
      'ok redirect URI',
      'ok sign-in',
      'ok consent',
      'ok port',
      'ok reachability',
      'ok account',
      'ok app mode',
      'skipped redis',
    ]);
    expect([code, report.ok]).toEqual([0, true]);
  });

  test('everything that is not right has its next step, and what fails ends with 1', async () => {
    const gone = await createSpotifyEmulator().listen();
    await gone.close();
    const [code, report] = await examine(
      {
        SPOTIFY_REDIRECT_URI: 'http://localhost/callback',
        SPOTIFY_API_URL: `${gone.url}/v1`,
        TONEARM_REDIS_URL: 'redis://127.0.0.1:1',
      },
      `--port ${new URL(spotify.url).port}`,
    );
    expect(code).toBe(1);
    const expected = { 'redirect URI': 'failed', 'sign-in': 'failed', port: 'warning', reachability: 'failed' };
    for (const [name, status] of Object.entries({ ...expected, account: 'failed', redis: 'failed' })) {
      expect([name, statusOf(report, name)]).toEqual([name, status]);
    }
    for (const { status, next } of report.checks) {
      if (status === 'failed' || status === 'warning') expect(next).toMatch(/^[A-Z].{10,}/);
    }
  });

  test('sees a token file that others can read, scopes that are missing, and a consent that ends', async () => {
    await spotify.signIn();
    const tokens = (await readTokens('default', spotify.environment)) ?? expect.unreachable();
    const path = tokenFilePath('default', spotify.environment);
    if (process.platform !== 'win32') {
      await chmod(path, 0o644);
      expect(statusOf((await examine())[1], 'sign-in')).toBe('failed');
    }
    const dayMs = 86_400_000;
    await writeTokens(
      'default',
      { ...tokens, scopes: [], authorizedAt: Date.now() - 178 * dayMs },
      spotify.environment,
    );
    const [, ending] = await examine();
    expect([statusOf(ending, 'sign-in'), statusOf(ending, 'consent')]).toEqual(['warning', 'warning']);
    await writeTokens('default', { ...tokens, authorizedAt: Date.now() - 200 * dayMs }, spotify.environment);
    const [code, ended] = await examine();
    expect([code, statusOf(ended, 'consent')]).toEqual([1, 'failed']);
    await writeFile(path, '{"accessToken":"secret-but-broken"');
    const { output } = await runCommand('doctor --port 0', spotify.environment);
    expect(output).toContain('✗ sign-in');
    expect(output).not.toContain('secret-but-broken');
  });

  test('with the emulator says what stands in for Spotify, and finds nothing wrong', async () => {
    const { code, output } = await runCommand('doctor --port 0', {
      XDG_CONFIG_HOME: spotify.environment.XDG_CONFIG_HOME ?? '',
    });
    expect(code).toBe(0);
    expect(output).toContain('! client id: SPOTIFY_CLIENT_ID is not set, so an emulator stands in for Spotify');
    expect(output).toContain('→ For your own Spotify');
  });
});
