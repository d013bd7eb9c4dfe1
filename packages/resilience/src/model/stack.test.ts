import { getEventListeners } from 'node:events';
import { boolean, constantFrom, integer, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';
import {
  adaptiveThrottle,
  bulkhead,
  circuitBreaker,
  cooldown,
  deadline,
  hedge,
  retry,
  timeout,
  tokenBucket,
  wrap,
} from '../index.js';
import { seededRandom } from '../seeded-random.js';
import { manualClock } from '../testing/index.js';
import { liveThrough, settle } from './histories.js';

class Refusal extends Error {
  readonly retryAfterMs = 700;
}

const [limit, ratePerSecond, burst] = [3, 10, 5];
const fates = ['answers', 'fails', 'refuses', 'hangs', 'throws'] as const;

const step = oneof(
  {
    weight: 6,
    arbitrary: record({
      fate: constantFrom(...fates),
      tookMs: integer({ min: 0, max: 900 }),
      idempotent: boolean(),
      lane: integer({ min: 0, max: 2 }),
    }),
  },
  { weight: 2, arbitrary: record({ leaves: integer({ min: 0, max: 40 }) }) },
  { weight: 4, arbitrary: record({ ms: integer({ min: 1, max: 2_000 }) }) },
);

/** Every policy that waits, counts or holds something, around each other. */
function stack(clock: ReturnType<typeof manualClock>) {
  const random = seededRandom(1);
  const silence = (error: unknown) => (error instanceof Refusal ? error.retryAfterMs : undefined);
  const places = bulkhead({ limit, maxQueue: 10, clock });
  const gate = cooldown({ cooldownOf: silence, clock });
  const policy = wrap(
    deadline({ timeoutMs: 5_000, clock }),
    adaptiveThrottle({ clock, random }),
    places,
    retry({ clock, random, initialDelayMs: 50, delayFor: silence }),
    hedge({ after: 300, clock }),
    gate.door,
    tokenBucket({ ratePerSecond, burst, clock }),
    gate,
    circuitBreaker({ clock, openForMs: 1_000, counts: (error) => !(error instanceof Refusal) }),
    timeout({ timeoutMs: 1_000, clock }),
  );
  return { policy, places };
}

test('all policies together let every call end in time, keep all limits, and leave nothing behind', async () => {
  await liveThrough(step, async (history) => {
    const clock = manualClock(1_000);
    const { policy, places } = stack(clock);
    const began: number[] = [];
    const refusedAt: number[] = [];
    const { signal: shared } = new AbortController();
    const callers: AbortController[] = [];
    const calls: Promise<unknown>[] = [];
    let pending = 0;
    for (const each of history) {
      if ('fate' in each) {
        const caller = new AbortController();
        callers.push(caller);
        const { fate, tookMs, idempotent, lane } = each;
        const work = ({ signal }: { signal: AbortSignal }) => {
          began.push(clock.now());
          if (fate === 'throws') throw new Error('before any promise');
          return (async () => {
            await clock.sleep(fate === 'hangs' ? 1e9 : tookMs, signal);
            if (fate === 'refuses') {
              refusedAt.push(clock.now());
              throw new Refusal('429');
            }
            if (fate === 'fails') throw new Error('503');
            return 'value';
          })();
        };
        pending += 1;
        // Every other caller makes all its calls with one signal that never fires.
        const signal = callers.length % 2 === 0 ? shared : caller.signal;
        const begunAt = clock.now();
        const call = policy.execute(work, { signal, idempotent, lane }).finally(() => {
          pending -= 1;
          expect(clock.now() - begunAt).toBeLessThanOrEqual(5_000);
        });
        calls.push(call.catch((error: unknown) => expect((error as Error).name).not.toBe('AssertionError')));
      } else if ('leaves' in each) callers[each.leaves]?.abort(new Error('gone'));
      else await clock.advance(each.ms);
      await settle();
      expect(places.active()).toBeLessThanOrEqual(limit);
    }
    await clock.advance(10_000);
    await Promise.all(calls);
    expect([pending, places.active(), places.queued(), clock.sleepers]).toEqual([0, 0, 0, 0]);
    for (const { signal } of [...callers, { signal: shared }]) expect(getEventListeners(signal, 'abort')).toEqual([]);
    // No call begins within a silence that was asked for.
    for (const at of refusedAt) expect(began.filter((time) => time > at && time < at + 700)).toEqual([]);
    // And never more than the bucket gives: what is saved up, and what comes back meanwhile.
    for (const [index, at] of began.entries()) {
      const later = began.slice(index).filter((time) => time <= at + 1_000);
      expect(later.length).toBeLessThanOrEqual(burst + ratePerSecond);
    }
  });
});
