import { constantFrom, integer, oneof, record } from 'fast-check';
import { expect, test } from 'vitest';
import { type CooldownStore, cooldown, isResilienceError, type Silence } from '../index.js';
import { type ManualClock, manualClock } from '../testing/index.js';
import { liveThrough, settle } from './histories.js';

const [processes, callMs, mostLatencyMs, maxWaitMs] = [3, 20, 8, 500];

class Refusal extends Error {
  constructor(readonly silenceMs: number) {
    super('be silent');
  }
}

/** One silence, as somebody sees it who sees everything: when all could know of it, until when, and when it was forgotten. */
interface Known {
  readonly from: number;
  readonly endsAt: number;
  clearedAt: number;
}

/** A store that takes its time both ways, and what was kept in it. */
function slowStore(clock: ManualClock, latency: () => number) {
  let endsAt: number | undefined;
  let probe: { readonly id: string; readonly until: number } | undefined;
  const history: Known[] = [];
  const slowly = async <T>(act: () => T): Promise<T> => {
    await clock.sleep(latency());
    const result = act();
    await clock.sleep(latency());
    return result;
  };
  const look = (): Silence => {
    if (endsAt === undefined) return undefined;
    return endsAt > clock.now() ? endsAt - clock.now() : 'unproven';
  };
  const store: CooldownStore = {
    read: () => slowly(look),
    prolong: (_group, ms) =>
      slowly(() => {
        endsAt = Math.max(endsAt ?? 0, clock.now() + ms);
        probe = undefined;
        history.push({ from: clock.now(), endsAt, clearedAt: Number.POSITIVE_INFINITY });
      }),
    claimProbe: (_group, id, ms) =>
      slowly(() => {
        if (typeof look() === 'number') return false;
        if (endsAt === undefined) return true;
        if (probe !== undefined && probe.until > clock.now()) return probe.id === id;
        probe = { id, until: clock.now() + ms };
        return true;
      }),
    releaseProbe: (_group, id) =>
      slowly(() => {
        if (probe?.id === id) probe = undefined;
      }),
    clear: () =>
      slowly(() => {
        if (typeof look() === 'number') return;
        for (const each of history) each.clearedAt = Math.min(each.clearedAt, clock.now());
        [endsAt, probe] = [undefined, undefined];
      }),
    describe: () => 'by a model',
  };
  return { store, history };
}

const step = oneof(
  { weight: 6, arbitrary: record({ at: integer({ min: 0, max: processes - 1 }) }) },
  { weight: 2, arbitrary: record({ refuseForMs: constantFrom(60, 200, 400) }) },
  { weight: 1, arbitrary: record({ who: integer({ min: 0, max: 40 }) }) },
  { weight: 4, arbitrary: record({ ms: integer({ min: 1, max: 300 }) }) },
);

test('several processes keep a silence together, one of them tries, and everybody is answered in the end', async () => {
  await liveThrough(step, async (history) => {
    const clock = manualClock(1_000);
    let turn = 0;
    const latency = (): number => {
      turn += 1;
      return (turn * 5) % (mostLatencyMs + 1);
    };
    const shared = slowStore(clock, latency);
    const policies = Array.from({ length: processes }, () =>
      cooldown({
        ...{ store: shared.store, clock, refreshMs: 0, maxWaitMs, probeTimeoutMs: 60_000, storeTimeoutMs: 1_000 },
        cooldownOf: (error) => (error instanceof Refusal ? error.silenceMs : undefined),
      }),
    );
    /** How long the next calls are refused for; each is told what is left. */
    let silentUntil = 0;
    let nextMs: number | undefined;
    const begun: number[] = [];
    const calls: { readonly leaving: AbortController; readonly ended: Promise<unknown> }[] = [];
    const work = async (): Promise<void> => {
      begun.push(clock.now());
      if (nextMs !== undefined) [silentUntil, nextMs] = [clock.now() + callMs + nextMs, undefined];
      const isRefused = clock.now() < silentUntil;
      await clock.sleep(callMs);
      if (isRefused) throw new Refusal(Math.max(1, silentUntil - clock.now()));
    };
    for (const each of history) {
      if ('at' in each) {
        const leaving = new AbortController();
        const ended = policies[each.at]?.execute(work, { signal: leaving.signal });
        calls.push({ leaving, ended: Promise.resolve(ended).catch((error: unknown) => error) });
      } else if ('refuseForMs' in each) nextMs = each.refuseForMs;
      else if ('who' in each) calls[each.who]?.leaving.abort(new Error('gone'));
      else await clock.advance(each.ms);
      await settle();
    }
    await clock.advance(120_000);
    const ends = await Promise.all(calls.map(({ ended }) => ended));
    for (const end of ends) expect(!isResilienceError(end) || end.code === 'cooldown').toBe(true);
    expect(clock.sleepers).toBe(0);
    for (const { from, endsAt, clearedAt } of shared.history) {
      // Whoever had asked the store before it knew may still have been on the way.
      const known = from + 4 * mostLatencyMs;
      expect(begun.filter((at) => at >= known && at < endsAt)).toEqual([]);
      const isLast = !shared.history.some((other) => other.endsAt > endsAt && other.from < clearedAt);
      if (isLast)
        expect(begun.filter((at) => at >= Math.max(known, endsAt) && at < clearedAt).length).toBeLessThanOrEqual(1);
    }
  });
});
