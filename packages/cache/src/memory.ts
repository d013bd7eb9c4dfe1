import type { Entry } from './entry.js';
import type { Scope } from './scope.js';
import { entryOverheadBytes, sizeOf } from './size-of.js';

/** The entries in memory, bounded in number and in bytes. */
export interface Memory {
  readonly size: number;
  /** An estimate of what they hold. */
  readonly bytes: number;
  /** Whoever gives an answer from the entry says so by its `isUsed`. */
  find(scope: Scope, key: string): Entry | undefined;
  /** Keeps the entry unless it alone is larger than everything may be together; says whether it is kept. */
  set(entry: Entry): boolean;
  delete(scope: Scope, key: string): void;
  clear(): void;
  /** Deletes everything of a user, in time proportional to that, and returns how many entries that were. */
  deleteUser(user: string): number;
  /** Deletes what matches, in time proportional to all entries. */
  deleteWhere(matches: (entry: Entry) => boolean): void;
}

/** How much the memory may hold. */
export interface MemoryLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/**
 * Decides by SIEVE what has to leave: entries stand in a queue as they came, a hit does no more than mark the entry, and
 * when room is needed a hand moves from the oldest to the newest, takes the marks off, and takes out the first entry that
 * has none. There is one map for each scope, so that no key needs a prefix, which would have to be joined and hashed at
 * every hit, and so that all of a user is found at once. How old an entry may be is for others to judge.
 */
export function memory({ maxEntries, maxBytes }: MemoryLimits, evicted: (entry: Entry) => void): Memory {
  const everybody = new Map<string, Entry>();
  const users = new Map<string, Map<string, Entry>>();
  let [size, bytes] = [0, 0];
  let oldest: Entry | undefined;
  let newest: Entry | undefined;
  let hand: Entry | undefined;

  const find = (scope: Scope, key: string): Entry | undefined =>
    scope.kind === 'public' ? everybody.get(key) : users.get(scope.user)?.get(key);

  function roomOf({ scope }: Entry): Map<string, Entry> {
    if (scope.kind === 'public') return everybody;
    const known = users.get(scope.user);
    if (known !== undefined) return known;
    const room = new Map<string, Entry>();
    users.set(scope.user, room);
    return room;
  }

  function enqueue(entry: Entry): void {
    entry.older = newest;
    if (newest === undefined) oldest = entry;
    else newest.newer = entry;
    newest = entry;
    size += 1;
    bytes += entry.bytes;
  }

  function remove(entry: Entry): void {
    const { scope, key, older, newer } = entry;
    const room = roomOf(entry);
    room.delete(key);
    if (scope.kind === 'user' && room.size === 0) users.delete(scope.user);
    if (hand === entry) hand = newer;
    if (older === undefined) oldest = newer;
    else older.newer = newer;
    if (newer === undefined) newest = older;
    else newer.older = older;
    // What somebody still holds must not hold its neighbours.
    entry.older = undefined;
    entry.newer = undefined;
    size -= 1;
    bytes -= entry.bytes;
  }

  function evict(): void {
    let victim = hand ?? oldest;
    while (victim?.isUsed === true) {
      victim.isUsed = false;
      victim = victim.newer ?? oldest;
    }
    if (victim === undefined) return;
    hand = victim.newer;
    remove(victim);
    evicted(victim);
  }

  return {
    get size() {
      return size;
    },
    get bytes() {
      return bytes;
    },
    find,
    set(entry) {
      const { scope, key, value, failure, tags } = entry;
      entry.bytes = entryOverheadBytes + key.length + sizeOf(failure ?? value) + tags.length * 8;
      const before = find(scope, key);
      if (before !== undefined) {
        remove(before);
        // It was asked for again, if only to find that it has to be loaded anew.
        entry.isUsed = true;
      }
      if (entry.bytes > maxBytes || maxEntries < 1) return false;
      while (size >= maxEntries || bytes + entry.bytes > maxBytes) evict();
      roomOf(entry).set(key, entry);
      enqueue(entry);
      return true;
    },
    delete(scope, key) {
      const entry = find(scope, key);
      if (entry !== undefined) remove(entry);
    },
    clear() {
      everybody.clear();
      users.clear();
      [size, bytes] = [0, 0];
      oldest = undefined;
      newest = undefined;
      hand = undefined;
    },
    deleteUser(user) {
      const theirs = [...(users.get(user)?.values() ?? [])];
      for (const entry of theirs) remove(entry);
      return theirs.length;
    },
    deleteWhere(matches) {
      for (let entry = oldest; entry !== undefined; ) {
        const { newer }: Entry = entry;
        if (matches(entry)) remove(entry);
        entry = newer;
      }
    },
  };
}
