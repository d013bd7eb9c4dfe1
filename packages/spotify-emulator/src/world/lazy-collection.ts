import { IdTable } from './id-table.js';
import type { Collection } from './models.js';

/** Of what was made, at least so much is kept, and at most twice as much. */
const kept = 10_000;

/** Things that are made when somebody asks for them, and kept as long as there are not too many. */
export interface LazyFacts<T> {
  readonly seed: number;
  readonly kind: string;
  readonly size: number;
  make(index: number): T;
}

/** A collection that makes its things when somebody asks. */
export function createLazyCollection<T>({ seed, kind, size, make }: LazyFacts<T>): Collection<T> {
  const table = new IdTable(seed, kind, size);
  let young = new Map<number, T>();
  let old = new Map<number, T>();
  let all: readonly T[] | undefined;
  const at = (index: number): T | undefined => {
    if (!(Number.isInteger(index) && index >= 0 && index < size)) return undefined;
    const known = all?.[index] ?? young.get(index);
    if (known !== undefined) return known;
    const thing = old.get(index) ?? make(index);
    old.delete(index);
    // A large world is never whole in memory: what nobody asked for in a long time is made again.
    if (young.size >= kept) [young, old] = [new Map(), young];
    young.set(index, thing);
    return thing;
  };
  return {
    size,
    get made() {
      return all?.length ?? young.size + old.size;
    },
    at,
    get: (id) => {
      const index = table.find(id);
      return index === undefined ? undefined : at(index);
    },
    indexOf: (id) => table.find(id),
    list: () => {
      all ??= Array.from({ length: size }, (_, index) => young.get(index) ?? old.get(index) ?? make(index));
      return all;
    },
  };
}
