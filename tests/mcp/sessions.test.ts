import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { createSpotifyEmulator } from '@tonearm/spotify-emulator';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { emulatorEnvironment, type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';

// A busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const emulator = createSpotifyEmulator();
let listening: Awaited<ReturnType<typeof emulator.listen>>;
let server: HttpServerProcess;
beforeAll(async () => {
  listening = await emulator.listen();
  server = await startHttpServer(emulatorEnvironment(listening.url), ['--port', '0', '--sessions']);
});
afterAll(async () => {
  await server.stop('SIGKILL');
  await listening.close();
});

/** A client of 2025, of the SDK that most programs still use, whose person agrees to everything. */
async function connect(): Promise<{ client: Client; questions: string[] }> {
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: {} } });
  const questions: string[] = [];
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    questions.push(params.message);
    return { action: 'accept', content: { confirm: true } };
  });
  const transport = new StreamableHTTPClientTransport(server.url);
  // The SDK's own class does not satisfy its own interface under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<Client['connect']>[0]);
  return { client, questions };
}

test('with a session a client of 2025 over HTTP is asked before something is taken away', async () => {
  const { client, questions } = await connect();
  const { structuredContent } = await client.callTool({
    name: 'delete_playlist',
    arguments: { playlist: 'Desk Hours' },
  });
  expect(structuredContent).toMatchObject({ outcome: 'done' });
  expect(questions).toEqual([expect.stringContaining('Desk Hours')]);
  const { playlists } = emulator.world.user('listener');
  expect(playlists.map(({ name }) => name)).not.toContain('Desk Hours');
  await client.close();
});

test('and hears of what happens to the player, each only what it listens for', async () => {
  const [one, other] = [await connect(), await connect()];
  const heard: string[] = [];
  for (const [name, { client }] of Object.entries({ one, other })) {
    client.setNotificationHandler(
      ResourceUpdatedNotificationSchema,
      ({ params }) => void heard.push(`${name} ${params.uri}`),
    );
  }
  await one.client.subscribeResource({ uri: 'spotify://playback' });
  const looks = (): number => emulator.journal.entries().filter(({ path }) => path === '/v1/me/player').length;
  await vi.waitFor(() => expect(looks()).toBeGreaterThan(0), { timeout: 10_000 });
  await other.client.callTool({ name: 'start_playback', arguments: {} });
  await vi.waitFor(() => expect(heard).toEqual(['one spotify://playback']), { timeout: 10_000 });
  await one.client.close();
  await other.client.close();
});

test('a server that remembers its clients still stops at once', async () => {
  const { client } = await connect();
  expect(await server.stop()).toBe(0);
  await client.close();
});
