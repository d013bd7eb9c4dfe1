import { expect, test } from 'vitest';
import { AttemptTimeoutError, CircuitOpenError, type PolicyEvent, type RetryOptions, retry } from './index.js';
import { manualClock } from './testing/index.js';

/** A policy on a still clock whose jitter is the whole delay, and a function that fails so many times. */
function fixture(options: RetryOptions = {}) {
  const clock = manualClock(1_000);
  const policy = retry({ clock, random: () => 1, ...options });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const calledAt: number[] = [];
  const failing =
    (times: number, error: unknown = new Error('no')) =>
    async () => {
      calledAt.push(clock.now() - 1_000);
      if (calledAt.length <= times) throw error;
      return 'value';
    };
  return { clock, policy, events, calledAt, failing };
}

const idempotent = { idempotent: true };

test('tries an idempotent call again until it works, with delays that double', async () => {
  const { clock, policy, calledAt, failing } = fixture({ attempts: 4, initialDelayMs: 100 });
  const answer = policy.execute(failing(3), idempotent);
  await clock.advance(10_000);
  expect(await answer).toBe('value');
  expect(calledAt).toEqual([0, 100, 300, 700]);
});

test('does not repeat a call that is not idempotent', async () => {
  const { policy, calledAt, events, failing } = fixture();
  await expect(policy.execute(failing(1))).rejects.toThrow('no');
  expect(calledAt).toHaveLength(1);
  expect(events).toMatchObject([{ type: 'give-up', reason: 'not-retryable', attempt: 1 }]);
});

test('lets the caller decide what is repeated', async () => {
  const seen: unknown[] = [];
  const { clock, policy, failing } = fixture({
    isRetryable: (error, call) => {
      seen.push([(error as Error).message, call]);
      return true;
    },
  });
  const answer = policy.execute(failing(1));
  await clock.advance(1_000);
  expect(await answer).toBe('value');
  expect(seen).toEqual([['no', { idempotent: false, attempt: 1 }]]);
});

test('throws the last error after the last attempt', async () => {
  const { clock, policy, calledAt, failing } = fixture({ attempts: 3 });
  const answer = policy.execute(failing(9), idempotent);
  const refused = expect(answer).rejects.toThrow('no');
  await clock.advance(10_000);
  await refused;
  expect(calledAt).toHaveLength(3);
});

test('never delays longer than the maximum', async () => {
  const { clock, policy, calledAt, failing } = fixture({ attempts: 5, initialDelayMs: 100, maxDelayMs: 150 });
  const answer = policy.execute(failing(4), idempotent);
  await clock.advance(10_000);
  await answer;
  expect(calledAt).toEqual([0, 100, 250, 400, 550]);
});

test('spreads the delays over their whole range', async () => {
  const randoms = [0, 0.5];
  const { clock, policy, calledAt, failing } = fixture({ initialDelayMs: 100, random: () => randoms.shift() ?? 1 });
  const answer = policy.execute(failing(2), idempotent);
  await clock.advance(10_000);
  await answer;
  expect(calledAt).toEqual([0, 0, 100]);
});

test('waits at least as long as the other side demands', async () => {
  const { clock, policy, calledAt, failing } = fixture({ initialDelayMs: 100, delayFor: () => 3_000 });
  const answer = policy.execute(failing(1), idempotent);
  await clock.advance(10_000);
  await answer;
  expect(calledAt).toEqual([0, 3_000]);
});

test('gives up at once when the other side demands more than the cap', async () => {
  const { policy, calledAt, events, failing } = fixture({ delayFor: () => 86_400_000, maxDemandedDelayMs: 5_000 });
  await expect(policy.execute(failing(1), idempotent)).rejects.toThrow('no');
  expect(calledAt).toHaveLength(1);
  expect(events).toMatchObject([{ type: 'give-up', reason: 'demanded-delay' }]);
});

test('ends a delay at once when the caller leaves, and does not call again', async () => {
  const { clock, policy, calledAt, failing } = fixture({ initialDelayMs: 1_500 });
  const leaving = new AbortController();
  const answer = policy.execute(failing(9), { ...idempotent, signal: leaving.signal });
  await clock.advance(50);
  leaving.abort(new Error('changed my mind'));
  await expect(answer).rejects.toThrow('changed my mind');
  expect(clock.sleepers).toBe(0);
  await clock.advance(10_000);
  expect(calledAt).toEqual([0]);
});

test('does not take the failure of a call whose caller has left for one to repeat', async () => {
  const { policy, events } = fixture();
  const leaving = new AbortController();
  const answer = policy.execute(
    async () => {
      leaving.abort(new Error('gone'));
      throw new Error('stopped');
    },
    { ...idempotent, signal: leaving.signal },
  );
  await expect(answer).rejects.toThrow('gone');
  expect(events).toEqual([]);
});

