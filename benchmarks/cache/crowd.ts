import { createCache, publicScope } from '@tonearm/cache';
import { medianWithConfidence } from '../statistics.ts';

/** A thousand who ask for the same at the same time, again and again: how many loads there are, and what each waiter costs. */
export async function crowd(rounds: number) {
  const [waiters, originMs] = [1_000, 5];
  const cache = createCache();
  const loads = { ok: 0, failing: 0 };
  const found = { ok: [] as number[], failing: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of ['ok', 'failing'] as const) {
      const load = async (): Promise<number> => {
        loads[kind] += 1;
        await new Promise((resolve) => setTimeout(resolve, originMs));
        if (kind === 'failing') throw new Error('the origin fails');
        return round;
      };
      const question = { scope: publicScope, key: `${kind} ${round}`, name: kind, freshForMs: 60_000, load };
      // What all of it costs this process: the time of the processor, and not the origin's.
      const startedAt = process.cpuUsage();
      await Promise.allSettled(Array.from({ length: waiters }, () => cache.getOrLoad(question)));
      const { user, system } = process.cpuUsage(startedAt);
      found[kind].push((user + system) / waiters);
    }
  }
  cache.close();
  return {
    loadsEach: Math.max(loads.ok, loads.failing) / rounds,
    microsecondsForEachWaiter: medianWithConfidence(found.ok),
    microsecondsForEachOfAFailure: medianWithConfidence(found.failing),
  };
}
