import { connect } from 'node:net';
import { createWriteJournal, selectTools, type Tool } from '@tonearm/tools';
import { type Runtime, silentLogger } from '@tonearm/tools/runtime';
import { afterEach, describe, expect, test } from 'vitest';
import { createLazyRuntime } from '../lazy-runtime.js';
import { buildServer } from '../server.js';
import { waiting } from '../testing/test-tools.js';
import { type HttpParts, type RunningServer, serveOnHttp } from './http.js';
import type { Tenant } from './tenant.js';

const everything = {
  spotify: {},
  cacheStatistics: () => ({ hits: 3 }),
  health: async () => ({ status: 'healthy' }),
  logger: silentLogger,
  recordOperation: () => undefined,
  close: async () => undefined,
};

const running: RunningServer[] = [];

interface Start {
  readonly tools?: readonly Tool[];
  readonly port?: number;
  readonly maxRequestsPerSecond?: number;
  readonly bounds?: HttpParts['bounds'];
  readonly keepsSessions?: boolean;
  /** Names of people: `anna` has the token `token-of-anna`. Nobody is asked for one unless there are some. */
  readonly people?: readonly string[];
}

async function start({ tools = selectTools(), port = 0, maxRequestsPerSecond, people = [], ...more }: Start = {}) {
  const { bounds, keepsSessions = false } = more;
  const tenantOf = (name?: string): Tenant => {
    const body = `tonearm_up{whose="${name ?? ''}"} 1\n`;
    const exposed = { ...everything, exposeMetrics: async () => ({ contentType: 'text/plain; version=0.0.4', body }) };
    const runtime = createLazyRuntime(async () => exposed as unknown as Runtime);
    const factory = buildServer({
      ...{ tools, runtime, transport: 'tcp', isEmulator: true, report: () => undefined },
      journal: createWriteJournal(),
    });
    const watch = { listen: () => () => undefined, lookAgain: () => undefined };
    return { factory, runtime, watch, ...(name !== undefined && { token: `token-of-${name}` }) };
  };
  const server = await serveOnHttp({
    config: {
      host: '127.0.0.1',
      ...{ port, maxRequestsPerSecond, isRemote: false, requiresToken: people.length > 0, profiles: people },
      ...{ allowedHosts: [], allowedOrigins: [], keepsSessions },
    },
    tenants: people.length === 0 ? [tenantOf()] : people.map((name) => tenantOf(name)),
    report: () => undefined,
    ...(bounds && { bounds }),
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
    ['/metrics', 'text/plain; version=0.0.4', 'tonearm_up{whose=""} 1\n'],
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

describe('several people', () => {
  const bearer = (name: string): Record<string, string> => ({ authorization: `Bearer token-of-${name}` });

  test('are told apart by their tokens, and whoever has none is turned away', async () => {
    const { url } = await start({ people: ['anna', 'ben'] });
    const metrics = async (more: Record<string, string>): Promise<unknown[]> => {
      const response = await fetch(new URL('/metrics', url), { headers: more });
      return [response.status, await response.text()];
    };
    expect(await metrics(bearer('ben'))).toEqual([200, 'tonearm_up{whose="ben"} 1\n']);
    expect(await metrics(bearer('anna'))).toEqual([200, 'tonearm_up{whose="anna"} 1\n']);
    const [status, text] = await metrics(bearer('eve'));
    expect([status, text]).toEqual([401, expect.not.stringContaining('token-of')]);
    expect((await post(url, {})).status).toBe(401);
    expect((await fetch(new URL('/livez', url))).status).toBe(200);
  });

  test('a wrong token is not even read when its address asks too often', async () => {
    const { url } = await start({ people: ['anna'], maxRequestsPerSecond: 1 });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await post(url, {}, bearer('eve'))).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    const refused = await post(url, {}, bearer('anna'));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await fetch(new URL('/readyz', url))).status).toBe(200);
  });
});

test('more requests at a time than it takes on are told to come back, while it stays alive and ready', async () => {
  const signals: AbortSignal[] = [];
  const { url } = await start({ tools: [waiting((signal) => void signals.push(signal))] });
  const leaving = new AbortController();
  const body = JSON.stringify(call('wait_forever'));
  const calls = Array.from({ length: 256 }, () =>
    fetch(url, { method: 'POST', headers, body, signal: leaving.signal }).catch(() => undefined),
  );
  await expect.poll(() => signals.length, patience).toBe(256);
  const refused = await post(url, call('wait_forever'));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  expect(await refused.text()).toContain('256 requests are under way');
  for (const path of ['/livez', '/readyz']) expect((await fetch(new URL(path, url))).status).toBe(200);
  leaving.abort();
  await Promise.all(calls);
  // Whoever has hung up is no longer counted.
  await expect
    .poll(async () => (await post(url, { jsonrpc: '2.0', id: 1, method: 'tools/list' })).status, patience)
    .toBe(200);
});

describe('who takes their time to send', () => {
  const slowly = { headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 10 };

  test.each([
    ['a head that never ends', 'POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '],
    [
      'a body that never comes',
      'POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
    ],
    ['nothing at all after the first word', 'POST '],
  ])('is cut off with %s, and holds up nobody', async (_what, beginning) => {
    const { url } = await start({ bounds: slowly });
    const { hostname, port } = new URL(url);
    const ends = Array.from({ length: 40 }, () => {
      const socket = connect(Number(port), hostname, () => socket.write(beginning));
      // The server may hang up while a byte is on its way.
      socket.on('error', () => undefined).resume();
      return new Promise((resolve) => socket.once('close', resolve));
    });
    expect((await fetch(new URL('/livez', url))).status).toBe(200);
    await Promise.all(ends);
    expect((await post(url, { jsonrpc: '2.0', id: 1, method: 'tools/list' })).status).toBe(200);
  });

  test('a head that is too large is refused', async () => {
    const { url } = await start();
    const large = `GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: ${'x'.repeat(17 * 1024)}\r\n\r\n`;
    expect(await rawStatus(url, large)).toBe(431);
  });
});

describe('stopping', () => {
  test('lets a call under way finish for a while, then aborts it', async () => {
    let signal: AbortSignal | undefined;
    const server = await start({
      tools: [
        waiting((given) => {
          signal = given;
        }),
      ],
    });
    const answer = post(server.url, call('wait_forever')).then(
      async (response) => await response.text(),
      () => 'closed',
    );
    await expect.poll(() => signal?.aborted, patience).toBe(false);
    await server.close(50);
    await answer;
    await expect.poll(() => signal?.aborted, patience).toBe(true);
  });

  test('does not wait for a client of 2025 that only listens for news', async () => {
    const server = await start({ keepsSessions: true });
    const clientInfo = { name: 'test', version: '1' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
    const first = await post(server.url, { jsonrpc: '2.0', id: 1, method: 'initialize', params });
    await first.text();
    const session = { 'mcp-session-id': first.headers.get('mcp-session-id') ?? '' };
    const news = await fetch(server.url, { headers: { ...headers, ...session } });
    expect(news.status).toBe(200);
    // Longer than the test may take.
    await server.close(60_000);
    expect(await news.text()).toBe(': open\n\n');
  });

  test('takes no new connections', async () => {
    const server = await start();
    await server.close(0);
    await expect(fetch(new URL('/livez', server.url))).rejects.toThrow();
  });
});

test('a client that hangs up cancels its call', async () => {
  let signal: AbortSignal | undefined;
  const { url } = await start({
    tools: [
      waiting((given) => {
        signal = given;
      }),
    ],
  });
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
  await expect(start({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
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
