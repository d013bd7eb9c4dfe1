import { constantFrom, integer, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';
import { bulkhead } from '../index.js';
import { joinLine, leaveLine, liveThrough, settle, type Waiter } from './histories.js';

const maxQueue = 4;

/** Places and a line, as lists of names. */
function model(firstLimit: number) {
  let limit = firstLimit;
  const running: number[] = [];
  const line: Waiter[] = [];
  const refused: number[] = [];
  const begun: number[] = [];
  const fill = () => {
    for (let next = line[0]; next !== undefined && running.length < limit; next = line[0]) {
      line.shift();
      running.push(next.who);
      begun.push(next.who);
    }
  };
  return {
    running,
    line,
    begun,
    refused,
    arrive(waiter: Waiter) {
      if (running.length >= limit && line.length >= maxQueue) refused.push(waiter.who);
      else joinLine(line, waiter);
      fill();
    },
    end(who: number) {
      running.splice(running.indexOf(who), 1);
      fill();
    },
    leave: (who: number) => leaveLine(line, who),
    resize(next: number) {
      limit = next;
      fill();
    },
  };
}

const step = oneof(
  { weight: 4, arbitrary: record({ type: constantFrom('arrive'), lane: integer({ min: 0, max: 2 }) }) },
  { weight: 3, arbitrary: record({ type: constantFrom('end'), nth: integer({ min: 0, max: 3 }) }) },
  { weight: 2, arbitrary: record({ type: constantFrom('leave'), who: integer({ min: 0, max: 40 }) }) },
  { weight: 1, arbitrary: record({ type: constantFrom('resize'), limit: integer({ min: 1, max: 4 }) }) },
);

test('a bulkhead lets in, keeps waiting and refuses whom two lists of names would', async () => {
  await liveThrough(step, async (history) => {
    const policy = bulkhead({ limit: 2, maxQueue });
    const reference = model(2);
    const begun: number[] = [];
    const refused: number[] = [];
    const ends = new Map<number, () => void>();
    const leaving: AbortController[] = [];
    for (const each of history) {
      if ('lane' in each) {
        const who = leaving.length;
        const controller = new AbortController();
        leaving.push(controller);
        const run = () => {
          begun.push(who);
          return new Promise<void>((resolve) => ends.set(who, resolve));
        };
        policy.execute(run, { signal: controller.signal, lane: each.lane }).catch((error: unknown) => {
          if (!controller.signal.aborted) refused.push(who);
          else expect(error).toBe(controller.signal.reason);
        });
        reference.arrive({ who, lane: each.lane });
      } else if ('nth' in each) {
        const who = reference.running[each.nth];
        if (who === undefined) continue;
        reference.end(who);
        ends.get(who)?.();
      } else if ('who' in each) {
        // Whoever runs is not stopped by the bulkhead: only waiting ends.
        if (reference.leave(each.who)) leaving[each.who]?.abort();
      } else {
        reference.resize(each.limit);
        policy.reconfigure({ limit: each.limit });
      }
      await settle();
      expect([policy.active(), policy.queued()]).toEqual([reference.running.length, reference.line.length]);
      expect(refused).toEqual(reference.refused);
      // Several may be let in at one moment; who they are counts.
      expect(begun.toSorted()).toEqual(reference.begun.toSorted());
    }
  });
});
