import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createMcpHandler, InMemoryTransport, type McpServerFactory } from '@modelcontextprotocol/server';
import { createWriteJournal, selectTools, type Tool, UserInputError } from '@tonearm/tools';
import { type Runtime, silentLogger } from '@tonearm/tools/runtime';
import { describe, expect, test } from 'vitest';
import type { ClosedTools } from './closed-tools.js';
import { createLazyRuntime } from './lazy-runtime.js';
import { buildServer } from './server.js';
import { echo, failing, waiting } from './testing/test-tools.js';

const operations: unknown[] = [];
const runtime = {
  spotify: {},
  logger: silentLogger,
  recordOperation: (operation: unknown) => void operations.push(operation),
} as unknown as Runtime;

function serverOf(tools: readonly Tool[], create = async () => runtime, closed?: ClosedTools): McpServerFactory {
  return buildServer({
    ...{ tools, closed },
    runtime: createLazyRuntime(create),
    transport: 'pipe',
    journal: createWriteJournal(),
    isEmulator: true,
    report: () => undefined,
  });
}

async function connectLegacy(factory: McpServerFactory): Promise<Client> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await (await factory({ era: 'legacy' })).connect(theirs);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(ours);
  return client;
}

async function connectModern(factory: McpServerFactory): Promise<Client> {
  const handler = createMcpHandler(factory);
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  const fetch: typeof globalThis.fetch = (url, init) => handler.fetch(new Request(url, init));
  await client.connect(new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), { fetch }));
  return client;
}

describe.each([
  ['2025', connectLegacy],
  ['2026-07-28', connectModern],
])('for a client of %s', (_era, connect) => {
  test('lists tools with annotations, both schemas and no more', async () => {
    const client = await connect(serverOf([echo, failing(0), waiting(() => undefined)]));
    const { tools } = await client.listTools();
    expect(tools[0]).toEqual({
      name: 'echo_text',
      description: 'Says what it was told.',
      inputSchema: {
        type: 'object',
        properties: { text: { type: 'string' }, times: { type: 'integer', default: 1 } },
        required: ['text'],
        additionalProperties: false,
      },
      outputSchema: { type: 'object', properties: { said: { type: 'array', items: { type: 'string' } } } },
      annotations: { title: 'Echo', readOnlyHint: true },
    });
    expect(tools.map(({ annotations }) => [annotations?.readOnlyHint, annotations?.destructiveHint])).toEqual([
      [true, undefined],
      [false, false],
      [false, true],
    ]);
  });

  test('calls a tool', async () => {
    const client = await connect(serverOf([echo]));
    expect(await client.callTool({ name: 'echo_text', arguments: { text: 'hi', times: 2 } })).toMatchObject({
      content: [{ type: 'text', text: 'It says: hi, hi' }],
      structuredContent: { said: ['hi', 'hi'] },
    });
  });

  test('answers wrong arguments as the tool, naming the nearest, without a runtime', async () => {
    const client = await connect(serverOf([echo], () => Promise.reject(new Error('not needed'))));
    const result = await client.callTool({ name: 'echo_text', arguments: { text: 'hi', tims: 2 } });
    expect(result).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('did you mean "times"?') }],
    });
  });

  test('refuses a tool that is not offered, naming the nearest that is', async () => {
    const client = await connect(serverOf([echo]));
    await expect(client.callTool({ name: 'echo_txt', arguments: {} })).rejects.toMatchObject({
      code: -32_602,
      message: expect.stringContaining('Did you mean "echo_text"?'),
    });
    await expect(client.callTool({ name: 'break_things', arguments: {} })).rejects.toThrow('Available: echo_text.');
  });

  test('answers what a tool throws in words', async () => {
    const client = await connect(serverOf([failing(new UserInputError('No such thing.', 'Try another.'))]));
    expect(await client.callTool({ name: 'break_things' })).toMatchObject({
      isError: true,
      content: [{ text: 'Error (user_input): No such thing.\nTry another.' }],
    });
  });

  test('answers a runtime that cannot be made in words, and tries again next time', async () => {
    const failures = [new UserInputError('Not signed in.', 'Run tonearm login.')];
    const client = await connect(
      serverOf([echo], async () => {
        const failure = failures.pop();
        if (failure !== undefined) throw failure;
        return runtime;
      }),
    );
    const input = { name: 'echo_text', arguments: { text: 'hi' } };
    expect(await client.callTool(input)).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('tonearm login') }],
    });
    expect(await client.callTool(input)).not.toHaveProperty('isError', true);
  });

  test('counts calls, and says which failed and how', async () => {
    operations.length = 0;
    const client = await connect(serverOf([echo, failing(new UserInputError('No such thing.', 'Try another.'))]));
    await client.callTool({ name: 'echo_text', arguments: { text: 'hi' } });
    await client.callTool({ name: 'break_things' });
    await client.callTool({ name: 'no_such_tool' }).catch(() => undefined);
    await client.listTools();
    const common = {
      method: 'tools/call',
      transport: 'pipe',
      seconds: expect.any(Number),
      protocolVersion: expect.stringMatching(/^202/),
    };
    expect(operations).toEqual([
      { ...common, tool: 'echo_text', errorType: undefined },
      { ...common, tool: 'break_things', errorType: 'user_input' },
      { ...common, tool: undefined, errorType: 'unknown_tool' },
      { ...common, method: 'tools/list', errorType: undefined },
    ]);
  });

  test('a cancelled call aborts the signal of its tool', async () => {
    const { promise: started, resolve } = deferred<AbortSignal>();
    const client = await connect(serverOf([waiting(resolve)]));
    const controller = new AbortController();
    const call = client.callTool({ name: 'wait_forever' }, { signal: controller.signal });
    const signal = await started;
    expect(signal.aborted).toBe(false);
    controller.abort();
    await expect(call).rejects.toThrow();
    await aborted(signal);
  });
});

test('the whole default list stays within its budget', async () => {
  const client = await connectLegacy(serverOf(selectTools()));
  const { tools } = await client.listTools();
  expect(Buffer.byteLength(JSON.stringify({ tools }))).toBeLessThanOrEqual(24 * 1024);
  expect(tools.length).toBeLessThanOrEqual(30);
});

test('a client may keep the list for a while', async () => {
  const client = await connectModern(serverOf([echo]));
  expect(await client.listTools()).toMatchObject({ ttlMs: 300_000, cacheScope: 'public' });
});

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

test.each([
  [true, 300_000],
  [false, 10_000],
])(
  'says how long a list of tools may be kept: for long only when it is known what the app is (%s)',
  async (isKnown, ttlMs) => {
    const closed = { names: () => new Set<string>(), isSettled: () => isKnown, onChange: () => () => undefined };
    const client = await connectModern(serverOf([echo], undefined, closed));
    expect(await client.listTools()).toMatchObject({ ttlMs });
  },
);
