import { constantFrom, integer, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';
import { cooldown, isResilienceError } from '../index.js';
import { manualClock } from '../testing/index.js';
import { joinLine, leaveLine, liveThrough, settle, type Waiter } from './histories.js';

const [maxWaitMs, probeTimeoutMs] = [500, 300];

class Refusal extends Error {
  constructor(readonly silenceMs: number) {
    super('be silent');
  }
}

/** A gate, looked at by everybody who waits in each millisecond. */
function model() {
  let now = 0;
  let end: number | undefined;
  let probe: { readonly who: number; readonly until: number } | undefined;
  const line: Waiter[] = [];
  const begun: number[] = [];
  const refused: number[] = [];
  const look = () => {
    for (const waiter of [...line]) {
      const isSilent = end !== undefined && now < end;
      if (isSilent && end !== undefined && end - now > maxWaitMs) refused.push(waiter.who);
      else if (isSilent || (end !== undefined && probe !== undefined && now < probe.until)) continue;
      else {
        if (end !== undefined) probe = { who: waiter.who, until: now + probeTimeoutMs };
        begun.push(waiter.who);
      }
      leaveLine(line, waiter.who);
    }
  };
  return {
    begun,
    refused,
    arrive(waiter: Waiter) {
      joinLine(line, waiter);
      look();
    },
    leave: (who: number) => leaveLine(line, who),
    end(who: number, silenceMs: number | undefined) {
      if (silenceMs !== undefined) {
        if (end === undefined || now + silenceMs > end) [end, probe] = [now + silenceMs, undefined];
      } else if (probe?.who === who) [end, probe] = [undefined, undefined];
      look();
    },
    pass(ms: number) {
      for (let each = 0; each < ms; each += 1) {
        now += 1;
        look();
      }
    },
  };
}

const step = oneof(
  { weight: 4, arbitrary: record({ type: constantFrom('arrive'), lane: integer({ min: 0, max: 2 }) }) },
  {
    weight: 4,
    arbitrary: record({
      nth: integer({ min: 0, max: 5 }),
      silenceMs: constantFrom<(number | undefined)[]>(undefined, undefined, undefined, 100, 400, 2_000),
    }),
  },
  { weight: 1, arbitrary: record({ who: integer({ min: 0, max: 40 }) }) },
  { weight: 3, arbitrary: record({ ms: integer({ min: 1, max: 400 }) }) },
);

test('a gate lets begin and refuses whom a look in every millisecond would', async () => {
  await liveThrough(step, async (history) => {
    const clock = manualClock(0);
    const policy = cooldown({
      ...{ clock, maxWaitMs, probeTimeoutMs },
      cooldownOf: (error) => (error instanceof Refusal ? error.silenceMs : undefined),
    });
    const reference = model();
    const begun: number[] = [];
    const refused: number[] = [];
    const running: { readonly who: number; readonly end: (silenceMs: number | undefined) => void }[] = [];
    const leaving: AbortController[] = [];
    for (const each of history) {
      if ('lane' in each) {
        const who = leaving.length;
        const controller = new AbortController();
        leaving.push(controller);
        const run = () =>
          new Promise<void>((resolve, reject) => {
            begun.push(who);
            const end = (ms: number | undefined) => (ms === undefined ? resolve() : reject(new Refusal(ms)));
            running.push({ who, end });
          });
        policy.execute(run, { signal: controller.signal, lane: each.lane }).catch((error: unknown) => {
          if (isResilienceError(error)) refused.push(who);
        });
        reference.arrive({ who, lane: each.lane });
      } else if ('nth' in each) {
        const [ended] = running.splice(each.nth, 1);
        if (ended === undefined) continue;
        ended.end(each.silenceMs);
        reference.end(ended.who, each.silenceMs);
      } else if ('who' in each) {
        // Only who waits leaves here; whoever runs is ended by its own step.
        if (reference.leave(each.who)) leaving[each.who]?.abort();
      } else {
        reference.pass(each.ms);
        await clock.advance(each.ms);
      }
      await settle();
      expect(begun).toEqual(reference.begun);
      expect(refused).toEqual(reference.refused);
    }
  });
});
