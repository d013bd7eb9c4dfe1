import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { createSpotifyEmulator, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { startProxy } from '@tonearm/tooling/services';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectLegacy, connectModern } from '../journeys/mcp-clients.ts';
import { emulatorEnvironment, type HttpServerProcess, startHttpServer } from '../journeys/mcp-server-process.ts';

// Every test starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let emulator: SpotifyEmulator;
let listening: Awaited<ReturnType<SpotifyEmulator['listen']>>;
const running: HttpServerProcess[] = [];

beforeAll(async () => {
  emulator = createSpotifyEmulator();
  listening = await emulator.listen();
});

afterEach(async () => {
  emulator.faults.clear();
  await Promise.all(running.splice(0).map((server) => server.stop('SIGKILL')));
});

afterAll(() => listening.close());

async function start(
  environment: Record<string, string> = {},
  commandLine?: readonly string[],
): Promise<HttpServerProcess> {
  const server = await startHttpServer({ ...emulatorEnvironment(listening.url), ...environment }, commandLine);
  running.push(server);
  return server;
}

const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });

test('says where it listens in its first line, on this machine only', async () => {
  const { errorOutput, url } = await start();
  expect(errorOutput().split('\n')[0]).toBe(`tonearm-mcp listening on ${url}`);
  expect(url.href).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
});

test('turns away what a browser on a hostile page could send', async () => {
  const { url } = await start();
  const status = async (init: RequestInit): Promise<number> =>
    (await fetch(url, { method: 'POST', body: list, ...init })).status;
  expect(await status({ headers })).toBe(200);
  expect(await status({ headers: { ...headers, origin: 'https://evil.example' } })).toBe(403);
  expect(await status({ headers: { 'content-type': 'text/plain' } })).toBe(415);
  expect(await status({ headers, body: JSON.stringify({ large: 'x'.repeat(1024 * 1024) }) })).toBe(413);
  expect(await status({ headers, body: '{' })).toBe(400);
});

test('refuses a request that the protocol does not allow in words, by the code of the protocol', async () => {
  const { url } = await start();
  const body = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: ['get_album'] } });
  const answer = await (await fetch(url, { method: 'POST', headers, body })).text();
  expect(answer).toContain('"code":-32602');
  expect(answer).toContain('params.name must be text, not a list. Send params like');
  expect(answer).toContain('"id":7');
});

test('asks for its token when it has one, except in health checks', async () => {
  const { url } = await start({ TONEARM_HTTP_TOKEN: 'a-token-of-enough-length' });
  const authorization = 'Bearer a-token-of-enough-length';
  expect((await fetch(url, { method: 'POST', headers, body: list })).status).toBe(401);
  expect((await fetch(new URL('/metrics', url))).status).toBe(401);
  expect((await fetch(new URL('/metrics', url), { headers: { authorization } })).status).toBe(200);
  expect((await fetch(new URL('/livez', url))).status).toBe(200);
  const client = await connectModern({ url, headers: { authorization } });
  expect(await client.listTools()).not.toHaveLength(0);
  await client.close();
});

test('is alive but not ready while nothing answers where Spotify should be', async () => {
  const gone = await createSpotifyEmulator().listen();
  await gone.close();
  const { url } = await start(emulatorEnvironment(gone.url));
  const ready = await fetch(new URL('/readyz', url));
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({
    status: 'unhealthy',
    reasons: ['spotify: it cannot be reached; check the network'],
  });
  expect((await fetch(new URL('/livez', url))).status).toBe(200);
});

test('counts what clients of both protocols do', async () => {
  const { url } = await start();
  for (const connect of [connectModern, connectLegacy]) {
    const client = await connect({ url });
    await client.call('search_catalog', { query: 'night' });
    await client.close();
  }
  const metrics = await (await fetch(new URL('/metrics', url))).text();
  expect(metrics).toMatch(/^mcp_server_operation_duration_seconds_count{.*"search_catalog".*"tcp".*} 2$/m);
  const count = (revision: string): RegExp =>
    new RegExp(`^tonearm_mcp_requests_total{.*"tools/call".*"tcp".*"${revision}".*} 1$`, 'm');
  expect(metrics).toMatch(count('2026-07-28'));
  expect(metrics).toMatch(count('2025-11-25'));
  expect(await (await fetch(new URL('/readyz', url))).json()).toMatchObject({ status: 'healthy' });
  const statistics: unknown = await (await fetch(new URL('/cache/stats', url))).json();
  expect(statistics).toMatchObject({ entries: expect.any(Number) });
});

