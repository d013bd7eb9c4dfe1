import { readFile, stat } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectLegacy, connectModern, type JourneyClient } from '../journeys/mcp-clients.ts';
import { type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';
import { runCommand } from './command.ts';
import { spotifyStage } from './spotify-stage.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const spotify = spotifyStage();

async function serve(
  commandLine: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<HttpServerProcess> {
  const server = await startHttpServer({ ...spotify.environment, ...environment }, ['--port', '0', ...commandLine]);
  onTestFinished(() => void server.stop('SIGKILL'));
  return server;
}

/** The token that the server says is in this file, for this profile. */
async function tokenOf(server: HttpServerProcess, profile: string): Promise<string> {
  const saying = new RegExp(`clients of profile ${profile} send the bearer token in (\\S+)`);
  await expect.poll(server.errorOutput, { timeout: 10_000 }).toMatch(saying);
  const path = saying.exec(server.errorOutput())?.[1] ?? '';
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  return (await readFile(path, 'utf8')).trim();
}

test('two people use one server at once: each sees their own, and undoes their own', async () => {
  await spotify.signIn('listener', 'anna');
  await spotify.signIn('neighbour', 'ben');
  const server = await serve(['--profiles', 'anna,ben']);
  const connect = async (profile: string, connectClient: typeof connectModern): Promise<JourneyClient> => {
    const headers = { authorization: `Bearer ${await tokenOf(server, profile)}` };
    const client = await connectClient({ url: server.url, headers });
    onTestFinished(() => client.close());
    return client;
  };
  const [anna, ben, annaToo] = await Promise.all([
    connect('anna', connectModern),
    connect('ben', connectLegacy),
    connect('anna', connectLegacy),
  ]);
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all([anna, ben, annaToo].map((client) => client.call('get_profile', {})));
    expect(answers.map(({ structured }) => structured.id)).toEqual(['listener', 'neighbour', 'listener']);
  }
  const uri = spotify.emulator.world.catalogue.tracks.list()[150]?.uri ?? '';
  const isSaved = (user: string): boolean | undefined => spotify.emulator.world.users.get(user)?.library.has(uri);
  await anna.call('save_to_library', { items: [uri] });
  expect([isSaved('listener'), isSaved('neighbour')]).toEqual([true, false]);
  expect((await ben.call('undo_write', {})).text).toContain('nothing to undo');
  expect((await annaToo.call('undo_write', {})).isError).toBe(false);
  expect(isSaved('listener')).toBe(false);
});

test('a token that is nobody’s, or none, gets nothing; the figures are of whoever asks', async () => {
  await spotify.signIn('listener', 'anna');
  const server = await serve(['--profiles', 'anna,ben']);
  const status = async (token: string | undefined): Promise<number> =>
    (await fetch(new URL('/metrics', server.url), { headers: token ? { authorization: `Bearer ${token}` } : {} }))
      .status;
  expect(await Promise.all([undefined, 'guessed-token-of-enough-length'].map(status))).toEqual([401, 401]);
  expect(await status(await tokenOf(server, 'anna'))).toBe(200);
  // Ben has not signed in yet: he is told so, and it is not Anna whom he gets.
  const headers = { authorization: `Bearer ${await tokenOf(server, 'ben')}` };
  const ben = await connectModern({ url: server.url, headers });
  onTestFinished(() => ben.close());
  expect(await ben.call('get_profile', {})).toMatchObject({ isError: true });
});

test('one scrape beside the tokens tells of everybody together, and of the process once', async () => {
  await spotify.signIn('listener', 'anna');
  await spotify.signIn('neighbour', 'ben');
  const server = await serve(['--profiles', 'anna,ben'], { TONEARM_METRICS_ADDRESS: '0' });
  for (const profile of ['anna', 'ben']) {
    const headers = { authorization: `Bearer ${await tokenOf(server, profile)}` };
    const client = await connectModern({ url: server.url, headers });
    onTestFinished(() => client.close());
    await client.call('get_profile', {});
  }
  const [, url = ''] = /metrics at (\S+)/.exec(server.errorOutput()) ?? [];
  const lines = (await (await fetch(url)).text()).split('\n');
  const count =
    /^mcp_server_operation_duration_seconds_count\{.*gen_ai_tool_name="get_profile",error_type="".*\} (\d+)$/;
  expect(lines.flatMap((line) => count.exec(line)?.[1] ?? [])).toEqual(['2']);
  expect(lines.filter((line) => line.startsWith('process_start_time_seconds '))).toHaveLength(1);
});

test('a server that other machines can reach makes a token, keeps it, and says where it is but not what it is', async () => {
  const first = await serve(['--host', '0.0.0.0', '--allow-remote']);
  const token = await tokenOf(first, 'default');
  expect(first.errorOutput()).not.toContain(token);
  const here = new URL('/cache/stats', first.url);
  here.hostname = '127.0.0.1';
  expect((await fetch(here)).status).toBe(401);
  expect((await fetch(here, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  await first.stop();
  expect(await tokenOf(await serve(['--require-token']), 'default')).toBe(token);
});

test('one token for several people is refused before anything listens', async () => {
  const { code, errors } = await runCommand('http --port 0 --profiles anna,ben', {
    ...spotify.environment,
    TONEARM_HTTP_TOKEN: 'one-token-of-enough-length',
  });
  expect([code, errors]).toEqual([2, expect.stringContaining('TONEARM_HTTP_TOKEN is one token')]);
});

test('no header of a client widens what the operator chose', async () => {
  const server = await startHttpServer({ TONEARM_BACKEND: 'emulator' }, [
    ...['--port', '0', '--read-only', '--toolsets', 'catalog'],
  ]);
  onTestFinished(() => void server.stop('SIGKILL'));
  const headers = { 'X-MCP-Toolsets': 'all', 'X-MCP-Tools': 'create_playlist', 'X-MCP-Readonly': 'false' };
  const client = await connectModern({ url: server.url, headers });
  onTestFinished(() => client.close());
  const names = (await client.listTools()).map(({ name }) => name);
  expect(names).toEqual(['search_catalog', 'get_items', 'get_album', 'get_artist', 'get_show']);
  await expect(client.call('create_playlist', { name: 'No' })).rejects.toThrow('Unknown tool');
});
