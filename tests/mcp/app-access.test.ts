import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { tools } from '@tonearm/tools';
import { describe, expect, test, vi } from 'vitest';
import { connectLegacy, connectModern } from '../journeys/mcp-clients.ts';
import { serverScript, startHttpServer } from '../journeys/mcp-server-process.ts';
import { runCommand } from './command.ts';
import { spotifyStage } from './spotify-stage.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const nameOf = ({ name }: { readonly name: string }): string => name;
const closedTo = (access: string): readonly string[] => tools.filter((tool) => tool.access === access).map(nameOf);
const withAll = { TONEARM_TOOLSETS: 'all' };

describe.each<readonly ['development' | 'development-legacy' | 'extended', readonly string[]]>([
  ['development', [...closedTo('extended'), ...closedTo('legacy')]],
  ['development-legacy', []],
  ['extended', []],
])('an app of the profile %s', (profile, closed) => {
  const spotify = spotifyStage({ profile });

  test('has the right list at the first start after a sign-in, for which nothing is asked; what is closed says so', async () => {
    await spotify.signIn();
    // Who has signed in is told to the person: the one request there is.
    expect(spotify.requests()).toEqual(['GET /v1/me']);
    for (const connect of [connectLegacy, connectModern]) {
      const client = await connect({ environment: { ...spotify.environment, ...withAll } });
      const listed = (await client.listTools()).map(nameOf);
      expect(listed).toEqual(tools.map(nameOf).filter((name) => !closed.includes(name)));
      spotify.emulator.journal.clear();
      const { isError, text } = await client.call('get_user', { user: 'neighbour' });
      expect([isError, spotify.requests().length > 0]).toEqual(closed.length > 0 ? [true, false] : [false, true]);
      if (isError) expect(text).toMatch(/closed.*Development Mode.*Nothing was sent/s);
      await client.close();
    }
  });
});

describe('what Spotify closed in 2024', () => {
  const spotify = spotifyStage({ profile: 'development-legacy' });

  test('is learned by the first refusal, told to who listens, and known to the next process', async () => {
    await spotify.signIn();
    const environment = { ...spotify.environment, ...withAll };
    const client = await connectLegacy({ environment });
    const listed = async () => (await client.listTools()).map(nameOf);
    expect(await listed()).toContain('get_recommendations');
    const { isError } = await client.call('get_recommendations', { seeds: [firstTrack()] });
    expect(isError).toBe(true);
    expect(await listed()).toEqual(tools.map(nameOf).filter((name) => !closedTo('legacy').includes(name)));
    await client.close();

    spotify.emulator.journal.clear();
    const next = await connectModern({ environment });
    expect((await next.listTools()).map(nameOf)).not.toContain('get_audio_features');
    const { text } = await next.call('get_audio_features', { items: [firstTrack()] });
    expect(text).toContain('2024-11-27');
    expect(spotify.requests()).toEqual([]);
    await next.close();
  });

  const firstTrack = (): string | undefined => spotify.emulator.world.catalogue.tracks.list()[0]?.uri;
});

describe('in the middle of a session', () => {
  const spotify = spotifyStage();
  const forget = (): Promise<void> => rm(appsFolder(), { recursive: true });
  const appsFolder = (): string => join(spotify.environment.XDG_STATE_HOME ?? '', 'tonearm', 'apps');

  test.each(['2025 over stdio', '2026-07-28 over stdio', '2026-07-28 over HTTP'])(
    'a client of %s hears that there are other tools, as soon as an answer has told what the app is',
    async (route) => {
      await spotify.signIn();
      await forget();
      const environment = { ...spotify.environment, ...withAll, TONEARM_LOG_LEVEL: 'silent' };
      const http = route.endsWith('HTTP') ? await startHttpServer(environment) : undefined;
      const pin = route.startsWith('2026') ? { versionNegotiation: { mode: { pin: '2026-07-28' } } } : {};
      const client = new Client({ name: 'listener', version: '1.0.0' }, pin);
      const child = { command: process.execPath, args: [serverScript], env: environment, stderr: 'ignore' as const };
      await client.connect(
        http === undefined ? new StdioClientTransport(child) : new StreamableHTTPClientTransport(http.url),
      );
      let heard = 0;
      client.setNotificationHandler('notifications/tools/list_changed', () => {
        heard += 1;
      });
      const listening = route.startsWith('2026') ? await client.listen({ toolsListChanged: true }) : undefined;
      const listed = async () => (await client.listTools()).tools.map(nameOf);
      expect(await listed()).toEqual(tools.map(nameOf));
      await client.callTool({ name: 'search_catalog', arguments: { query: 'a' } });
      await vi.waitFor(() => expect(heard).toBe(1), { timeout: 10_000 });
      const before = spotify.requests().length;
      expect(await listed()).not.toContain('get_user');
      // More of the same is no news.
      await client.callTool({ name: 'search_catalog', arguments: { query: 'o' } });
      expect([heard, spotify.requests().length]).toEqual([1, before + 1]);
      await listening?.close();
      await client.close();
      await http?.stop('SIGKILL');
    },
  );

  test('what was learned is for its owner only, and logout forgets it', async () => {
    await spotify.signIn();
    const [file = ''] = await readdir(appsFolder());
    if (process.platform !== 'win32') expect((await stat(join(appsFolder(), file))).mode & 0o777).toBe(0o600);
    expect(await runCommand('logout', spotify.environment)).toMatchObject({ code: 0 });
    expect(existsSync(join(appsFolder(), file))).toBe(false);
  });

  test('the doctor says what the app is, and asks for nothing but the profile', async () => {
    await spotify.signIn();
    spotify.emulator.journal.clear();
    const { output } = await runCommand('doctor --port 0', spotify.environment);
    expect(output).toContain('Development Mode');
    expect(spotify.requests()).toEqual(['GET /v1/me']);
  });
});
