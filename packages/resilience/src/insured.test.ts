import { expect, test } from 'vitest';
import { insured, type PolicyEvent } from './index.js';
import { manualClock } from './testing/index.js';

const { signal } = new AbortController();

/** An insured limiter of ten a second over two processes; the shared one does what the test says. */
function fixture(retryAfterMs = 1_000) {
  const clock = manualClock(1_000);
  let asked = 0;
  let answer = (): Promise<number> => Promise.reject(new Error('connection refused'));
  const limiter = {
    take: () => {
      asked += 1;
      return answer();
    },
    describe: () => 'shared',
  };
  const policy = insured({ limiter, ratePerSecond: 10, burst: 4, processes: 2, retryAfterMs, clock });
  const events: PolicyEvent['type'][] = [];
  policy.on(({ type }) => events.push(type));
  const answerWith = (next: () => Promise<number>): void => {
    answer = next;
  };
  return { clock, policy, events, asked: () => asked, answerWith };
}

test('gives this process its part of the rate and of the burst while the shared limiter is lost', async () => {
  const { clock, policy } = fixture();
  const waits = [];
  for (let call = 0; call < 4; call += 1) waits.push(await policy.take(undefined, signal));
  // Two of the burst of four; then one each fifth of a second.
  expect(waits).toEqual([0, 0, 200, 200]);
  await clock.advance(200);
  expect(await policy.take(undefined, signal)).toBe(0);
});

test('leaves the shared limiter alone for a while after a failure, says so once, and tries again', async () => {
  const { clock, policy, events, asked, answerWith } = fixture();
  for (let call = 0; call < 5; call += 1) await policy.take(undefined, signal);
  expect([asked(), policy.isLost, events]).toEqual([1, true, ['lost']]);
  await clock.advance(1_000);
  await policy.take(undefined, signal);
  expect([asked(), events]).toEqual([2, ['lost']]);
  await clock.advance(1_000);
  answerWith(async () => 7);
  expect(await policy.take(undefined, signal)).toBe(7);
  expect([asked(), policy.isLost, events]).toEqual([3, false, ['lost', 'restored']]);
});

test('begins with a full part each time that the shared limiter is lost', async () => {
  const { clock, policy, answerWith } = fixture(10);
  for (let call = 0; call < 2; call += 1) expect(await policy.take(undefined, signal)).toBe(0);
  expect(await policy.take(undefined, signal)).toBeGreaterThan(0);
  await clock.advance(10);
  answerWith(async () => 0);
  await policy.take(undefined, signal);
  answerWith(() => Promise.reject(new Error('gone again')));
  for (let call = 0; call < 2; call += 1) expect(await policy.take(undefined, signal)).toBe(0);
});

test('a caller who leaves while it is asked is no failure of the shared limiter', async () => {
  const { policy, events, answerWith } = fixture();
  const leaving = new AbortController();
  answerWith(async () => {
    leaving.abort(new Error('gone'));
    throw new Error('aborted');
  });
  await expect(policy.take(undefined, leaving.signal)).rejects.toThrow('gone');
  expect([policy.isLost, events]).toEqual([false, []]);
});

test('has somebody prepared for who will find the shared limiter no longer left alone when they come', async () => {
  const clock = manualClock(1_000);
  const expected: number[] = [];
  const limiter = {
    take: () => Promise.reject(new Error('connection refused')),
    expect: () => {
      expected.push(clock.now());
      return { ready: Promise.resolve(), over: () => undefined };
    },
    describe: () => 'shared',
  };
  const policy = insured({ limiter, ratePerSecond: 10, burst: 4, comesWithinMs: 50, clock });
  await policy.take(undefined, signal);
  for (const laterMs of [0, 940, 20, 100]) {
    await clock.advance(laterMs);
    policy.expect?.(undefined);
  }
  expect(expected).toEqual([1_960, 2_060]);
});
