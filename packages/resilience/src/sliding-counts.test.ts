import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slidingCounts } from './sliding-counts.js';
import { manualClock } from './testing/index.js';

const steps = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('add' as const), marked: fc.boolean() }),
    fc.record({ type: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 700 }) }),
    // Another window, or another process, goes on with what this one has counted.
    fc.record({ type: fc.constant('go on' as const), windowMs: fc.constantFrom(1_000, 1_500) }),
  ),
  { maxLength: 80 },
);

test('counts all calls of the window and none that is more than a slice older, whoever goes on', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 0, max: 5_000 }), async (history, startMs) => {
      const clock = manualClock(startMs);
      let windowMs = 1_000;
      let counts = slidingCounts(windowMs, clock);
      const seen: { readonly at: number; readonly marked: boolean }[] = [];
      // Each time that somebody goes on, what was counted together stays together.
      let slackMs = 0;
      let kept = Number.NEGATIVE_INFINITY;
      for (const step of history) {
        if (step.type === 'add') {
          counts.add(1, step.marked ? 1 : 0);
          seen.push({ at: clock.now(), marked: step.marked });
        } else if (step.type === 'advance') await clock.advance(step.ms);
        else {
          slackMs += windowMs / 10;
          // What the shorter window had forgotten does not come back.
          kept = Math.max(kept, clock.now() - windowMs);
          const { slices } = counts;
          ({ windowMs } = step);
          counts = slidingCounts(windowMs, clock);
          counts.goOnWith(slices.toReversed());
        }
        const since = Math.max(kept, clock.now() - windowMs);
        const within = seen.filter(({ at }) => at > since);
        const notOlder = seen.filter(({ at }) => at > clock.now() - windowMs * 1.1 - slackMs);
        const { calls, marked } = counts.sums;
        expect(calls).toBeGreaterThanOrEqual(within.length);
        expect(calls).toBeLessThanOrEqual(notOlder.length);
        expect(marked).toBeGreaterThanOrEqual(within.filter((each) => each.marked).length);
        expect(marked).toBeLessThanOrEqual(notOlder.filter((each) => each.marked).length);
      }
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('keeps the present when the window becomes short', async () => {
  const clock = manualClock(5_990);
  const long = slidingCounts(60_000, clock);
  long.add(5, 5);
  const short = slidingCounts(5_000, clock);
  short.goOnWith(long.slices);
  expect(short.sums).toEqual({ calls: 5, marked: 5 });
});
