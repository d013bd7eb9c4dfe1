import { IdTable } from './id-table.js';
import type { Collection } from './models.js';

const mostKept = 60_000;

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
  let kept = new Map<number, T>();
  let all: readonly T[] | undefined;
  const at = (index: number): T | undefined => {
    if (!(Number.isInteger(index) && index >= 0 && index < size)) return undefined;
    const known = all?.[index] ?? kept.get(index);
    if (known !== undefined) return known;
    const made = make(index);
    // A large world is never whole in memory: what was made long ago is made again.
    if (kept.size >= mostKept) kept = new Map();
    kept.set(index, made);
    return made;
  };
  return {
    size,
    at,
    get: (id) => {
      const index = table.find(id);
      return index === undefined ? undefined : at(index);
    },
    indexOf: (id) => table.find(id),
    list: () => {
      all ??= Array.from({ length: size }, (_, index) => kept.get(index) ?? make(index));
      return all;
    },
  };
}
