import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cache, CacheStatistics, WarmItem } from '@tonearm/cache';

/** What is wrong with Redis. */
export type RedisProblem = Required<Required<CacheStatistics>['shared']>['problem'];

/** Hears what Redis says while something is kept there, and looks afterwards whether it is. */
export interface TakenByRedis {
  /** Which of these Redis has not got, when all that goes on behind is done, and why if it said so. None where there is no Redis. */
  missing(items: readonly WarmItem[], signal: AbortSignal): Promise<Missing>;
  end(): void;
}

/** What Redis has not got. */
export interface Missing {
  readonly items: readonly WarmItem[];
  readonly problem?: RedisProblem;
}

/** The cache gives writing up after a second, or later if any answer of Redis may take longer. */
const patienceMs = 1_500;

/** Begin before what is to be looked for is loaded: of a write that failed nobody knows any more when the next question is answered. */
export function takenByRedis(cache: Cache, redisWaitMs: number): TakenByRedis {
  let problem: RedisProblem | undefined;
  const end = cache.on((event) => {
    if (event.type !== 'shared-error') return;
    const { reason, message, hint } = event;
    problem = { reason, message, ...(hint !== undefined && { hint }) };
  });
  return {
    end,
    async missing(items, signal) {
      if (items.length === 0 || cache.statistics().shared === undefined) return { items: [] };
      await written(cache, patienceMs + redisWaitMs, signal);
      const looks = items.map(async (item) => ((await isThere(cache, item)) ? [] : [item]));
      return { items: (await Promise.all(looks)).flat(), ...(problem && { problem }) };
    },
  };
}

/** Resolves when nothing is written any more. Whoever leaves waits one turn, in which writes are sent: the look for them comes after. */
async function written(cache: Cache, limitMs: number, signal: AbortSignal): Promise<void> {
  await nextTurn();
  if (signal.aborted) return;
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const timer = setTimeout(end, limitMs);
  signal.addEventListener('abort', end, { once: true });
  // Once more, in case Redis is left alone after one late answer.
  await Promise.race([cache.idle().then(() => cache.catchUp()), over]);
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
}

async function isThere(cache: Cache, item: WarmItem): Promise<boolean> {
  const { memory, shared } = await cache.explain(item.scope, item.key, item);
  if (['fresh', 'stale', 'grace'].includes(shared?.state ?? '')) return true;
  // What is over by now was there for as long as it was worth something.
  return shared?.state !== 'unreachable' && memory.state === 'too-old';
}
