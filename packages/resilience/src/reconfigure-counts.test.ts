import { describe, expect, test } from 'vitest';
import {
  adaptiveThrottle,
  circuitBreaker,
  hedge,
  type RetryBudget,
  type RetryBudgetOptions,
  retry,
  retryBudget,
} from './index.js';
import { manualClock } from './testing/index.js';

const fail = () => Promise.reject(new Error('no'));

test.each([
  ['failures in a row', { consecutive: 5 }, { consecutive: 4 }],
  ['the last calls', { ratio: 0.5, lastCalls: 100, minimumCalls: 5 }, { ratio: 0.5, lastCalls: 10, minimumCalls: 4 }],
  ['the last calls, more of them', { ratio: 0.5, lastCalls: 5 }, { ratio: 0.5, lastCalls: 50, minimumCalls: 4 }],
  ['a window', { ratio: 0.5, windowMs: 60_000 }, { ratio: 0.5, windowMs: 120_000, minimumCalls: 4 }],
  ['a shorter window', { ratio: 0.5, windowMs: 60_000 }, { ratio: 0.5, windowMs: 7_000, minimumCalls: 4 }],
] as const)('a circuit goes on with what it has counted when its numbers change: %s', async (_of, before, after) => {
  const policy = circuitBreaker({ trip: before, clock: manualClock(1_000) });
  for (let index = 0; index < 3; index += 1) await policy.execute(fail).catch(() => undefined);
  policy.reconfigure({ trip: after });
  expect(policy.phase()).toBe('closed');
  await policy.execute(fail).catch(() => undefined);
  expect(policy.phase()).toBe('open');
});

test('calls that began before anybody asked how long they take are no slow ones', async () => {
  const clock = manualClock(1_000_000);
  const policy = circuitBreaker({ trip: { ratio: 0.5, windowMs: 60_000, minimumCalls: 3 }, clock });
  const calls = [1, 2, 3, 4].map(() => policy.execute(() => clock.sleep(10)));
  policy.reconfigure({
    trip: { ratio: 0.5, windowMs: 60_000, minimumCalls: 3, slow: { longerThanMs: 500, ratio: 0.5 } },
  });
  await clock.advance(10);
  await Promise.all(calls);
  expect(policy.phase()).toBe('closed');
});

test('of the last calls, the newest count when fewer are looked at', async () => {
  const policy = circuitBreaker({ trip: { ratio: 0.5, lastCalls: 8 } });
  // Ten calls in a ring of eight, so that the oldest is in its middle.
  for (let index = 0; index < 10; index += 1) await policy.execute(index < 7 ? async () => 1 : fail).catch(() => 0);
  policy.reconfigure({ trip: { ratio: 0.8, lastCalls: 4 } });
  await policy.execute(fail).catch(() => undefined);
  expect(policy.phase()).toBe('open');
});

test('a circuit begins to count anew when it counts in another way', async () => {
  const policy = circuitBreaker({ trip: { consecutive: 5 } });
  for (let index = 0; index < 4; index += 1) await policy.execute(fail).catch(() => undefined);
  policy.reconfigure({ trip: { ratio: 0.5, lastCalls: 2 } });
  await policy.execute(fail).catch(() => undefined);
  expect(policy.phase()).toBe('closed');
  await policy.execute(fail).catch(() => undefined);
  expect(policy.phase()).toBe('open');
});

test('a throttle holds back by what it has counted, over the new window', async () => {
  const clock = manualClock(1_000);
  const policy = adaptiveThrottle({ clock, windowMs: 120_000, random: () => 1 });
  for (let index = 0; index < 10; index += 1) await policy.execute(fail).catch(() => undefined);
  await clock.advance(30_000);
  const before = policy.share();
  expect(before).toBeGreaterThan(0.9);
  policy.reconfigure({ windowMs: 60_000 });
  expect(policy.share()).toBe(before);
  await clock.advance(29_000);
  expect(policy.share()).toBe(before);
  await clock.advance(20_000);
  expect(policy.share()).toBe(0);
});

describe.each([
  ['retry', (budget: RetryBudgetOptions | RetryBudget | false) => retry({ budget, initialDelayMs: 0, attempts: 2 })],
  ['hedge', (budget: RetryBudgetOptions | RetryBudget | false) => hedge({ budget, after: 1, attempts: 2 })],
] as const)('the budget of a %s', (name, make) => {
  /** How often a call is made that hangs a moment and fails. */
  async function requests(policy: ReturnType<typeof make>): Promise<number> {
    let made = 0;
    const work = async () => {
      made += 1;
      if (name === 'hedge') await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error('no');
    };
    await policy.execute(work, { idempotent: true }).catch(() => undefined);
    return made;
  }

  test('keeps what it has earned when its numbers change', async () => {
    const policy = make({ reserve: 2, perCall: 0 });
    expect(await requests(policy)).toBe(2);
    policy.reconfigure({ budget: { reserve: 10 } });
    expect([await requests(policy), await requests(policy)]).toEqual([2, 1]);
    policy.reconfigure({ budget: { perCall: 1 } });
    expect(await requests(policy)).toBe(2);
  });

  test('can be another one, or none', async () => {
    const policy = make({ reserve: 0 });
    expect(await requests(policy)).toBe(1);
    const shared = retryBudget({ reserve: 1, perCall: 0 });
    policy.reconfigure({ budget: shared });
    expect([await requests(policy), shared.left]).toEqual([2, 0]);
    policy.reconfigure({ budget: false });
    expect(await requests(policy)).toBe(2);
    policy.reconfigure({ budget: { reserve: 1, perCall: 0 } });
    expect([await requests(policy), await requests(policy)]).toEqual([2, 1]);
  });
});

test('no budget changes when another setting makes no sense', () => {
  const budget = retryBudget({ reserve: 10 });
  for (const policy of [retry({ budget }), hedge({ budget, after: 1 })]) {
    expect(() => policy.reconfigure({ budget: { reserve: 1 }, attempts: 0 })).toThrow(RangeError);
    expect(budget.left).toBe(10);
  }
});

test('a budget that shrinks keeps no more than it has room for', () => {
  const budget = retryBudget({ reserve: 10 });
  budget.reconfigure({ reserve: 3 });
  expect(budget.left).toBe(3);
  expect(() => budget.reconfigure({ perCall: -1 })).toThrow(RangeError);
});
