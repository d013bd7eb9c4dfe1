import { expect, test } from 'vitest';
import { type AdaptiveThrottleOptions, adaptiveThrottle, CircuitOpenError, ThrottledError } from './index.js';
import { seededRandom } from './seeded-random.js';
import { manualClock } from './testing/index.js';

function fixture(options: AdaptiveThrottleOptions = {}) {
  const clock = manualClock(1_000);
  const policy = adaptiveThrottle({ clock, random: seededRandom(1), ...options });
  /** Makes so many calls and tells how many were really made. */
  const make = async (calls: number, run: () => Promise<unknown>): Promise<number> => {
    let made = 0;
    for (let index = 0; index < calls; index += 1) {
      await policy
        .execute(() => {
          made += 1;
          return run();
        })
        .catch(() => undefined);
    }
    return made;
  };
  return { clock, policy, make };
}

const succeed = async () => 'value';
const fail = () => Promise.reject(new Error('no'));

test('holds nothing back while at least half of the calls are taken', async () => {
  const { policy, make } = fixture();
  let calls = 0;
  const third = async () => {
    calls += 1;
    if (calls % 3 === 0) throw new Error('no');
  };
  expect(await make(999, third)).toBe(999);
  expect(policy.share()).toBe(0);
});

test('holds almost everything back when nothing is taken, but never all', async () => {
  const { policy, make } = fixture();
  const made = await make(10_000, fail);
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(100);
  expect(policy.share()).toBeGreaterThan(0.99);
  const refused = fixture({ random: () => 0 });
  await refused.make(1, fail);
  await expect(refused.policy.execute(fail)).rejects.toBeInstanceOf(ThrottledError);
});

test('lets a recovery in', async () => {
  const { clock, policy, make } = fixture();
  await make(1_000, fail);
  await clock.advance(132_000);
  expect(policy.share()).toBe(0);
  expect(await make(100, succeed)).toBe(100);
});

test('follows the formula', async () => {
  const { policy, make } = fixture({ random: () => 1 });
  await make(30, succeed);
  await make(70, fail);
  expect(policy.share()).toBeCloseTo((100 - 2 * 30) / 101, 10);
  policy.reconfigure({ multiplier: 1.5 });
  expect(policy.share()).toBeCloseTo((100 - 1.5 * 30) / 101, 10);
  expect(() => policy.reconfigure({ multiplier: 0.5 })).toThrow(RangeError);
});

test('counts a call when it is made and not when it ends', async () => {
  const { policy } = fixture({ random: () => 0.5 });
  const hanging = Array.from({ length: 10 }, () =>
    policy.execute(() => new Promise(() => undefined)).catch(() => 'held'),
  );
  expect(policy.share()).toBeGreaterThan(0.5);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await Promise.race([hanging[9], Promise.resolve('running')])).toBe('held');
});

test('does not count what is no sign of overload', async () => {
  const { policy, make } = fixture({ counts: (error) => (error as Error).message !== 'not found' });
  await make(100, () => Promise.reject(new Error('not found')));
  await make(100, () => Promise.reject(new CircuitOpenError(1)));
  expect(policy.share()).toBe(0);
});

test('keeps a count for each key when asked to', async () => {
  const { policy } = fixture({ perKey: true });
  for (let index = 0; index < 100; index += 1) await policy.execute(fail, { key: 'search' }).catch(() => undefined);
  expect(policy.share('search')).toBeGreaterThan(0.9);
  expect(policy.share('albums')).toBe(0);
  expect(await policy.execute(succeed, { key: 'albums' })).toBe('value');
});

test('does not count as refused what its caller has left', async () => {
  const { policy } = fixture();
  for (let index = 0; index < 100; index += 1) {
    const leaving = new AbortController();
    const call = policy.execute(() => Promise.reject(leaving.signal.reason), { signal: leaving.signal });
    leaving.abort(new Error('gone'));
    await call.catch(() => undefined);
  }
  expect(policy.share()).toBe(0);
});
