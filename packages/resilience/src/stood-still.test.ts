import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AttemptTimeoutError, circuitBreaker, deadline, timeout, wrap } from './index.js';

/** Answers after 100 ms, in a thread of its own: it goes on while this one stands still. */
const server = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  const server = createServer((request, response) => setTimeout(() => response.end('answer'), 100));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

let worker: Worker;
let url: string;
beforeAll(async () => {
  worker = new Worker(server, { eval: true });
  const [port] = await once(worker, 'message');
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => worker.terminate());

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('a process that stood still takes the answers that came meanwhile, and no circuit opens', async () => {
  const breaker = circuitBreaker({ trip: { consecutive: 3 } });
  const policy = wrap(deadline({ timeoutMs: 400 }), breaker, timeout({ timeoutMs: 300 }));
  const read = ({ signal }: { readonly signal: AbortSignal }) => fetch(url, { signal }).then((each) => each.text());
  // Connections that are there already, so that the requests are on their way before this thread stops.
  await Promise.all(Array.from({ length: 10 }, () => policy.execute(read)));
  const answers = Promise.all(Array.from({ length: 10 }, () => policy.execute(read).catch((error: unknown) => error)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  // Outside of a timer: from here on, timers that are due come before answers that have come.
  await new Promise((resolve) => setImmediate(resolve));
  standStill(700);
  expect(new Set(await answers)).toEqual(new Set(['answer']));
  expect(breaker.phase()).toBe('closed');
});

test('an answer that has not come when the process has caught up is late all the same', async () => {
  const hung = timeout({ timeoutMs: 50 }).execute(() => new Promise(() => undefined));
  standStill(300);
  await expect(hung).rejects.toBeInstanceOf(AttemptTimeoutError);
});
