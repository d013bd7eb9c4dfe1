import type { CacheEvent } from './events.js';

/** How often what happened. */
export interface CacheCounts {
  /** Answers that were fresh. */
  readonly hits: number;
  /** Old answers given while a new one was loaded behind. */
  readonly stale: number;
  /** Old answers given because the load failed. */
  readonly staleOnError: number;
  /** Questions that had to wait for a load, their own or another's. */
  readonly misses: number;
  /** Loads begun. */
  readonly loads: number;
  /** Questions that joined a load which was already running. */
  readonly coalesced: number;
  readonly stores: number;
  /** Loaded values that were not stored since they were invalidated meanwhile. */
  readonly discards: number;
  readonly loadErrors: number;
  /** Loads that were stopped because nobody waited any more. */
  readonly abandoned: number;
  /** Entries that left to make room for others. */
  readonly evictions: number;
}

/** The state of the cache and what happened in it since it was made. */
export interface CacheStatistics extends CacheCounts {
  readonly entries: number;
  readonly maxEntries: number;
  readonly invalidations: number;
  /** Fresh and stale answers among all questions, from 0 to 1; 0 before the first question. */
  readonly hitRatio: number;
  readonly byName: Readonly<Record<string, CacheCounts>>;
}

type Counter = { -readonly [Count in keyof CacheCounts]: number };

/** Adds up events. */
export interface Counting {
  count(event: CacheEvent): void;
  read(size: { readonly entries: number; readonly maxEntries: number }): CacheStatistics;
}

const countOf = {
  hit: 'hits',
  miss: 'misses',
  load: 'loads',
  coalesced: 'coalesced',
  store: 'stores',
  discard: 'discards',
  'load-error': 'loadErrors',
  abandon: 'abandoned',
  evict: 'evictions',
} as const satisfies Partial<Record<CacheEvent['type'], keyof CacheCounts>>;

/** Counts from zero. */
export function counting(): Counting {
  const names = new Map<string, Counter>();
  let invalidations = 0;

  function counterOf(name: string): Counter {
    const counter = names.get(name) ?? zero();
    names.set(name, counter);
    return counter;
  }

  return {
    count(event) {
      if (event.type === 'invalidate') invalidations += 1;
      else if (event.type === 'stale') counterOf(event.name)[event.reason === 'error' ? 'staleOnError' : 'stale'] += 1;
      else if (event.type !== 'forget' && event.type !== 'clear') counterOf(event.name)[countOf[event.type]] += 1;
    },
    read(size) {
      const total = zero();
      for (const counter of names.values()) {
        for (const count of Object.keys(total) as (keyof CacheCounts)[]) total[count] += counter[count];
      }
      const answered = total.hits + total.stale;
      const asked = answered + total.misses;
      const byName = Object.fromEntries([...names].map(([name, counter]) => [name, { ...counter }]));
      return { ...size, ...total, invalidations, hitRatio: asked === 0 ? 0 : answered / asked, byName };
    },
  };
}

function zero(): Counter {
  return {
    ...{ hits: 0, stale: 0, staleOnError: 0, misses: 0, loads: 0, coalesced: 0 },
    ...{ stores: 0, discards: 0, loadErrors: 0, abandoned: 0, evictions: 0 },
  };
}
