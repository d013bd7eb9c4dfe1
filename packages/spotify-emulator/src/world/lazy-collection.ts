import { IdTable } from './id-table.js';
import { Ids } from './ids.js';
import type { Collection } from './models.js';

/** Of what was made, at least so much is kept, and at most twice as much. */
const kept = 10_000;
/** How many askings are remembered; a power of two. */
const remembered = 2 ** 15;

/** Things that are made when somebody asks for them. */
export interface LazyFacts<T> {
  readonly seed: number;
  readonly kind: string;
  readonly size: number;
  make(index: number, id: string): T;
}

/**
 * A collection that makes its things when somebody asks. Of many, it keeps those that are asked for again: most of a large world
 * is asked for once, and a thing that is thrown away at once costs less than one that is kept for long and in vain.
 */
export function createLazyCollection<T>({ seed, kind, size, make }: LazyFacts<T>): Collection<T> {
  const ids = new Ids(seed, kind);
  const table = new IdTable(ids, size);
  let young = new Map<number, T>();
  let old = new Map<number, T>();
  let all: readonly T[] | undefined;
  /** What was asked for lately: of the places that share a slot, which one it was, counted from 1. */
  const asked = size > kept ? new Uint16Array(remembered) : undefined;
  const isAskedAgain = (index: number): boolean => {
    if (!asked) return true;
    const slot = index % remembered;
    const which = (index - slot) / remembered + 1;
    const isAgain = asked[slot] === which;
    asked[slot] = which;
    return isAgain;
  };
  const makeAt = (index: number, id = ids.at(index)): T => make(index, id);
  const keep = (index: number, thing: T): T => {
    if (young.size >= kept) [young, old] = [new Map(), young];
    young.set(index, thing);
    return thing;
  };
  /** The thing at a place that there is; whoever knows its id spares making it. */
  const thingAt = (index: number, id?: string): T => {
    const known = all?.[index] ?? young.get(index);
    if (known !== undefined) return known;
    const thing = old.get(index);
    // What is kept gets an id of its own: one that was read from a request would keep the whole request's address.
    if (thing === undefined) return isAskedAgain(index) ? keep(index, makeAt(index)) : makeAt(index, id);
    old.delete(index);
    return keep(index, thing);
  };
  return {
    size,
    get made() {
      return all?.length ?? young.size + old.size;
    },
    at: (index) => (Number.isInteger(index) && index >= 0 && index < size ? thingAt(index) : undefined),
    get: (id) => {
      const index = table.find(id);
      return index === undefined ? undefined : thingAt(index, id);
    },
    indexOf: (id) => table.find(id),
    list: () => {
      all ??= Array.from({ length: size }, (_, index) => young.get(index) ?? old.get(index) ?? makeAt(index));
      return all;
    },
  };
}
