import { LRUCache } from 'lru-cache';
import type { Entry } from './entry.js';

/** The entries in memory, bounded in number and in age. */
export interface Memory {
  readonly size: number;
  get(id: string): Entry | undefined;
  /** Looks without making the entry recently used. */
  peek(id: string): Entry | undefined;
  set(id: string, entry: Entry): void;
  delete(id: string): void;
  clear(): void;
  /** Deletes what matches, in time proportional to all entries, and returns how many that were. */
  deleteWhere(matches: (entry: Entry) => boolean): number;
}

/**
 * Memory on lru-cache, which decides what has to leave when there are too many. Its own times to live are not used:
 * how old an entry may be depends on who reads it, and the cache judges that by its own clock.
 */
export function memory(maxEntries: number, evicted: (entry: Entry) => void): Memory {
  const entries = new LRUCache<string, Entry>({
    max: maxEntries,
    dispose: (entry, _id, reason) => {
      if (reason === 'evict') evicted(entry);
    },
  });
  return {
    get size() {
      return entries.size;
    },
    get: (id) => entries.get(id),
    peek: (id) => entries.peek(id),
    set: (id, entry) => void entries.set(id, entry),
    delete: (id) => void entries.delete(id),
    clear: () => entries.clear(),
    deleteWhere(matches) {
      const ids = [...entries.entries()].flatMap(([id, entry]) => (matches(entry) ? [id] : []));
      for (const id of ids) entries.delete(id);
      return ids.length;
    },
  };
}
