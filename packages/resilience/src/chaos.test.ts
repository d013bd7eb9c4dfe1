import { expect, test } from 'vitest';
import { ChaosError, type ChaosOptions, chaos, type PolicyEvent } from './index.js';
import { manualClock } from './testing/index.js';

async function outcomes(options: ChaosOptions, calls = 200) {
  const clock = manualClock();
  const policy = chaos({ clock, ...options });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const seen: unknown[] = [];
  for (let index = 0; index < calls; index += 1) {
    const since = clock.now();
    const call = policy.execute(async () => 'well').catch((error: unknown) => error);
    await clock.advance(1_000);
    seen.push([await call, since]);
  }
  return { seen: seen.map((each) => (each as [unknown])[0]), events, policy };
}

test('does the same to the same calls for the same seed, and something else for another', async () => {
  const options = { faultRate: 0.3, latencyRate: 0.3, latencyMs: [10, 500], seed: 7 } as const;
  const [first, second, other] = [
    await outcomes(options),
    await outcomes(options),
    await outcomes({ ...options, seed: 8 }),
  ];
  expect(first.events).toEqual(second.events);
  expect(first.events).not.toEqual(other.events);
});

test('lets about the share fail that it was told to', async () => {
  const { seen } = await outcomes({ faultRate: 0.25, seed: 1 }, 400);
  const failed = seen.filter((each) => each instanceof ChaosError).length;
  expect(failed).toBeGreaterThan(70);
  expect(failed).toBeLessThan(130);
});

test('is late as told, and stops when the caller leaves', async () => {
  const { events } = await outcomes({ latencyRate: 1, latencyMs: [100, 200], seed: 1 }, 20);
  const waits = events.flatMap(({ reason, waitMs }) => (reason === 'latency' && waitMs !== undefined ? [waitMs] : []));
  expect(waits).toHaveLength(20);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...waits)).toBeLessThanOrEqual(200);
  const leaving = new AbortController();
  const clock = manualClock();
  const call = chaos({ latencyRate: 1, latencyMs: 100, clock }).execute(async () => 1, { signal: leaving.signal });
  leaving.abort(new Error('gone'));
  await expect(call).rejects.toThrow('gone');
  expect(clock.sleepers).toBe(0);
});

test('throws what it was given, and nothing while it is off', async () => {
  const policy = chaos({ faultRate: 1, fault: () => new TypeError('fetch failed') });
  await expect(policy.execute(async () => 1)).rejects.toThrow(TypeError);
  policy.reconfigure({ isEnabled: false });
  expect(await policy.execute(async () => 1)).toBe(1);
  expect(policy.describe()).toBe('chaos: off');
  expect(() => policy.reconfigure({ faultRate: 2 })).toThrow(RangeError);
});
