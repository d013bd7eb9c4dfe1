import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { circuitBreaker, deadline, timeout, wrap } from './index.js';
import { within } from './redis.js';
import { manualClock } from './testing/index.js';

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
  const policy = wrap(deadline({ timeoutMs: 1_200 }), breaker, timeout({ timeoutMs: 1_000 }));
  const read = ({ signal }: { readonly signal: AbortSignal }) => fetch(url, { signal }).then((each) => each.text());
  // Connections that are there already, so that the requests are on their way before this thread stops.
  await Promise.all(Array.from({ length: 10 }, () => policy.execute(read)));
  const answers = Promise.all(Array.from({ length: 10 }, () => policy.execute(read).catch((error: unknown) => error)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  // Outside of a timer: from here on, timers that are due come before answers that have come.
  await new Promise((resolve) => setImmediate(resolve));
  standStill(1_500);
  expect(new Set(await answers)).toEqual(new Set(['answer']));
  expect(breaker.phase()).toBe('closed');
});

describe.each([
  ['timeout', timeout],
  ['deadline', deadline],
])('a %s that is due too late', (_name, policyOf) => {
  test('takes an answer that is read meanwhile', async () => {
    const clock = manualClock();
    const call = policyOf({ timeoutMs: 100, clock }).execute(() => clock.sleep(110).then(() => 'answer'));
    await clock.standStill(1_000);
    expect(await call).toBe('answer');
    expect(clock.sleepers).toBe(0);
  });

  test('ends the call all the same when there is none, and no sooner than it has looked some times', async () => {
    const clock = manualClock();
    const call = policyOf({ timeoutMs: 100, clock }).execute(() => new Promise(() => undefined));
    const ended = call.catch(() => clock.now());
    await clock.standStill(1_000);
    await clock.advance(60);
    expect(await ended).toBe(1_050);
  });

  test('leaves no timer behind when the caller leaves meanwhile', async () => {
    const clock = manualClock();
    const leaving = new AbortController();
    const policy = policyOf({ timeoutMs: 100, clock });
    const call = policy.execute(() => new Promise(() => undefined), { signal: leaving.signal });
    const left = expect(call).rejects.toThrow('gone');
    await clock.standStill(1_000);
    await clock.advance(20);
    leaving.abort(new Error('gone'));
    await left;
    expect(clock.sleepers).toBe(0);
  });
});

test('a store that answered while the process stood still is not lost', async () => {
  const clock = manualClock();
  const answer = within(
    clock.sleep(110).then(() => 'answer'),
    100,
    clock,
  );
  await clock.standStill(1_000);
  expect(await answer).toBe('answer');
});
