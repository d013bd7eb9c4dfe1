import type { Entry } from './entry.js';
import { placeOf, type Scope } from './scope.js';
import { entryOverheadBytes, sizeOf, sizeOfNames } from './size-of.js';
import { slots as makeSlots } from './slots.js';

/** The entries in memory, bounded in number and in bytes. */
export interface Memory {
  readonly size: number;
  /** An estimate of what they hold. */
  readonly bytes: number;
  /** How often anything was put into it. */
  readonly puts: number;
  /** Whoever gives an answer from the entry says so by its `use`. */
  find(scope: Scope, key: string): Entry | undefined;
  /**
   * Keeps the entry unless it alone is larger than everything may be together, or can't be measured; says whether it is kept. Its bytes are
   * estimated unless they are known.
   */
  set(entry: Entry, heldBytes?: number): boolean;
  delete(scope: Scope, key: string): void;
  /** Makes the entry of this name void, if the name is one of an entry: its scope and key. */
  voidNamed(id: string): void;
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

/** What the memory asks about entries, and tells of them. */
export interface MemoryParts {
  /** Whether it may leave before others, whatever its uses were. */
  readonly isWorthless: (entry: Entry) => boolean;
  /** Whether it is void since it was invalidated. */
  readonly isInvalidated: (entry: Entry) => boolean;
  readonly evicted: (entry: Entry) => void;
}

/** The keys of one scope, and in which slots their entries are. */
type Room = Map<string, number>;

/**
 * Decides what has to leave as a clock does that counts: entries stand in a queue as they came, a hit does no more than
 * count, and when room is needed the oldest leaves unless it was used; then it goes to the end of the queue for one of its
 * uses. What is `worthless` leaves whatever its uses were. There is one map for each scope, so that no key needs a prefix,
 * which would have to be joined and hashed at every hit, and so that all of a user is found at once.
 */
export function memory(
  { maxEntries, maxBytes }: MemoryLimits,
  { isWorthless, isInvalidated, evicted }: MemoryParts,
): Memory {
  const everybody: Room = new Map();
  const users = new Map<string, Room>();
  const slots = makeSlots<Entry>();
  let [size, bytes, puts] = [0, 0, 0];
  let oldest: Entry | undefined;
  let newest: Entry | undefined;

  function find(scope: Scope, key: string): Entry | undefined {
    const slot = scope.kind === 'public' ? everybody.get(key) : users.get(scope.user)?.get(key);
    return slot === undefined ? undefined : slots.all[slot];
  }

  function roomOf({ scope }: Entry): Room {
    if (scope.kind === 'public') return everybody;
    const known = users.get(scope.user);
    if (known !== undefined) return known;
    const room: Room = new Map();
    users.set(scope.user, room);
    return room;
  }

  /** One more of its name, or one less. */
  function count({ bytes: held, terms: { counter } }: Entry, by: 1 | -1): void {
    size += by;
    bytes += by * held;
    counter.entries += by;
    counter.bytes += by * held;
  }

  function enqueue(entry: Entry): void {
    entry.older = newest;
    if (newest === undefined) oldest = entry;
    else newest.newer = entry;
    newest = entry;
  }

  function dequeue(entry: Entry): void {
    const { older, newer } = entry;
    if (older === undefined) oldest = newer;
    else older.newer = newer;
    if (newer === undefined) newest = older;
    else newer.older = older;
    // What somebody still holds must not hold its neighbours.
    entry.older = undefined;
    entry.newer = undefined;
  }

  function remove(entry: Entry): void {
    const room = roomOf(entry);
    const slot = room.get(entry.key);
    if (slot !== undefined) slots.give(slot);
    room.delete(entry.key);
    if (entry.scope.kind === 'user' && room.size === 0) users.delete(entry.scope.user);
    dequeue(entry);
    count(entry, -1);
    if (isInvalidated(entry)) entry.terms.counter.invalidated += 1;
  }

  function evict(): void {
    while (oldest !== undefined && oldest.uses > 0 && !isWorthless(oldest)) {
      const spared = oldest;
      spared.uses -= 1;
      dequeue(spared);
      enqueue(spared);
    }
    if (oldest === undefined) return;
    const victim = oldest;
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
    get puts() {
      return puts;
    },
    find,
    set(entry, heldBytes) {
      const { scope, key, value, terms, names } = entry;
      entry.bytes = heldBytes ?? entryOverheadBytes + key.length + sizeOfNames(names) + sizeOf(terms.failure ?? value);
      const before = find(scope, key);
      if (before !== undefined) remove(before);
      // No number at all when the value can't be looked through.
      if (!(entry.bytes <= maxBytes) || maxEntries < 1) return false;
      while (size >= maxEntries || bytes + entry.bytes > maxBytes) evict();
      roomOf(entry).set(key, slots.take(entry));
      enqueue(entry);
      count(entry, 1);
      puts += 1;
      return true;
    },
    delete(scope, key) {
      const entry = find(scope, key);
      if (entry !== undefined) remove(entry);
    },
    voidNamed(id) {
      const place = placeOf(id);
      if (place !== undefined) find(place.scope, place.key)?.void();
    },
    clear() {
      for (let entry = oldest; entry !== undefined; entry = entry.newer) count(entry, -1);
      everybody.clear();
      users.clear();
      slots.clear();
      oldest = undefined;
      newest = undefined;
    },
    deleteUser(user) {
      const theirs = [...(users.get(user)?.values() ?? [])];
      for (const slot of theirs) {
        const entry = slots.all[slot];
        if (entry !== undefined) remove(entry);
      }
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
