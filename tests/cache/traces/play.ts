import { type Cache, createCache, publicScope, userScope } from '@tonearm/cache';
import { memoryStore } from '@tonearm/cache/testing';
import { placeOf } from './optimum.ts';
import type { Read, Trace, Write } from './trace.ts';

/** What came of a trace. */
export interface Played {
  readonly reads: number;
  /** Reads that did not wait for the origin. */
  readonly hits: number;
  readonly memoryHits: number;
  readonly loads: number;
  /** Reads that showed a user what was there before a write of their own. */
  readonly stale: number;
  /** Reads that showed a user what belongs to another. */
  readonly foreign: number;
  readonly errors: number;
}

interface Value {
  readonly place: string;
  /** How often each of the tags had been written. */
  readonly versions: readonly number[];
}

/** Plays a trace in time of its own, on caches that share a store, or on a single one if there is one process. */
export async function play(trace: Trace, { maxEntries = 5_000 } = {}): Promise<Played> {
  let time = 0;
  const now = (): number => time;
  const store = memoryStore(now);
  const isShared = trace.processes > 1;
  // Time is that of the trace: on a busy machine the store would be late and its line silent, and what is there would not count.
  const open = (): Cache =>
    createCache({ now, maxEntries, ...(isShared && { shared: { store, timeoutMs: 60_000, leaseMs: 60_000 } }) });
  const caches = new Map<number, Cache>();
  const cacheOf = (process: number): Cache => {
    const known = caches.get(process);
    if (known !== undefined) return known;
    if (trace.isShortLived) for (const cache of caches.values()) cache.close();
    if (trace.isShortLived) caches.clear();
    const cache = open();
    caches.set(process, cache);
    return cache;
  };
  const versions = new Map<string, number>();
  const versionOf = (user: string | undefined, tag: string): number => versions.get(`${user} ${tag}`) ?? 0;
  const result = { reads: 0, hits: 0, memoryHits: 0, loads: 0, stale: 0, foreign: 0, errors: 0 };

  async function read(cache: Cache, { user, key, tags, freshForMs, staleForMs }: Read): Promise<void> {
    result.reads += 1;
    const place = placeOf({ user, key });
    const load = async (): Promise<Value> => {
      result.loads += 1;
      return { place, versions: tags.map((tag) => versionOf(user, tag)) };
    };
    const scope = user === undefined ? publicScope : userScope(user);
    const { value, from } = await cache.answer({ scope, key, tags, freshForMs, staleForMs, load });
    if (from !== 'load') result.hits += 1;
    if (from === 'memory') result.memoryHits += 1;
    if (value.place !== place) result.foreign += 1;
    // All writes are the user's own: nobody else writes what is theirs.
    if (tags.some((tag, index) => (value.versions[index] ?? -1) < versionOf(user, tag))) result.stale += 1;
  }

  async function write(cache: Cache, { user, tags }: Write): Promise<void> {
    for (const tag of tags) versions.set(`${user} ${tag}`, versionOf(user, tag) + 1);
    await cache.invalidateTags(userScope(user), tags);
    for (const each of caches.values()) await each.catchUp();
  }

  for (const operation of trace.operations) {
    time = operation.atMs;
    const cache = cacheOf(operation.process);
    try {
      await (operation.kind === 'read' ? read(cache, operation) : write(cache, operation));
      await cache.idle();
    } catch {
      result.errors += 1;
    }
  }
  for (const cache of caches.values()) cache.close();
  return result;
}
