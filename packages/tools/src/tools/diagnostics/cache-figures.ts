import { z } from 'zod';
import type { CacheFigures, Counts } from '../../diagnosis.js';
import { given } from '../../inputs.js';

const counts = z.record(z.string(), z.int());

/** What happened in the cache, as a tool says it; what never happened is left out. */
export const cacheOutput: z.ZodType<CacheOutput> = z.object({
  max_entries: z.int(),
  max_bytes: z.int(),
  invalidations: z.int(),
  heard: z.int(),
  distrusts: z.int(),
  total: counts,
  by_name: z.record(z.string(), counts),
  redis: counts.optional(),
});

/** The shape of {@link cacheOutput}. */
export interface CacheOutput {
  readonly max_entries: number;
  readonly max_bytes: number;
  readonly invalidations: number;
  readonly heard: number;
  readonly distrusts: number;
  readonly total: Counts;
  readonly by_name: Readonly<Record<string, Counts>>;
  readonly redis?: Counts | undefined;
}

/** The figures in the words of tools. */
export function cacheFigures({ maxEntries, maxBytes, byName, redis, total, ...rest }: CacheFigures): CacheOutput {
  return {
    ...{ max_entries: maxEntries, max_bytes: maxBytes, ...rest, total: inWords(total) },
    by_name: Object.fromEntries(Object.entries(byName).map(([name, each]) => [name, inWords(each)])),
    ...given({ redis: redis && inWords(redis) }),
  };
}

/** The figures as lines, the endpoints that were asked for most first. */
export function cacheLines({ total, by_name, redis, invalidations, heard, distrusts }: CacheOutput): readonly string[] {
  const asked = ({ hits = 0, stale = 0, misses = 0 }: Counts): number => hits + stale + misses;
  const rows = Object.entries(by_name).toSorted(([, one], [, other]) => asked(other) - asked(one));
  return [
    `cache in all: ${counted(total)}`,
    `invalidations: ${invalidations} here, ${heard} heard of other processes, ${distrusts} times everything was doubted`,
    ...(redis === undefined ? [] : [`cache in Redis: ${counted(redis)}`]),
    ...rows.map(([name, each]) => `${name}: ${counted(each)}`),
  ];
}

function inWords(each: Counts): Counts {
  const happened = Object.entries(each).filter(([, count]) => count > 0);
  return Object.fromEntries(
    happened.map(([name, count]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), count]),
  );
}

function counted(each: Counts): string {
  const words = Object.entries(each).map(([name, count]) => `${name.replaceAll('_', ' ')} ${count}`);
  return words.length === 0 ? 'nothing yet' : words.join(', ');
}
