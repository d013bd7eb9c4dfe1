import type { Read, Trace, Write } from './trace.ts';

interface Loaded {
  readonly at: number;
  readonly order: number;
}

/** Where an entry is kept. */
export function placeOf({ user, key }: Pick<Read, 'user' | 'key'>): string {
  return user === undefined ? `public ${key}` : `user ${user} ${key}`;
}

/** What any cache could do at best. */
export interface Optimum {
  /** Reads that need not wait for the origin. */
  readonly hits: number;
  /** Questions to the origin, those behind an old answer too. */
  readonly loads: number;
}

/**
 * How many reads any cache could answer without waiting for the origin, if everything fitted in and nothing were lost: it
 * loads what is asked for, keeps it as long as its rule allows, and lets go of what a write touches.
 */
export function optimum({ operations }: Pick<Trace, 'operations'>): Optimum {
  const loaded = new Map<string, Loaded>();
  const written = new Map<string, number>();
  let [hits, loads] = [0, 0];
  for (const [order, operation] of operations.entries()) {
    if (operation.kind === 'write') {
      for (const tag of operation.tags) written.set(`${operation.user} ${tag}`, order);
      continue;
    }
    const { atMs, user, tags, freshForMs, staleForMs } = operation;
    const entry = loaded.get(placeOf(operation));
    const isCurrent = entry !== undefined && tags.every((tag) => (written.get(`${user} ${tag}`) ?? -1) < entry.order);
    const ageMs = entry !== undefined && isCurrent ? atMs - entry.at : Number.POSITIVE_INFINITY;
    if (ageMs < freshForMs + staleForMs) hits += 1;
    if (ageMs < freshForMs) continue;
    // What is stale is refreshed behind, what is not there is loaded.
    loads += 1;
    loaded.set(placeOf(operation), { at: atMs, order });
  }
  return { hits, loads };
}

/**
 * The hits with room for so many entries, by Belady: what has to leave is what will be used again last, or never; what
 * will be void or too old by then counts as never. One process, which all operations go to.
 */
export function beladyHits({ operations }: Trace, capacity: number): number {
  const uses = usesOf(operations);
  const kept = new Map<string, Loaded & { nextUse: number }>();
  let hits = 0;
  for (const [order, operation] of operations.entries()) {
    if (operation.kind === 'write') continue;
    const place = placeOf(operation);
    const entry = kept.get(place);
    const isHit = entry !== undefined && entry.nextUse === order;
    if (isHit) hits += 1;
    const isFresh = isHit && operation.atMs - entry.at < operation.freshForMs;
    const now = isFresh ? entry : { at: operation.atMs, order };
    const nextUse = uses.next(order, operation, now.at);
    kept.delete(place);
    if (nextUse === Number.POSITIVE_INFINITY) continue;
    kept.set(place, { ...now, nextUse });
    if (kept.size <= capacity) continue;
    let [last, lastUse] = ['', -1];
    for (const [each, { nextUse: use }] of kept) if (use > lastUse) [last, lastUse] = [each, use];
    kept.delete(last);
  }
  return hits;
}

/** When a place is read next, if what is there now is still good for it then. */
function usesOf(operations: readonly (Read | Write)[]) {
  const reads = new Map<string, number[]>();
  const writes = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, name: string, order: number): void => {
    const list = map.get(name);
    if (list === undefined) map.set(name, [order]);
    else list.push(order);
  };
  for (const [order, operation] of operations.entries()) {
    if (operation.kind === 'read') add(reads, placeOf(operation), order);
    else for (const tag of operation.tags) add(writes, `${operation.user} ${tag}`, order);
  }
  const after = (list: readonly number[] | undefined, order: number): number =>
    list?.find((each) => each > order) ?? Number.POSITIVE_INFINITY;
  return {
    next(order: number, { tags, user, freshForMs, staleForMs, ...read }: Read, loadedAt: number): number {
      const use = after(reads.get(placeOf({ user, key: read.key })), order);
      const at = operations[use]?.atMs ?? Number.POSITIVE_INFINITY;
      const isVoid = tags.some((tag) => after(writes.get(`${user} ${tag}`), order) < use);
      return isVoid || at - loadedAt >= freshForMs + staleForMs ? Number.POSITIVE_INFINITY : use;
    },
  };
}
