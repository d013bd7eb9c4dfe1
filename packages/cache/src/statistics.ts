import type { CacheEvent } from './events.js';
import type { SharedStatistics } from './shared-tier.js';

/** How often what happened. */
export interface CacheCounts {
  /** Answers that were fresh in memory. */
  readonly hits: number;
  /** Answers that were fresh in the shared store and not in memory. */
  readonly sharedHits: number;
  /** Old answers given while a new one was loaded behind. */
  readonly stale: number;
  /** Old answers given because the load failed, or took too long. */
  readonly staleOnError: number;
  /** Failures that were remembered and thrown again. */
  readonly failureHits: number;
  /** Questions that memory could not answer: they waited for the shared store or for a load, their own or another's. */
  readonly misses: number;
  /** Loads begun. */
  readonly loads: number;
  /** Questions that joined a load which was already running. */
  readonly coalesced: number;
  readonly stores: number;
  /** Loaded or set values that were not stored since they were invalidated meanwhile, or said that they must not be. */
  readonly discards: number;
  /** Values that other processes can't have: their codec can't write them, or they are too large. The event `unwritable` says why. */
  readonly unwritable: number;
  readonly loadErrors: number;
  /** Loads that were stopped because nobody waited any more. */
  readonly abandoned: number;
  /** Entries that left memory to make room for others. */
  readonly evictions: number;
  /**
   * Entries of memory that an invalidation had made void, here or in another process. Counted when they are replaced or leave
   * memory: an invalidation takes no look at what it makes void, so that it takes no time.
   */
  readonly invalidated: number;
}

/** What happened to the values of one name, and what of them is in memory. */
export interface NamedCounts extends CacheCounts {
  readonly entries: number;
  /** An estimate of the memory that they hold. */
  readonly bytes: number;
}

/** The state of the cache and what happened in it since it was made. */
export interface CacheStatistics extends CacheCounts {
  readonly entries: number;
  readonly maxEntries: number;
  /** An estimate of the memory that the entries hold. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Invalidations in this process, and those heard of others. */
  readonly invalidations: number;
  readonly heard: number;
  /** How often memory became void since changes of others may have been missed. */
  readonly distrusts: number;
  /** The part of all questions that needed no load, from 0 to 1; 0 before the first question. */
  readonly hitRatio: number;
  readonly shared?: SharedStatistics;
  readonly byName: Readonly<Record<string, NamedCounts>>;
}

/** Counts of one name, as they are kept. */
export type Counter = { -readonly [Count in keyof NamedCounts]: number };

/** What is not counted but looked up. */
export type Measured = Pick<CacheStatistics, 'entries' | 'maxEntries' | 'bytes' | 'maxBytes' | 'shared'>;

/** Adds up events. */
export interface Counting {
  /** The counts of a name, to be raised without an event. */
  counterOf(name: string): Counter;
  count(event: CacheEvent): void;
  read(measured: Measured): CacheStatistics;
}

const countOf = {
  hit: 'hits',
  'shared-hit': 'sharedHits',
  'failure-hit': 'failureHits',
  miss: 'misses',
  load: 'loads',
  coalesced: 'coalesced',
  store: 'stores',
  discard: 'discards',
  'load-error': 'loadErrors',
  abandon: 'abandoned',
  evict: 'evictions',
  unwritable: 'unwritable',
} as const satisfies Partial<Record<CacheEvent['type'], keyof CacheCounts>>;

/** Names beyond this many are counted together: a name made of a key must not fill the memory. */
const mostNames = 500;

/** Counts from zero. */
export function counting(): Counting {
  const names = new Map<string, Counter>();
  /** Old answers for which nobody waited for a load: from memory alone, and from the shared store after memory had missed them. */
  const unwaited = { memory: 0, shared: 0 };
  const others = {
    ...{ invalidate: 0, heard: 0, distrust: 0, forget: 0, clear: 0 },
    ...{ 'shared-error': 0, 'shared-restored': 0 },
  };

  function counterOf(name: string): Counter {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size >= mostNames && name !== 'other') return counterOf('other');
    const counter = { ...zero(), entries: 0, bytes: 0 };
    names.set(name, counter);
    return counter;
  }

  return {
    counterOf,
    count(event) {
      if (!('name' in event)) others[event.type] += 1;
      else if (event.type === 'stale') {
        counterOf(event.name)[event.reason === 'refresh' ? 'stale' : 'staleOnError'] += 1;
        if (!event.hasWaited) unwaited[event.from] += 1;
      } else if (event.type !== 'callback-error') counterOf(event.name)[countOf[event.type]] += 1;
    },
    read(measured) {
      const total = zero();
      for (const counter of names.values()) {
        for (const count of Object.keys(total) as (keyof CacheCounts)[]) total[count] += counter[count];
      }
      const fromMemory = total.hits + unwaited.memory + total.failureHits;
      const asked = fromMemory + total.misses;
      const byName = Object.fromEntries([...names].map(([name, counter]) => [name, { ...counter }]));
      return {
        ...measured,
        ...total,
        invalidations: others.invalidate,
        heard: others.heard,
        distrusts: others.distrust,
        hitRatio: asked === 0 ? 0 : (fromMemory + total.sharedHits + unwaited.shared) / asked,
        byName,
      };
    },
  };
}

function zero(): { -readonly [Count in keyof CacheCounts]: number } {
  return {
    ...{ hits: 0, sharedHits: 0, stale: 0, staleOnError: 0, failureHits: 0, misses: 0, loads: 0, coalesced: 0 },
    ...{ stores: 0, discards: 0, unwritable: 0, loadErrors: 0, abandoned: 0, evictions: 0, invalidated: 0 },
  };
}
