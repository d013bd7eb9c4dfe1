/**
 * Where things are kept that a Map finds by their number. A Map that has grown leaves its old table behind, and that points to the
 * new one: once an old table has come to the old generation of the heap, whatever any later table holds stays until a full
 * collection of garbage, and is copied until then. Tables of numbers hold nothing.
 */
export interface Slots<T> {
  /** Everything in its slot; undefined where there is nothing. */
  readonly all: readonly (T | undefined)[];
  /** Puts something into a slot that is free. */
  take(thing: T): number;
  /** Empties a slot. */
  give(slot: number): void;
  clear(): void;
}

/** Makes slots, all free. */
export function slots<T>(): Slots<T> {
  const all: (T | undefined)[] = [];
  const free: number[] = [];
  return {
    all,
    take(thing) {
      const slot = free.pop() ?? all.length;
      all[slot] = thing;
      return slot;
    },
    give(slot) {
      all[slot] = undefined;
      free.push(slot);
    },
    clear() {
      all.length = 0;
      free.length = 0;
    },
  };
}