describe('SIGTERM', () => {
  test('lets a call under way finish, and ends with 0', async () => {
    const server = await start();
    const client = await connectModern({ url: server.url });
    await client.call('list_devices', {});
    emulator.faults.add({ operation: 'search', delayMs: 300, times: 1 });
    const answer = client.call('search_catalog', { query: 'late' });
    // The rule is used up: Spotify has the request and takes its time.
    await expect.poll(() => emulator.faults.list(), { timeout: 10_000 }).toEqual([]);
    const stopped = server.stop();
    expect(await answer).toMatchObject({ isError: false });
    expect(await stopped).toBe(0);
    running.length = 0;
    await client.close();
  });
});

test('while it stops it is alive but not ready, for whoever still reaches it', async () => {
  const proxy = await startProxy({ port: Number(new URL(listening.url).port) });
  onTestFinished(() => proxy.stop());
  proxy.faults.keepsBack = (bytes) => bytes.includes('GET /v1/search');
  const server = await start(emulatorEnvironment(`http://127.0.0.1:${proxy.port}`));
  const client = await connectModern({ url: server.url });
  const answer = client.call('search_catalog', { query: 'late' });
  // Whatever the machine does meanwhile: it has a call under way until that is let go.
  await expect.poll(proxy.keptBack, { timeout: 10_000 }).toBe(1);
  const asking = ['/readyz', '/livez'].map((path) => openRequest(server.url, path));
  const send = await Promise.all(asking);
  const stopped = server.stop();
  // It takes no new connections any more.
  await expect
    .poll(
      () =>
        fetch(server.url)
          .then(() => 'open')
          .catch(() => 'closed'),
      { timeout: 10_000 },
    )
    .toBe('closed');
  const [ready, alive] = await Promise.all(send.map((finish) => finish()));
  expect(ready).toMatch(/^HTTP\/1\.1 503 .*"status":"stopping"/s);
  expect(alive).toMatch(/^HTTP\/1\.1 200 /);
  proxy.letGo();
  expect(await answer).toMatchObject({ isError: false });
  expect(await stopped).toBe(0);
  running.length = 0;
  await client.close();
});

/** Begins a request and leaves its end for later; gives what ends it and reads the answer. */
function openRequest({ hostname, port, host }: URL, path: string): Promise<() => Promise<string>> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n`, () =>
        resolve(async () => {
          socket.write('\r\n');
          return text(socket);
        }),
      );
    });
    socket.once('error', reject);
  });
}

describe('what keeps it from starting is said in one line, with 1', () => {
  test('a port in use', async () => {
    const { url } = await start();
    await expect(start({}, ['--port', url.port])).rejects.toThrow(
      `tonearm-mcp: port ${url.port} on 127.0.0.1 is in use; choose another with --port.`,
    );
  });

  test('an address that this machine does not have', async () => {
    await expect(start({}, ['--host', '192.0.2.1', '--allow-remote', '--port', '0'])).rejects.toThrow(
      'has no address 192.0.2.1',
    );
  });
});

test('an answer bears the id by which the log and the metrics know its request', async () => {
  const server = await start({ TONEARM_LOG_LEVEL: 'debug' });
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const ask = async (meta?: object): Promise<string> => {
    const params = { name: 'list_devices', arguments: {}, ...(meta && { _meta: meta }) };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    const answer = await fetch(server.url, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    await answer.text();
    return answer.headers.get('x-correlation-id') ?? '';
  };
  const ids = [await ask(), await ask(), await ask({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` })];
  expect(new Set(ids).size).toBe(3);
  expect(ids[2]).toBe(traceId);
  for (const id of ids) {
    expect(server.errorOutput()).toMatch(new RegExp(`"correlationId":"${id}".*"msg":"tool call"`));
  }
});
