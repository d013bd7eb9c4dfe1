import { describe, expect, test } from 'vitest';
import {
  adaptiveThrottle,
  bulkhead,
  chaos,
  circuitBreaker,
  cooldown,
  deadline,
  fallback,
  hedge,
  type Limiter,
  type PolicyEvent,
  rateLimit,
  retry,
  timeout,
  tokenBucket,
  wrap,
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

/** Gives a permit each time, or says how long to wait. */
const limiterOf = (waitMs: number, asked: (string | undefined)[] = []): Limiter => ({
  async take(key) {
    asked.push(key);
    return waitMs;
  },
  describe: () => `waits ${waitMs} ms`,
});

test('whoever waits for a limiter keeps their place when another takes over, and need not wait for the old one', async () => {
  const clock = manualClock();
  const policy = rateLimit({ limiter: limiterOf(60_000), clock });
  const begun: string[] = [];
  const calls = ['first', 'second'].map((name) => policy.execute(async () => void begun.push(name)));
  await clock.advance(1_000);
  expect(begun).toEqual([]);
  policy.reconfigure({ limiter: limiterOf(0) });
  const newcomer = policy.execute(async () => void begun.push('newcomer'));
  await clock.advance(0);
  await Promise.all([...calls, newcomer]);
  expect(begun).toEqual(['first', 'second', 'newcomer']);
  expect([policy.describe(), clock.sleepers]).toEqual(['rate-limit: waits 0 ms', 0]);
});

test('a permit that is on its way when another limiter takes over is used, and costs no second one', async () => {
  let give = (_waitMs: number): void => undefined;
  const slow: Limiter = { ...limiterOf(0), take: () => new Promise((resolve) => (give = resolve)) };
  const asked: (string | undefined)[] = [];
  const policy = rateLimit({ limiter: slow });
  const call = policy.execute(async () => 'value');
  await settle();
  policy.reconfigure({ limiter: limiterOf(0, asked) });
  give(0);
  expect([await call, asked]).toEqual(['value', []]);
});

test('a call that fails after the steps of a fallback have changed is answered by the new ones', async () => {
  const policy = fallback<string>({ steps: [{ name: 'old', answer: () => 'old answer' }] });
  let failNow = (): void => undefined;
  const call = policy.execute(
    () =>
      new Promise<string>((_, reject) => {
        failNow = () => reject(new Error('no'));
      }),
  );
  policy.reconfigure({ steps: [{ name: 'new', answer: () => 'new answer' }] });
  failNow();
  expect([await call, policy.describe()]).toEqual(['new answer', 'fallback: new']);
});

describe('a wrap that gets other policies', () => {
  test('keeps what those know that stay, and lets calls end where they began', async () => {
    const clock = manualClock();
    const breaker = circuitBreaker({ trip: { consecutive: 1 }, clock });
    const policy = wrap(bulkhead({ limit: 1 }), breaker);
    await policy.execute(fail).catch(() => undefined);
    const place = bulkhead({ name: 'place', limit: 1 });
    policy.reconfigure({ policies: [deadline({ timeoutMs: 5, clock }), place, breaker] });
    expect(policy.describe().split('\n')).toHaveLength(3);
    await expect(policy.execute(async () => 1)).rejects.toMatchObject({ code: 'circuit_open' });
    policy.reconfigure({ policies: [place] });
    let end = (): void => undefined;
    const running = policy.execute(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    policy.reconfigure({ policies: [] });
    expect(place.active()).toBe(1);
    end();
    await running;
    expect(place.active()).toBe(0);
  });

  test('tells of the new ones, once, and no longer of those that are gone', async () => {
    const [stays, goes, comes] = ['stays', 'goes', 'comes'].map((name) => retry({ name }));
    if (stays === undefined || goes === undefined || comes === undefined) return expect.unreachable();
    const policy = wrap(stays, goes);
    const heard: string[] = [];
    const stop = policy.on((event) => heard.push(`${event.policy} ${event.type}`));
    policy.reconfigure({ policies: [comes, stays] });
    for (const each of [stays, goes, comes]) each.reconfigure({});
    expect(heard).toEqual(['wrap reconfigure', 'stays reconfigure', 'comes reconfigure']);
    stop();
    for (const each of [stays, goes, comes]) each.reconfigure({});
    policy.reconfigure({ policies: [goes] });
    expect(heard).toHaveLength(3);
  });
});

test('a limiter that takes over is heard, and the one before it no longer', async () => {
  const speakers: ((event: PolicyEvent) => void)[] = [];
  let stopped = 0;
  const speaking: Limiter = {
    ...limiterOf(0),
    on: (listener) => {
      speakers.push(listener);
      return () => {
        stopped += 1;
      };
    },
  };
  const policy = rateLimit({ limiter: speaking });
  const heard: PolicyEvent[] = [];
  policy.on((event) => heard.push(event));
  policy.reconfigure({ limiter: { ...speaking } });
  expect([speakers.length, stopped]).toEqual([2, 1]);
  speakers[1]?.({ policy: 'limiter', type: 'restored' });
  expect(heard.map(({ type }) => type)).toEqual(['reconfigure', 'restored']);
});

test.each([
  [bulkhead({ limit: 1 }), { limit: 0 }],
  [tokenBucket({ ratePerSecond: 1 }), { ratePerSecond: 0 }],
  [circuitBreaker(), { trip: { consecutive: 0 } }],
  [cooldown({ cooldownOf: () => 1 }), { maxWaitMs: -1 }],
  [timeout({ timeoutMs: 1 }), { timeoutMs: 0 }],
  [deadline({ timeoutMs: 1 }), { timeoutMs: Number.NaN }],
  [retry(), { attempts: 0 }],
  [retry(), { budget: { reserve: -1 } }],
  [hedge({ after: 1 }), { attempts: 0 }],
  [chaos({}), { faultRate: 2 }],
  [adaptiveThrottle(), { multiplier: 0 }],
  [adaptiveThrottle(), { windowMs: 0 }],
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
