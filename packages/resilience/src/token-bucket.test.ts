import { expect, test } from 'vitest';
import { DeadlineError, type ExecuteOptions, type PolicyEvent, type TokenBucketOptions, tokenBucket } from './index.js';
import { manualClock } from './testing/index.js';

function fixture(options: Partial<TokenBucketOptions> = {}) {
  const clock = manualClock(1_000);
  const policy = tokenBucket({ ratePerSecond: 10, burst: 10, clock, ...options });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const begun: [who: number, afterMs: number][] = [];
  const call = (who: number, options?: ExecuteOptions) =>
    policy.execute(async () => void begun.push([who, clock.now() - 1_000]), options).catch((error: unknown) => error);
  return { clock, events, begun, call };
}

test('lets forty calls at once begin within three seconds at ten a second, in their order', async () => {
  const { clock, begun, call } = fixture();
  for (let who = 0; who < 40; who += 1) void call(who);
  await clock.advance(2_999);
  expect(begun).toHaveLength(39);
  await clock.advance(1);
  expect(begun.map(([who]) => who)).toEqual(Array.from({ length: 40 }, (_, who) => who));
  expect(begun.map(([, afterMs]) => afterMs)).toEqual(
    Array.from({ length: 40 }, (_, who) => Math.max(0, (who - 9) * 100)),
  );
});

test('saves up no more than a burst', async () => {
  const { clock, begun, call } = fixture({ burst: 2 });
  await clock.advance(3_600_000);
  for (let who = 0; who < 3; who += 1) void call(who);
  await clock.advance(0);
  expect(begun).toHaveLength(2);
});

test('does not let a newcomer overtake who waits', async () => {
  const { clock, begun, call } = fixture({ burst: 1 });
  void call(1);
  void call(2);
  await clock.advance(99);
  void call(3);
  await clock.advance(1_000);
  expect(begun).toEqual([
    [1, 0],
    [2, 100],
    [3, 200],
  ]);
});

test('does not let a newcomer overtake who should have been called already', async () => {
  const state = { time: 0 };
  const policy = tokenBucket({
    ratePerSecond: 10,
    clock: { now: () => state.time, sleep: () => new Promise(() => undefined), after: () => () => undefined },
  });
  const begun: string[] = [];
  for (const who of ['first', 'waiting']) void policy.execute(async () => void begun.push(who));
  state.time = 1_000;
  void policy.execute(async () => void begun.push('newcomer'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual(['first']);
});

test('lets a waiter leave at once, and the others move up', async () => {
  const { clock, begun, call } = fixture({ burst: 1 });
  void call(1);
  const leaving = new AbortController();
  const left = call(2, { signal: leaving.signal });
  void call(3);
  await clock.advance(50);
  leaving.abort(new Error('gone'));
  expect(await left).toMatchObject({ message: 'gone' });
  await clock.advance(1_000);
  expect(begun).toEqual([
    [1, 0],
    [3, 100],
  ]);
});

test('leaves no timer behind when the last waiter leaves, and serves whoever comes then', async () => {
  const { clock, begun, call } = fixture({ burst: 1 });
  void call(1);
  const leaving = new AbortController();
  const left = call(2, { signal: leaving.signal });
  await clock.advance(10);
  expect(clock.sleepers).toBe(1);
  leaving.abort();
  await left;
  expect(clock.sleepers).toBe(0);
  void call(3);
  await clock.advance(1_000);
  expect(begun).toEqual([
    [1, 0],
    [3, 100],
  ]);
  expect(clock.sleepers).toBe(0);
});

test('refuses at once who could not begin before their deadline', async () => {
  const { clock, begun, call, events } = fixture({ burst: 1 });
  for (let who = 0; who < 5; who += 1) void call(who);
  expect(await call(5, { deadline: 1_500 })).toBeInstanceOf(DeadlineError);
  void call(6, { deadline: 1_501 });
  await clock.advance(1_000);
  expect(begun.at(-1)).toEqual([6, 500]);
  expect(events.filter(({ type }) => type === 'reject')).toMatchObject([{ waitMs: 500 }]);
});

test('keeps the rate over a long time, without drift', async () => {
  const { clock, begun, call } = fixture({ ratePerSecond: 3, burst: 1 });
  for (let who = 0; who <= 3_000; who += 1) void call(who);
  await clock.advance(1_000_001);
  expect(begun.at(-1)?.[1]).toBeCloseTo(1_000_000, 3);
});

test('comes to its tokens also where an instant is a large number and an interval none that is whole', async () => {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const bucket = tokenBucket({ ratePerSecond: 2.3, burst: 20, clock });
  const calls = Array.from({ length: 66 }, () => bucket.acquire());
  await clock.advance(20_001);
  await Promise.all(calls);
  expect(clock.sleepers).toBe(0);
});

test('says how many calls could begin now, and takes nothing by saying so', async () => {
  const clock = manualClock(1e12);
  const policy = tokenBucket({ ratePerSecond: 2, burst: 3, perKey: true, clock });
  expect(policy.tokens('a')).toBe(3);
  for (let left = 2; left >= 0; left -= 1) {
    expect([policy.tryAcquire('a'), policy.tokens('a'), policy.tokens('a')]).toEqual([true, left, left]);
  }
  expect([policy.tryAcquire('a'), policy.tokens('b')]).toEqual([false, 3]);
  await clock.advance(499);
  expect(policy.tokens('a')).toBe(0);
  await clock.advance(1);
  expect(policy.tokens('a')).toBe(1);
  const waiting = [policy.execute(async () => 1, { key: 'a' }), policy.execute(async () => 2, { key: 'a' })];
  await clock.advance(0);
  expect(policy.tokens('a')).toBe(0);
  await clock.advance(10_000);
  await Promise.all(waiting);
  expect(policy.tokens('a')).toBe(3);
});

test('keeps a bucket for each key when asked to', async () => {
  const { clock, begun, call } = fixture({ burst: 1, perKey: true });
  void call(1, { key: 'search' });
  void call(2, { key: 'search' });
  void call(3, { key: 'albums' });
  await clock.advance(0);
  expect(begun.map(([who]) => who)).toEqual([1, 3]);
});

test.each([{ ratePerSecond: 0 }, { burst: 0 }, { ratePerSecond: Number.NaN }])(
  'refuses a bucket that never gives: %j',
  (options) => {
    expect(() => fixture(options)).toThrow(RangeError);
  },
);
