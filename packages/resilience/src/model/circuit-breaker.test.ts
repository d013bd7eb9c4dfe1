import { constantFrom, integer, oneof, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { circuitBreaker, type Trip } from '../index.js';
import { manualClock } from '../testing/index.js';
import { liveThrough, settle } from './histories.js';

type Result = 'success' | 'failure' | 'neutral';

const [openForMs, maxOpenForMs, probeTimeoutMs, probes] = [1_000, 4_000, 700, 2];

/** Each trip with the simplest way to decide it: from the list of all results since the circuit closed. */
const trips: [
  name: string,
  trip: Trip,
  isTooMuch: (results: readonly [at: number, result: Result][], now: number) => boolean,
][] = [
  [
    'failures in a row',
    { consecutive: 3 },
    (results) => results.length >= 3 && results.slice(-3).every(([, result]) => result === 'failure'),
  ],
  [
    'a share of the last calls',
    { ratio: 0.5, lastCalls: 6, minimumCalls: 3 },
    (results) => {
      const last = results.slice(-6);
      return last.length >= 3 && last.filter(([, result]) => result === 'failure').length > last.length / 2;
    },
  ],
  [
    'a share of the last milliseconds',
    { ratio: 0.5, windowMs: 2_000, minimumCalls: 3 },
    (results, now) => {
      const last = results.filter(([at]) => Math.floor(now / 200) - Math.floor(at / 200) <= 10);
      return last.length >= 3 && last.filter(([, result]) => result === 'failure').length > last.length / 2;
    },
  ],
];

interface Call {
  readonly phase: 'closed' | 'probing';
  readonly era: number;
  readonly since: number;
  isDone: boolean;
}

function model(isTooMuch: (typeof trips)[number][2]) {
  let [phase, era, openUntil, openings, passed]: [string, number, number, number, number] = ['closed', 0, 0, 0, 0];
  let results: [number, Result][] = [];
  const calls: Call[] = [];
  const open = (now: number) => {
    openUntil = now + Math.min(maxOpenForMs, openForMs * 2 ** openings);
    openings += 1;
    [phase, era] = ['open', era + 1];
  };
  return {
    phase: () => phase,
    /** The call that begins, or undefined when it is refused. */
    begin(now: number): Call | undefined {
      if (phase === 'open' && now >= openUntil) [phase, era, passed] = ['half-open', era + 1, 0];
      const running = calls.filter((call) => call.era === era && !call.isDone && now < call.since + probeTimeoutMs);
      if (phase === 'open' || (phase === 'half-open' && running.length + passed >= probes)) return undefined;
      const call: Call = { phase: phase === 'closed' ? 'closed' : 'probing', era, since: now, isDone: false };
      calls.push(call);
      return call;
    },
    end(call: Call, result: Result, now: number) {
      call.isDone = true;
      if (call.era !== era || result === 'neutral') return;
      if (call.phase === 'closed') {
        results.push([now, result]);
        if (result === 'failure' && isTooMuch(results, now)) open(now);
      } else if (result === 'failure') open(now);
      else {
        passed += 1;
        if (passed >= probes) [phase, era, openings, results] = ['closed', era + 1, 0, []];
      }
    },
  };
}

const step = oneof(
  { weight: 4, arbitrary: record({ type: constantFrom('begin') }) },
  {
    weight: 5,
    arbitrary: record({
      nth: integer({ min: 0, max: 5 }),
      result: constantFrom<Result[]>('success', 'failure', 'failure', 'neutral'),
    }),
  },
  { weight: 2, arbitrary: record({ ms: integer({ min: 1, max: 1_500 }) }) },
);

describe.each(trips)('a circuit that opens at %s', (_name, trip, isTooMuch) => {
  test('has the phase, and lets through whom, the list of all results says', async () => {
    await liveThrough(step, async (history) => {
      const clock = manualClock(10_000);
      const policy = circuitBreaker({
        ...{ trip, openForMs, maxOpenForMs, probeTimeoutMs, probes, clock },
        counts: (error) => ((error as Error).message === 'neutral' ? undefined : true),
      });
      const reference = model(isTooMuch);
      const running: { readonly call: Call; readonly end: (result: Result) => void }[] = [];
      for (const each of history) {
        if ('ms' in each) await clock.advance(each.ms);
        else if ('nth' in each) {
          const [ended] = running.splice(each.nth, 1);
          if (ended === undefined) continue;
          ended.end(each.result);
          reference.end(ended.call, each.result, clock.now());
        } else {
          const call = reference.begin(clock.now());
          let end: ((result: Result) => void) | undefined;
          const run = () =>
            new Promise<void>((resolve, reject) => {
              end = (result) => (result === 'success' ? resolve() : reject(new Error(result)));
            });
          policy.execute(run).catch(() => undefined);
          expect(end !== undefined).toBe(call !== undefined);
          if (call !== undefined && end !== undefined) running.push({ call, end });
        }
        await settle();
        expect(policy.phase()).toBe(reference.phase());
      }
    });
  });
});
