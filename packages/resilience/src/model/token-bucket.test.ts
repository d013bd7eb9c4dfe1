import { constantFrom, integer, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';
import { tokenBucket } from '../index.js';
import { manualClock } from '../testing/index.js';
import { joinLine, leaveLine, liveThrough, settle, type Waiter } from './histories.js';

const intervalMs = 100;
const burst = 3;

/** A bucket as one would draw it: credit drips in each millisecond, and a call takes some out. */
function model() {
  let [now, credit] = [0, burst * intervalMs];
  const line: Waiter[] = [];
  const begun: [who: number, at: number][] = [];
  const serve = () => {
    for (let next = line[0]; next !== undefined && credit >= intervalMs; next = line[0]) {
      credit -= intervalMs;
      line.shift();
      begun.push([next.who, now]);
    }
  };
  return {
    begun,
    line,
    arrive(waiter: Waiter) {
      joinLine(line, waiter);
      serve();
    },
    leave: (who: number) => leaveLine(line, who),
    pass(ms: number) {
      for (let each = 0; each < ms; each += 1) {
        now += 1;
        credit = Math.min(burst * intervalMs, credit + 1);
        serve();
      }
    },
  };
}

const step = oneof(
  record({ type: constantFrom('arrive'), lane: integer({ min: 0, max: 2 }) }),
  record({ type: constantFrom('leave'), who: integer({ min: 0, max: 40 }) }),
  record({ type: constantFrom('pass'), ms: integer({ min: 1, max: 350 }) }),
);

test('a token bucket lets begin who a dripping bucket lets begin, at the same instants', async () => {
  await liveThrough(step, async (history) => {
    const clock = manualClock(0);
    const bucket = tokenBucket({ ratePerSecond: 1000 / intervalMs, burst, clock });
    const reference = model();
    const begun: [who: number, at: number][] = [];
    const leaving: AbortController[] = [];
    for (const each of history) {
      if ('lane' in each) {
        const who = leaving.length;
        const controller = new AbortController();
        leaving.push(controller);
        bucket
          .execute(async () => void begun.push([who, clock.now()]), { signal: controller.signal, lane: each.lane })
          .catch(() => undefined);
        reference.arrive({ who, lane: each.lane });
      } else if ('who' in each) {
        reference.leave(each.who);
        leaving[each.who]?.abort();
      } else {
        reference.pass(each.ms);
        await clock.advance(each.ms);
      }
      await settle();
      expect(begun).toEqual(reference.begun);
    }
    await clock.advance(100_000);
    expect(begun).toHaveLength(reference.begun.length + reference.line.length);
    expect(clock.sleepers).toBe(0);
  });
});
