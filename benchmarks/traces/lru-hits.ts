import { placeOf, type Trace } from '@tonearm/tests/traces';
import { LRUCache } from 'lru-cache';

interface Kept {
  readonly loadedAt: number;
  /** How often each of its tags had been written. */
  readonly versions: readonly number[];
}

/** How many reads of a trace a cache of one process answers that lets go of whatever was used longest ago; else it does what ours does. */
export function lruHits({ operations }: Trace, maxEntries: number): number {
  const kept = new LRUCache<string, Kept>({ max: maxEntries });
  const written = new Map<string, number>();
  let hits = 0;
  for (const operation of operations) {
    const { user, tags, atMs } = operation;
    const names = tags.map((tag) => `${user} ${tag}`);
    if (operation.kind === 'write') {
      for (const name of names) written.set(name, (written.get(name) ?? 0) + 1);
      continue;
    }
    const { freshForMs, staleForMs } = operation;
    const versions = names.map((name) => written.get(name) ?? 0);
    const found = kept.get(placeOf(operation));
    const isValid = found?.versions.every((version, index) => version === versions[index]) === true;
    const ageMs = isValid ? atMs - found.loadedAt : Number.POSITIVE_INFINITY;
    if (ageMs < freshForMs + staleForMs) hits += 1;
    // What is old is given, and loaded anew behind.
    if (ageMs >= freshForMs) kept.set(placeOf(operation), { loadedAt: atMs, versions });
  }
  return hits;
}
