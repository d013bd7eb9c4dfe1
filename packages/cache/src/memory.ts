import { LRUCache } from 'lru-cache';
import type { Entry } from './entry.js';
import { entryOverheadBytes, sizeOf } from './size-of.js';

/** The entries in memory, bounded in number, in bytes and in age. */
export interface Memory {
  readonly size: number;
  /** An estimate of what they hold. */
  readonly bytes: number;
  get(id: string): Entry | undefined;
  /** Looks without making the entry recently used. */
  peek(id: string): Entry | undefined;
  /** Keeps the entry unless it alone is larger than everything may be together; says whether it is kept. */
  set(id: string, entry: Entry): boolean;
  delete(id: string): void;
  clear(): void;
  /** Deletes what matches, in time proportional to all entries, and returns how many that were. */
  deleteWhere(matches: (entry: Entry) => boolean): number;
}

/** How much the memory may hold. */
export interface MemoryLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/**
 * Memory on lru-cache, which decides what has to leave when there are too many. Its own times to live are not used:
 * how old an entry may be depends on who reads it, and the cache judges that by its own clock.
 */
export function memory({ maxEntries, maxBytes }: MemoryLimits, evicted: (entry: Entry) => void): Memory {
  const entries = new LRUCache<string, Entry>({
    max: maxEntries,
    maxSize: maxBytes,
    maxEntrySize: maxBytes,
    sizeCalculation: ({ value, tags, failure }, id) =>
      entryOverheadBytes + id.length + sizeOf(failure ?? value) + tags.length * 8,
    dispose: (entry, _id, reason) => {
      if (reason === 'evict') evicted(entry);
    },
  });
  return {
    get size() {
      return entries.size;
    },
    get bytes() {
      return entries.calculatedSize;
    },
    get: (id) => entries.get(id),
    peek: (id) => entries.peek(id),
    set(id, entry) {
      entries.set(id, entry);
      return entries.peek(id) === entry;
    },
    delete: (id) => void entries.delete(id),
    clear: () => entries.clear(),
    deleteWhere(matches) {
      const ids = [...entries.entries()].flatMap(([id, entry]) => (matches(entry) ? [id] : []));
      for (const id of ids) entries.delete(id);
      return ids.length;
    },
  };
}
