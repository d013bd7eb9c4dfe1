import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { readTokens } from '@tonearm/tools/runtime';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { serverScript, startHttpServer } from '../journeys/mcp-server-process.ts';
import { decide } from './command.ts';
import { spotifyStage } from './spotify-stage.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const spotify = spotifyStage();

type Transport = 'stdio' | 'http';
type Person = (url: string) => Promise<'accept' | 'decline'>;

/** A client whose person opens links, or one that knows no links. */
async function connect(isModern: boolean, transport: Transport, person: Person | undefined): Promise<Client> {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      capabilities: person === undefined ? {} : { elicitation: { url: {} } },
      ...(isModern && { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
    },
  );
  if (person !== undefined) {
    client.setRequestHandler('elicitation/create', async ({ params }) => ({
      action: await person('url' in params ? params.url : ''),
    }));
  }
  if (transport === 'http') {
    const server = await startHttpServer(spotify.environment);
    onTestFinished(() => void server.stop('SIGKILL'));
    await client.connect(new StreamableHTTPClientTransport(server.url));
  } else {
    const child = {
      command: process.execPath,
      args: [serverScript],
      env: spotify.environment,
      stderr: 'ignore' as const,
    };
    await client.connect(new StdioClientTransport(child));
  }
  onTestFinished(() => client.close());
  return client;
}

const agree: Person = async (url) => {
  await fetch(await decide(url, 'allow', 'neighbour'));
  return 'accept';
};

describe.each([
  ['2025', false, 'stdio'],
  ['2026-07-28', true, 'stdio'],
  ['2026-07-28', true, 'http'],
] as const)('a client of %s that opens links', (_era, isModern, transport) => {
  test(`over ${transport} gets one when nobody has signed in, and then its answer`, async () => {
    const opened: string[] = [];
    const client = await connect(isModern, transport, (url) => {
      opened.push(url);
      return agree(url);
    });
    const { structuredContent } = await client.callTool({ name: 'get_profile' });
    expect(structuredContent).toMatchObject({ id: 'neighbour' });
    expect(opened.map((url) => new URL(url).origin)).toEqual([spotify.url]);
    expect(await readTokens('default', spotify.environment)).toMatchObject({ accessToken: expect.any(String) });
    // Now somebody has: no further link.
    await client.callTool({ name: 'list_playlists' });
    expect(opened).toHaveLength(1);
  });

  test(`over ${transport} whose person does not want to is told so`, async () => {
    const client = await connect(isModern, transport, async () => 'decline');
    const { isError, content } = await client.callTool({ name: 'get_profile' });
    expect(isError).toBe(true);
    expect(JSON.stringify(content)).toContain('did not want to sign in');
    expect(await readTokens('default', spotify.environment)).toBeUndefined();
  });
});

test('calls that come together get the same link, and one sign-in serves them all', async () => {
  const opened: string[] = [];
  const client = await connect(true, 'stdio', (url) => {
    opened.push(url);
    return opened.length === 1 ? agree(url) : Promise.resolve('accept');
  });
  const answers = await Promise.all(
    ['get_profile', 'list_playlists', 'get_queue'].map((name) => client.callTool({ name })),
  );
  expect(answers.map(({ isError }) => isError === true)).toEqual([false, false, false]);
  expect(new Set(opened).size).toBe(1);
});

test.each([
  ['2025', false, 'stdio'],
  ['2025', false, 'http'],
  ['2026-07-28', true, 'stdio'],
] as const)('a client of %s that opens none gets the link as the next step', async (_era, isModern, transport) => {
  const client = await connect(isModern, transport, undefined);
  const { isError, content } = await client.callTool({ name: 'get_profile' });
  const text = JSON.stringify(content);
  expect([isError, text]).toEqual([true, expect.stringContaining('tonearm-mcp auth')]);
  await agree(/http\S+authorize\?\S+/.exec(text)?.[0] ?? '');
  await expect
    .poll(async () => (await client.callTool({ name: 'get_profile' })).structuredContent, { timeout: 10_000 })
    .toMatchObject({ id: 'neighbour' });
});

test('a server that other machines reach gives no link: no browser there could come back to it', async () => {
  const token = 'a-token-of-enough-length';
  const server = await startHttpServer({ ...spotify.environment, TONEARM_HTTP_TOKEN: token }, [
    ...['--host', '0.0.0.0', '--allow-remote', '--port', '0'],
  ]);
  onTestFinished(() => void server.stop('SIGKILL'));
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: { url: {} } } });
  const url = new URL(server.url);
  url.hostname = '127.0.0.1';
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
  const { isError, content } = await client.callTool({ name: 'get_profile' });
  expect([isError, JSON.stringify(content)]).toEqual([true, expect.stringMatching(/Nobody has signed in.*auth/)]);
  expect(JSON.stringify(content)).not.toContain('authorize?');
  await client.close();
});