test('does not begin for a caller who has already left', async () => {
  const { policy, calledAt, failing } = fixture();
  await expect(policy.execute(failing(0), { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
  expect(calledAt).toEqual([]);
});

test('does not begin a retry that would begin after the deadline', async () => {
  const { policy, calledAt, events, failing } = fixture({ initialDelayMs: 500 });
  await expect(policy.execute(failing(9), { ...idempotent, deadline: 1_500 })).rejects.toThrow('no');
  expect(calledAt).toEqual([0]);
  expect(events).toMatchObject([{ type: 'give-up', reason: 'deadline' }]);
});

test('does not begin a retry that would not be done by the deadline', async () => {
  const { policy, events, failing } = fixture({ initialDelayMs: 500, expectedAttemptMs: 100 });
  await expect(policy.execute(failing(9), { ...idempotent, deadline: 1_600 })).rejects.toThrow('no');
  expect(events).toMatchObject([{ type: 'give-up', reason: 'deadline' }]);
});

test('makes hardly more attempts than calls when everything fails', async () => {
  const { clock, policy, calledAt, failing } = fixture({ attempts: 4, initialDelayMs: 1 });
  const broken = failing(Number.POSITIVE_INFINITY);
  for (let call = 0; call < 1_000; call += 1) {
    const answer = policy.execute(broken, idempotent).catch(() => 'failed');
    await clock.advance(10);
    expect(await answer).toBe('failed');
  }
  expect(calledAt.length).toBeLessThanOrEqual(1_200);
});

test('retries as often as allowed without a budget', async () => {
  const { clock, policy, calledAt, failing } = fixture({ attempts: 3, initialDelayMs: 1, budget: false });
  const broken = failing(Number.POSITIVE_INFINITY);
  const answers = Promise.allSettled(Array.from({ length: 100 }, () => policy.execute(broken, idempotent)));
  await clock.advance(10);
  await answers;
  expect(calledAt).toHaveLength(300);
});

test.each([
  ['repeats an attempt that timed out', new AttemptTimeoutError(10), 2],
  ['does not repeat what another policy refused', new CircuitOpenError(10), 1],
])('%s', async (_rule, error, calls) => {
  const { clock, policy, calledAt, failing } = fixture();
  const answer = policy.execute(failing(1, error), idempotent).catch(() => undefined);
  await clock.advance(1_000);
  await answer;
  expect(calledAt).toHaveLength(calls);
});

test('numbers the attempts and says what it does', async () => {
  const { clock, policy, events } = fixture({ initialDelayMs: 100 });
  const attempts: number[] = [];
  const answer = policy.execute(
    async ({ attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) throw new Error('no');
    },
    { ...idempotent, key: 'albums' },
  );
  await clock.advance(1_000);
  await answer;
  expect(attempts).toEqual([1, 2, 3]);
  expect(events).toMatchObject([
    { policy: 'retry', type: 'retry', attempt: 1, waitMs: 100, key: 'albums' },
    { policy: 'retry', type: 'retry', attempt: 2, waitMs: 200, key: 'albums' },
  ]);
});

test('a demand that is shorter than its own delay shortens nothing', async () => {
  const { clock, policy, calledAt, failing } = fixture({ initialDelayMs: 500, delayFor: () => 20 });
  const answer = policy.execute(failing(1), idempotent);
  await clock.advance(500);
  expect([await answer, calledAt]).toEqual(['value', [0, 500]]);
});

test('has all its attempts also within an attempt of another retry', async () => {
  const { clock, policy, calledAt, failing } = fixture({ attempts: 2, initialDelayMs: 10 });
  const outer = retry({ attempts: 2, initialDelayMs: 10, clock, random: () => 1 });
  const answer = outer.execute((context) => policy.execute(failing(3), context), idempotent);
  await clock.advance(100);
  expect([await answer, calledAt.length]).toEqual(['value', 4]);
});

test('saves up no more retries than its reserve, however long all went well', async () => {
  const { clock, policy, calledAt, failing } = fixture({ initialDelayMs: 1, budget: { reserve: 3, perCall: 0.1 } });
  for (let call = 0; call < 1_000; call += 1) await policy.execute(async () => 'value', idempotent);
  for (let call = 0; call < 10; call += 1) {
    const answer = policy.execute(failing(Number.POSITIVE_INFINITY), idempotent).catch(() => 'failed');
    await clock.advance(10);
    await answer;
  }
  // Ten calls, three retries that were saved up, and one that the ten have earned.
  expect(calledAt.length).toBeLessThanOrEqual(14);
});
