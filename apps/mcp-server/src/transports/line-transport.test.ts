import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLineTransport } from './line-transport.js';

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' } as const;

async function open(options: { maxLineBytes?: number } = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  let written = '';
  output.on('data', (chunk) => (written += chunk));
  const transport = createLineTransport({ input, output, graceMs: 500, patienceMs: 60_000, ...options });
  const received: unknown[] = [];
  const errors: string[] = [];
  transport.onmessage = (message) => received.push(message);
  transport.onerror = (error) => errors.push(error.message);
  await transport.start();
  return {
    transport,
    received,
    errors,
    async write(...chunks: (string | Buffer)[]) {
      for (const chunk of chunks) input.write(chunk);
      await setImmediate();
    },
    async end(rest = '') {
      input.end(rest);
      await setImmediate();
      await setImmediate();
    },
    answers: () =>
      written
        .split('\n')
        .filter(Boolean)
        .map((line): unknown => JSON.parse(line)),
    isClosed: () => Promise.race([transport.closed.then(() => true), setImmediate().then(() => false)]),
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('what comes in', () => {
  test('puts a message together that came in pieces, in the middle of a letter too', async () => {
    const { write, received } = await open();
    const bytes = Buffer.from(`${JSON.stringify({ ...list, params: { cursor: 'Åsa' } })}\n`);
    const middleOfLetter = bytes.indexOf('Å') + 1;
    await write(bytes.subarray(0, middleOfLetter), bytes.subarray(middleOfLetter));
    expect(received).toEqual([{ ...list, params: { cursor: 'Åsa' } }]);
  });

  test('answers a broken line with a parse error and goes on', async () => {
    const { write, received, errors, answers } = await open();
    await write(`{"jsonrpc": "2.0",\n${JSON.stringify(list)}\n`);
    expect(answers()).toEqual([{ jsonrpc: '2.0', id: null, error: { code: -32_700, message: expect.any(String) } }]);
    expect(errors).toEqual([expect.stringContaining('Parse error')]);
    expect(received).toEqual([list]);
  });

  test('refuses JSON that is no JSON-RPC, under the id that it came with', async () => {
    const { write, received, answers } = await open();
    await write('{"id":7,"method":"tools/list"}\n[]\n');
    expect(received).toEqual([]);
    expect(answers()).toMatchObject([
      { id: 7, error: { code: -32_600 } },
      { id: null, error: { code: -32_600 } },
    ]);
  });

  test('refuses a line that is too long without keeping it, and goes on', async () => {
    const { write, received, answers } = await open({ maxLineBytes: 100 });
    await write('x'.repeat(90), 'x'.repeat(90), `x\n${JSON.stringify(list)}\n`);
    expect(answers()).toMatchObject([{ id: null, error: { code: -32_600 } }]);
    expect(received).toEqual([list]);
  });
});

describe('the end of input', () => {
  test('closes at once when nothing is under way', async () => {
    const { end, isClosed } = await open();
    await end();
    expect(await isClosed()).toBe(true);
  });

  test('still takes a last line without a line break', async () => {
    const { end, received } = await open();
    await end(JSON.stringify(list));
    expect(received).toEqual([list]);
  });

  test('waits for an answer that is under way', async () => {
    const { transport, end, answers, isClosed } = await open();
    await end(JSON.stringify(list));
    expect(await isClosed()).toBe(false);
    await transport.send({ jsonrpc: '2.0', id: 1, result: {} });
    expect(answers()).toEqual([{ jsonrpc: '2.0', id: 1, result: {} }]);
    expect(await isClosed()).toBe(true);
  });

  test('does not wait for a request that was cancelled', async () => {
    const { write, end, isClosed } = await open();
    await write(`${JSON.stringify(list)}\n`);
    await end(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } }));
    expect(await isClosed()).toBe(true);
  });

  test('waits for every answer to what it has read, however long it takes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { transport, end, answers, isClosed } = await open();
    await end(`${JSON.stringify(list)}\n${JSON.stringify({ ...list, id: 2 })}`);
    vi.advanceTimersByTime(59_000);
    await transport.send({ jsonrpc: '2.0', id: 2, result: {} });
    expect(await isClosed()).toBe(false);
    await transport.send({ jsonrpc: '2.0', id: 1, result: {} });
    expect(answers()).toMatchObject([{ id: 2 }, { id: 1 }]);
    expect(await isClosed()).toBe(true);
  });

  test('gives up an answer that never comes, and says so in its place', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { end, isClosed, answers } = await open();
    await end(JSON.stringify(list));
    vi.advanceTimersByTime(59_999);
    expect(await isClosed()).toBe(false);
    expect(answers()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(await isClosed()).toBe(true);
    expect(answers()).toMatchObject([{ id: 1, error: { message: expect.stringContaining('--answer-all') } }]);
  });

  test('gives what has no end of its own no more than the grace, and that only when all else is answered', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const { transport, write, end, isClosed } = await open();
    await write(`${JSON.stringify({ ...list, id: 'news', method: 'subscriptions/listen' })}\n`);
    await end(JSON.stringify(list));
    vi.advanceTimersByTime(5_000);
    expect(await isClosed()).toBe(false);
    await transport.send({ jsonrpc: '2.0', id: 1, result: {} });
    vi.advanceTimersByTime(499);
    expect(await isClosed()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await isClosed()).toBe(true);
  });

  test('tells whoever has asked the client, or asks it now, that nobody is left to answer', async () => {
    const { transport, write, end, received, answers } = await open();
    await write(`${JSON.stringify(list)}\n`);
    const question = { jsonrpc: '2.0', method: 'elicitation/create', params: {} } as const;
    for (const id of ['answered', 'open']) await transport.send({ ...question, id });
    await write(`${JSON.stringify({ jsonrpc: '2.0', id: 'answered', result: {} })}\n`);
    await end();
    await transport.send({ ...question, id: 'late' });
    await setImmediate();
    await setImmediate();
    expect(answers()).toHaveLength(2);
    expect(received.slice(2)).toMatchObject([
      { id: 'open', error: { message: expect.stringContaining('nobody can be asked') } },
      { id: 'late', error: { message: expect.stringContaining('nobody can be asked') } },
    ]);
  });
});
