import type { McpServerFactory } from '@modelcontextprotocol/server';
import { createWriteJournal } from '@tonearm/tools';
import { type Runtime, silentLogger } from '@tonearm/tools/runtime';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLazyRuntime } from '../lazy-runtime.js';
import { buildServer } from '../server.js';
import { waiting } from '../testing/test-tools.js';
import { createHttpSessions, type SessionParts } from './http-sessions.js';

const address = 'http://127.0.0.1/mcp';
const headers = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2025-11-25',
};
const firstWord = {
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const waitForever = { id: 2, method: 'tools/call', params: { name: 'wait_forever' } };

function open(bounds: SessionParts['bounds'] = {}) {
  const signals: AbortSignal[] = [];
  const made: unknown[] = [];
  const runtime = { spotify: {}, logger: silentLogger, recordOperation: () => undefined };
  const build = buildServer({
    tools: [waiting((signal) => void signals.push(signal))],
    runtime: createLazyRuntime(async () => runtime as unknown as Runtime),
    ...{ transport: 'tcp', isEmulator: true, journal: createWriteJournal(), report: () => undefined },
  });
  const closed: unknown[] = [];
  const factory: McpServerFactory = async (context) => {
    made.push(context);
    const server = await build(context);
    const { onclose } = server.server;
    server.server.onclose = () => {
      closed.push(context);
      onclose?.();
    };
    return server;
  };
  const passed: Request[] = [];
  const sessions = createHttpSessions({ factory, onerror: () => undefined, bounds });
  const { fetch } = sessions.around({
    async fetch(request) {
      passed.push(request);
      return new Response('passed on');
    },
  });
  const post = (message: object, more: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> =>
    fetch(
      new Request(address, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: JSON.stringify({ jsonrpc: '2.0', ...message }),
        ...(signal && { signal }),
      }),
    );
  return {
    ...{ sessions, fetch, post, passed, made, closed, signals },
    /** Shakes hands, and gives the header that a session is known by. */
    async begin(): Promise<Record<string, string>> {
      const response = await post(firstWord);
      await response.text();
      return { 'mcp-session-id': response.headers.get('mcp-session-id') ?? expect.unreachable('there is no session') };
    },
  };
}

/** What a request to a session is answered with: 200 as long as it is there. */
const statusOf = async ({ post }: ReturnType<typeof open>, session: Record<string, string>): Promise<number> => {
  const response = await post({ id: 9, method: 'ping' }, session);
  await response.text();
  return response.status;
};

afterEach(() => {
  vi.useRealTimers();
});

describe('a session', () => {
  test('begins with the first word, and one server answers all that belongs to it', async () => {
    const stack = open();
    const session = await stack.begin();
    expect([await statusOf(stack, session), await statusOf(stack, session)]).toEqual([200, 200]);
    expect(stack.made).toEqual([{ era: 'legacy' }]);
    expect((await stack.begin())['mcp-session-id']).not.toBe(session['mcp-session-id']);
    expect(stack.passed).toEqual([]);
  });

  test('is nothing for whoever shakes no hands, and for clients of 2026', async () => {
    const { post, fetch, passed, made } = open();
    await post({ id: 1, method: 'tools/list' });
    await post(firstWord, { 'mcp-method': 'tools/list', 'mcp-session-id': 'theirs' });
    await fetch(new Request(address));
    await fetch(new Request(address, { method: 'POST', body: '{"broken', headers }));
    expect([passed.length, made.length]).toEqual([4, 0]);
  });

  test('does not begin with a first word that makes no sense', async () => {
    const stack = open();
    const response = await stack.post({ ...firstWord, params: {} });
    expect([response.status, response.headers.get('mcp-session-id')]).toEqual([400, null]);
    // The server that was made for it goes too.
    expect(stack.closed).toEqual(stack.made);
  });

  test('is not there for whoever does not know its name, and the answer says what to do', async () => {
    const [one, other] = [open(), open()];
    const session = await one.begin();
    for (const [stack, name] of [
      [other, session],
      [one, { 'mcp-session-id': 'guessed' }],
    ] as const) {
      const response = await stack.post({ id: 2, method: 'ping' }, name);
      expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('initialize')]);
    }
  });

  test('ends when its client says so, or the server', async () => {
    const stack = open();
    const [one, other] = [await stack.begin(), await stack.begin()];
    await stack.fetch(new Request(address, { method: 'DELETE', headers: { ...headers, ...one } }));
    expect([await statusOf(stack, one), await statusOf(stack, other)]).toEqual([404, 200]);
    await stack.sessions.close();
    expect(await statusOf(stack, other)).toBe(404);
  });
});

describe('a call in a session', () => {
  test('is cancelled by a word that comes with another request, and not by a connection that breaks', async () => {
    const { begin, post, signals } = open();
    const session = await begin();
    const connection = new AbortController();
    const answer = await post(waitForever, session, connection.signal);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    connection.abort();
    await answer.body?.cancel();
    await post({ method: 'notifications/cancelled', params: { requestId: 99 } }, session);
    expect(signals[0]?.aborted).toBe(false);
    await post({ method: 'notifications/cancelled', params: { requestId: 2 } }, session);
    expect(signals[0]?.aborted).toBe(true);
  });

  test('cannot be cancelled from another session that uses the same number', async () => {
    const { begin, post, signals } = open();
    const [mine, other] = [await begin(), await begin()];
    await post(waitForever, mine);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    await post({ method: 'notifications/cancelled', params: { requestId: 2 } }, other);
    expect(signals[0]?.aborted).toBe(false);
  });

  test('ends with it', async () => {
    const { begin, post, signals, sessions } = open();
    await post(waitForever, await begin());
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    await sessions.close();
    expect(signals[0]?.aborted).toBe(true);
  });
});

describe('what is remembered is bounded', () => {
  test('a session in which nothing happens is forgotten, one that listens is not', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stack = open({ idleMs: 60_000 });
    const [silent, used, listening] = [await stack.begin(), await stack.begin(), await stack.begin()];
    const news = await stack.fetch(new Request(address, { headers: { ...headers, ...listening } }));
    expect(news.status).toBe(200);
    // What is asked besides, and answered, ends nothing.
    await statusOf(stack, listening);
    await vi.advanceTimersByTimeAsync(40_000);
    await statusOf(stack, used);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await Promise.all([silent, used, listening].map((each) => statusOf(stack, each)))).toEqual([404, 200, 200]);
    await news.body?.cancel();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await statusOf(stack, listening)).toBe(404);
  });

  test('one too many takes the place of the one that was silent longest', async () => {
    const stack = open({ maxSessions: 2 });
    const [one, two] = [await stack.begin(), await stack.begin()];
    await statusOf(stack, one);
    const three = await stack.begin();
    expect(await Promise.all([one, two, three].map((each) => statusOf(stack, each)))).toEqual([200, 404, 200]);
  });

  test('and of none that is busy: then it has to wait', async () => {
    const stack = open({ maxSessions: 1 });
    await stack.post(waitForever, await stack.begin());
    const refused = await stack.post(firstWord);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
  });
});
