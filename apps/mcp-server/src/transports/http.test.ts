import { connect } from 'node:net';
import { createWriteJournal, selectTools } from '@tonearm/tools';
import { type Runtime, silentLogger } from '@tonearm/tools/runtime';
import { afterEach, describe, expect, test } from 'vitest';
import { createLazyRuntime } from '../lazy-runtime.js';
import { buildServer } from '../server.js';
import { waiting } from '../testing/test-tools.js';
import { type RunningServer, serveOnHttp } from './http.js';

const everything = {
  spotify: {},
  exposeMetrics: async () => ({ contentType: 'text/plain; version=0.0.4', body: 'tonearm_up 1\n' }),
  cacheStatistics: () => ({ hits: 3 }),
  health: async () => ({ status: 'healthy' }),
  logger: silentLogger,
  recordOperation: () => undefined,
  close: async () => undefined,
} as unknown as Runtime;

const running: RunningServer[] = [];

async function start(tools = selectTools(), port = 0) {
  const runtime = createLazyRuntime(async () => everything);
  const server = await serveOnHttp({
    config: { host: '127.0.0.1', port, isRemote: false, allowedHosts: [], allowedOrigins: [] },
    factory: buildServer({
      tools,
      runtime,
      journal: createWriteJournal(),
      transport: 'tcp',
      isEmulator: true,
      report: () => undefined,
    }),
    runtime,
    report: () => undefined,
  });
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close(0)));
});

/** A busy machine may take its time. */
const patience = { timeout: 5_000 };

const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const post = (url: string, body: unknown, more: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) });
const call = (name: string): unknown => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name, arguments: {} },
});

describe('admin paths', () => {
  test.each([
    ['/livez', 'application/json', '{"status":"healthy"}\n'],
    ['/readyz', 'application/json', '{"status":"healthy"}\n'],
    ['/metrics', 'text/plain; version=0.0.4', 'tonearm_up 1\n'],
    ['/cache/stats', 'application/json', '{"hits":3}\n'],
  ])('%s', async (path, contentType, body) => {
    const { url } = await start();
    const response = await fetch(new URL(path, url));
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      contentType,
      body,
    ]);
  });

  test('any other path is not found, and says where MCP is', async () => {
    const { url } = await start();
    for (const path of ['/', '/metrics/', '/__proto__', '/constructor']) {
      const response = await fetch(new URL(path, url));
      expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('/mcp')]);
    }
  });
});

describe('what is turned away', () => {
  test('a Host or an Origin from elsewhere', async () => {
    const { url } = await start();
    expect((await post(url, {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect(await rawStatus(url, 'GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n')).toBe(403);
  });

  test('anything but JSON, and JSON that is broken', async () => {
    const { url } = await start();
    expect((await fetch(url, { method: 'POST', body: 'text' })).status).toBe(415);
    expect((await fetch(url, { method: 'POST', headers, body: '{"jsonrpc":' })).status).toBe(400);
  });

  test('a body beyond one mebibyte, whether it says so or not', async () => {
    const { url } = await start();
    const large = 'x'.repeat(1024 * 1024);
    expect((await post(url, { large })).status).toBe(413);
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
    });
    const endless = fetch(url, { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit);
    // The answer comes while the client still sends: it may see the answer, or the closed connection first.
    expect(await endless.then(({ status }) => status).catch(() => 413)).toBe(413);
  });
});

describe('stopping', () => {
  test('lets a call under way finish for a while, then aborts it', async () => {
    let signal: AbortSignal | undefined;
    const server = await start([
      waiting((given) => {
        signal = given;
      }),
    ]);
    const answer = post(server.url, call('wait_forever')).then(
      async (response) => await response.text(),
      () => 'closed',
    );
    await expect.poll(() => signal?.aborted, patience).toBe(false);
    await server.close(50);
    await answer;
    await expect.poll(() => signal?.aborted, patience).toBe(true);
  });

  test('takes no new connections', async () => {
    const server = await start();
    await server.close(0);
    await expect(fetch(new URL('/livez', server.url))).rejects.toThrow();
  });
});

test('a client that hangs up cancels its call', async () => {
  let signal: AbortSignal | undefined;
  const { url } = await start([
    waiting((given) => {
      signal = given;
    }),
  ]);
  const controller = new AbortController();
  const answer = fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(call('wait_forever')),
    signal: controller.signal,
  });
  await expect.poll(() => signal?.aborted, patience).toBe(false);
  controller.abort();
  await answer.then(({ text }) => text).catch(() => undefined);
  await expect.poll(() => signal?.aborted, patience).toBe(true);
});

test('a port in use is an error of listen', async () => {
  const { url } = await start();
  await expect(start(selectTools(), Number(new URL(url).port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

/** `fetch` does not let a test choose the Host. */
function rawStatus(url: string, text: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString())?.[1]));
    });
    socket.once('error', reject);
  });
}
