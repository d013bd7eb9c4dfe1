import { expect, test } from 'vitest';
import {
  bulkhead,
  circuitBreaker,
  cooldown,
  deadline,
  type PolicyEvent,
  retry,
  timeout,
  tokenBucket,
} from './index.js';
import { manualClock } from './testing/index.js';

const hang = () => new Promise<never>(() => undefined);
const fail = () => Promise.reject(new Error('no'));
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a bulkhead lets waiting calls in when it grows, and none out when it shrinks', async () => {
  const policy = bulkhead({ limit: 1 });
  const ends: (() => void)[] = [];
  const calls = Array.from({ length: 4 }, () =>
    policy.execute(() => new Promise<void>((resolve) => ends.push(resolve))),
  );
  await settle();
  policy.reconfigure({ limit: 3 });
  await settle();
  expect([policy.active(), policy.queued()]).toEqual([3, 1]);
  policy.reconfigure({ limit: 1 });
  expect(policy.active()).toBe(3);
  for (const end of ends.splice(0)) end();
  await settle();
  expect([policy.active(), policy.queued()]).toEqual([1, 0]);
  for (const end of ends.splice(0)) end();
  await Promise.all(calls);
  expect(policy.active()).toBe(0);
});

test('a token bucket goes on with the tokens that it has, at the new rate', async () => {
  const clock = manualClock(1_000);
  const policy = tokenBucket({ ratePerSecond: 1, burst: 4, clock });
  for (let index = 0; index < 4; index += 1) expect(policy.tryAcquire()).toBe(true);
  const begun: number[] = [];
  for (let index = 0; index < 3; index += 1) void policy.execute(async () => void begun.push(clock.now() - 1_000));
  await clock.advance(500);
  policy.reconfigure({ ratePerSecond: 10 });
  await clock.advance(300);
  // Half of the first token was there, the rest comes ten times as fast.
  expect(begun).toEqual([550, 650, 750]);
});

test('a circuit stays open, and goes by the new numbers afterwards', async () => {
  const clock = manualClock(1_000);
  const policy = circuitBreaker({ trip: { consecutive: 2 }, openForMs: 1_000, clock });
  await policy.execute(fail).catch(() => undefined);
  policy.reconfigure({ openForMs: 5_000 });
  await policy.execute(fail).catch(() => undefined);
  expect([policy.phase(), policy.openForMs()]).toEqual(['open', 5_000]);
  policy.reconfigure({ trip: { consecutive: 1 } });
  expect(policy.phase()).toBe('open');
  await clock.advance(5_000);
  expect(await policy.execute(async () => 'value')).toBe('value');
  await policy.execute(fail).catch(() => undefined);
  expect(policy.phase()).toBe('open');
});

test('a silence stays', async () => {
  const clock = manualClock(1_000);
  const policy = cooldown({ cooldownOf: () => 4_000, clock });
  await policy.execute(fail).catch(() => undefined);
  policy.reconfigure({ maxWaitMs: 1_000 });
  await expect(policy.execute(async () => 1)).rejects.toMatchObject({ code: 'cooldown', endsAt: 5_000 });
});

test('times and attempts change for the next call', async () => {
  const clock = manualClock();
  const [slow, whole, again] = [
    timeout({ timeoutMs: 1_000, clock }),
    deadline({ timeoutMs: 1_000, clock }),
    retry({ clock }),
  ];
  slow.reconfigure({ timeoutMs: 10 });
  whole.reconfigure({ timeoutMs: 10 });
  again.reconfigure({ attempts: 1 });
  const ended = Promise.allSettled([
    slow.execute(hang),
    whole.execute(hang),
    again.execute(fail, { idempotent: true }),
  ]);
  await clock.advance(10);
  expect((await ended).map((each) => each.status)).toEqual(['rejected', 'rejected', 'rejected']);
});

test.each([
  [bulkhead({ limit: 1 }), { limit: 0 }],
  [tokenBucket({ ratePerSecond: 1 }), { ratePerSecond: 0 }],
  [circuitBreaker(), { trip: { consecutive: 0 } }],
  [cooldown({ cooldownOf: () => 1 }), { maxWaitMs: -1 }],
  [timeout({ timeoutMs: 1 }), { timeoutMs: 0 }],
  [deadline({ timeoutMs: 1 }), { timeoutMs: Number.NaN }],
  [retry(), { attempts: 0 }],
])('%o keeps what it had when the change makes no sense: %j', (policy, changes) => {
  const before = policy.describe();
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  expect(() => policy.reconfigure(changes)).toThrow(RangeError);
  expect(policy.describe()).toBe(before);
  expect(events).toEqual([]);
  policy.reconfigure({});
  expect(events).toEqual([{ policy: policy.name, type: 'reconfigure' }]);
});
