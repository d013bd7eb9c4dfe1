import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import {
  bulkhead,
  CircuitOpenError,
  circuitBreaker,
  cooldown,
  deadline,
  type ExecuteContext,
  isResilienceError,
  type PolicyEvent,
  retry,
  timeout,
  tokenBucket,
  wrap,
} from './index.js';
import { manualClock } from './testing/index.js';

class Refusal extends Error {}

function fixture() {
  const clock = manualClock(1_000);
  const policy = wrap(
    deadline({ timeoutMs: 10_000, clock }),
    bulkhead({ limit: 50 }),
    retry({
      clock,
      random: () => 1,
      initialDelayMs: 100,
      delayFor: (error) => (error instanceof Refusal ? 2_000 : undefined),
    }),
    cooldown({ clock, cooldownOf: (error) => (error instanceof Refusal ? 2_000 : undefined) }),
    tokenBucket({ ratePerSecond: 100, burst: 100, clock }),
    circuitBreaker({ clock, counts: (error) => !(error instanceof Refusal) }),
    timeout({ timeoutMs: 1_000, clock }),
  );
  return { clock, policy };
}

test('describes the pipeline from the outside in, one line for each policy', () => {
  expect(fixture().policy.describe()).toMatchInlineSnapshot(`
    "deadline: the whole call has 10000 ms
    bulkhead: 50 at a time, any number may wait
    retry: up to 3 attempts, delays up to 100 ms doubling to 10000 ms; retries within 0.1 a call and 10 saved up
    cooldown: waits up to 5000 ms for a silence that was asked for, rejects at longer ones
    token-bucket: 100 a second, bursts of 100
    circuit-breaker: opens after 5 failures in a row, for 10000 ms doubling to 60000 ms
    timeout: each attempt has 1000 ms"
  `);
});

test('gives every policy, and the function, what the outer ones decided', async () => {
  const { clock, policy } = fixture();
  const seen: ExecuteContext[] = [];
  const answer = policy.execute(
    async (context) => {
      seen.push(context);
      if (seen.length === 1) throw new Error('no');
      return 'value';
    },
    { key: 'search', idempotent: true },
  );
  await clock.advance(200);
  expect(await answer).toBe('value');
  expect(seen).toMatchObject([
    { attempt: 1, deadline: 11_000, key: 'search' },
    { attempt: 2, deadline: 11_000, key: 'search' },
  ]);
});

test('answers a hanging other side by the deadline, with bounded attempts', async () => {
  const { clock, policy } = fixture();
  let calls = 0;
  const answer = policy.execute(
    () => {
      calls += 1;
      return new Promise<never>(() => undefined);
    },
    { idempotent: true },
  );
  const refused = expect(answer).rejects.toMatchObject({ code: 'attempt_timeout' });
  await clock.advance(10_000);
  await refused;
  expect(calls).toBe(3);
  expect(clock.sleepers).toBe(0);
});

test('makes no call within a silence that was asked for, and needs no retry of the others', async () => {
  const { clock, policy } = fixture();
  const calledAt: number[] = [];
  const call = () =>
    policy.execute(
      async () => {
        calledAt.push(clock.now());
        if (calledAt.length === 1) throw new Refusal('429');
        return 'value';
      },
      { idempotent: true },
    );
  const first = call();
  await clock.advance(1);
  const others = Array.from({ length: 20 }, call);
  await clock.advance(3_000);
  expect(new Set(await Promise.all([first, ...others]))).toEqual(new Set(['value']));
  expect(calledAt).toHaveLength(22);
  expect(calledAt.filter((at) => at > 1_000 && at < 3_000)).toEqual([]);
});

test('leaves nothing on the signal of a caller who makes many calls', async () => {
  const { clock, policy } = fixture();
  const { signal } = new AbortController();
  const calls = Array.from({ length: 120 }, (_, index) =>
    policy.execute(() => (index % 2 ? Promise.reject(new Refusal('429')) : clock.sleep(10)), { signal }),
  );
  const ended = Promise.allSettled(calls);
  await clock.advance(20_000);
  await ended;
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(clock.sleepers).toBe(0);
});

test('takes a caller who leaves out of every wait', async () => {
  const { clock, policy } = fixture();
  const leaving = new AbortController();
  const answer = policy.execute(() => new Promise<never>(() => undefined), {
    signal: leaving.signal,
    idempotent: true,
  });
  const refused = expect(answer).rejects.toThrow('gone');
  await clock.advance(10);
  leaving.abort(new Error('gone'));
  await refused;
  await clock.advance(0);
  expect(clock.sleepers).toBe(0);
});

test('passes on what all its policies say, until nobody listens', async () => {
  const { clock, policy } = fixture();
  const events: PolicyEvent[] = [];
  const stop = policy.on((event) => events.push(event));
  policy.on(() => {
    throw new Error('the listener is broken');
  });
  const fail = () => policy.execute(() => Promise.reject(new Refusal('429')));
  await expect(fail()).rejects.toThrow('429');
  expect(events.map((event) => [event.policy, event.type])).toEqual([
    ['cooldown', 'cooldown'],
    ['retry', 'give-up'],
    ['bulkhead', 'failure'],
  ]);
  stop();
  await clock.advance(3_000);
  await expect(fail()).rejects.toThrow('429');
  expect(events).toHaveLength(3);
});

test('runs the function as it is without any policy', async () => {
  expect(await wrap().execute(async ({ attempt }) => attempt)).toBe(1);
});

test('is a policy that can be wrapped again', async () => {
  const clock = manualClock();
  const inner = wrap(retry({ clock, initialDelayMs: 1 }), timeout({ timeoutMs: 10, clock }));
  const outer = wrap(deadline({ timeoutMs: 100, clock }), inner);
  expect(await outer.execute(async (context) => context.deadline)).toBe(100);
});

test('tells its own errors from those of the function', () => {
  expect(isResilienceError(new Refusal('429'))).toBe(false);
  expect(isResilienceError(undefined)).toBe(false);
  expect(isResilienceError({ [Symbol.for('tonearm.ResilienceError')]: true })).toBe(true);
});

test('its own errors have no stack: it would show the policy and not the caller, and a refusal must cost next to nothing', () => {
  const before = Error.stackTraceLimit;
  expect(new CircuitOpenError(1).stack).not.toContain('    at ');
  expect([Error.stackTraceLimit, new Error('of the function').stack]).toEqual([
    before,
    expect.stringContaining('    at '),
  ]);
});
