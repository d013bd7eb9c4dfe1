import { expect, test } from 'vitest';
import { type ExecuteContext, type HedgeOptions, hedge, type PolicyEvent, retryBudget } from './index.js';
import { manualClock } from './testing/index.js';

/** A hedge on a still clock, and calls whose n-th request takes so long and ends so. */
function fixture(options: Partial<HedgeOptions> = {}) {
  const clock = manualClock(1_000);
  const policy = hedge({ after: 100, clock, ...options });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const sent: ExecuteContext[] = [];
  const taking =
    (...requests: (readonly [ms: number, error?: Error])[]) =>
    async (context: ExecuteContext) => {
      sent.push(context);
      const number = sent.length;
      const [ms, error] = requests[number - 1] ?? [0];
      await clock.sleep(ms, context.signal);
      if (error !== undefined) throw error;
      return number;
    };
  return { clock, policy, events, sent, taking };
}

const idempotent = { idempotent: true };

test('sends one request when the answer is in time', async () => {
  const { clock, policy, sent, taking } = fixture();
  const answer = policy.execute(taking([99]), idempotent);
  await clock.advance(500);
  expect(await answer).toBe(1);
  expect(sent).toHaveLength(1);
  expect(clock.sleepers).toBe(0);
});

test('sends a second one when it is late, takes the first answer and stops the other', async () => {
  const { clock, policy, sent, events, taking } = fixture();
  const answer = policy.execute(taking([10_000], [50]), idempotent);
  await clock.advance(150);
  expect(await answer).toBe(2);
  expect(sent.map(({ attempt, signal }) => [attempt, signal.aborted])).toEqual([
    [1, true],
    [2, true],
  ]);
  expect(events).toMatchObject([{ type: 'hedge', attempt: 2, waitMs: 100 }]);
  expect(clock.sleepers).toBe(0);
});

test('never sends a call twice that is not idempotent', async () => {
  const { clock, policy, sent, taking } = fixture();
  const answer = policy.execute(taking([10_000]));
  await clock.advance(10_000);
  expect(await answer).toBe(1);
  expect(sent).toHaveLength(1);
});

test('leaves a failure to the retries, and waits for the other request before it gives up', async () => {
  const { clock, policy, taking } = fixture();
  const alone = policy.execute(taking([10, new Error('first')]), idempotent);
  const refused = expect(alone).rejects.toThrow('first');
  await clock.advance(10);
  await refused;
  const second = fixture();
  const answer = second.policy.execute(second.taking([150, new Error('first')], [100]), idempotent);
  await second.clock.advance(200);
  expect(await answer).toBe(2);
});

test('spends no more than the budget that it shares with the retries', async () => {
  const budget = retryBudget({ reserve: 1, perCall: 0 });
  const { clock, policy, sent, taking } = fixture({ budget });
  const slow = Array.from({ length: 6 }, () => [1_000] as const);
  const calls = [1, 2, 3].map(() => policy.execute(taking(...slow), idempotent));
  await clock.advance(1_000);
  await Promise.all(calls);
  expect(sent).toHaveLength(4);
  expect(budget.spend()).toBe(false);
});

test('sends no second request while there is no room for one', async () => {
  const { clock, policy, sent, taking } = fixture({ isAllowed: () => false });
  const answer = policy.execute(taking([1_000]), idempotent);
  await clock.advance(1_000);
  expect(await answer).toBe(1);
  expect(sent).toHaveLength(1);
});

test('learns what is late from what is usual', async () => {
  const { clock, policy, sent, events, taking } = fixture({ after: { quantile: 0.9 } });
  const durations = Array.from({ length: 20 }, (_, index) => [(index + 1) * 10] as const);
  for (let index = 0; index < 20; index += 1) {
    const answer = policy.execute(taking(...durations), idempotent);
    await clock.advance(200);
    await answer;
  }
  expect(events).toEqual([]);
  const answer = policy.execute(taking(...durations, [5_000], [10]), idempotent);
  await clock.advance(1_000);
  expect(await answer).toBe(22);
  expect(events).toMatchObject([{ type: 'hedge', waitMs: 190 }]);
  expect(sent).toHaveLength(22);
});

test('frees a caller who leaves, and tells all requests to stop', async () => {
  const { clock, policy, sent, taking } = fixture();
  const leaving = new AbortController();
  const answer = policy.execute(taking([10_000], [10_000]), { ...idempotent, signal: leaving.signal });
  const refused = expect(answer).rejects.toThrow('gone');
  await clock.advance(200);
  leaving.abort(new Error('gone'));
  await refused;
  expect(sent.every(({ signal }) => signal.aborted)).toBe(true);
  expect(clock.sleepers).toBe(0);
});

test('takes other numbers for the next call', async () => {
  const { clock, policy, sent, taking } = fixture();
  policy.reconfigure({ after: 10, attempts: 3 });
  const answer = policy.execute(taking([1_000], [1_000], [5]), idempotent);
  await clock.advance(25);
  expect(await answer).toBe(3);
  expect(sent).toHaveLength(3);
  expect(policy.describe()).toContain('up to 3 requests');
  expect(() => policy.reconfigure({ after: 0 })).toThrow(RangeError);
});

test('counts on from the attempt that was late', async () => {
  const { clock, policy, sent, events, taking } = fixture();
  const answer = policy.execute(taking([10_000], [50]), { ...idempotent, attempt: 2 });
  await clock.advance(150);
  expect(await answer).toBe(2);
  expect(sent.map(({ attempt }) => attempt)).toEqual([2, 3]);
  expect(events).toMatchObject([{ type: 'hedge', attempt: 3 }]);
});
