import { nextTick } from 'node:process';
import { InvalidOptionError } from './errors.js';
import { boundOf } from './http-headers.js';
import type { LoadContext } from './load-context.js';

/** What a load of many values is told, and what it may say: of all of them together. */
export interface LoadManyContext extends Pick<LoadContext, 'limit' | 'doNotStore' | 'heed' | 'seed'> {
  /** Aborted when nobody waits for any of the values any more, or it takes too long. */
  readonly signal: AbortSignal;
  /** Says that one of the keys can't be loaded, and why; the others are not touched by that. */
  fail(key: string, error: unknown): void;
}

/** Loads many values; what the map leaves out, the origin does not have. */
export type LoadMany<T> = (keys: readonly string[], context: LoadManyContext) => Promise<ReadonlyMap<string, T>>;

/** Stands for a value that a load of many left out. It never leaves the cache. */
export const nothing: unique symbol = Symbol('nothing');

interface Part<T> {
  readonly key: string;
  readonly context: LoadContext;
  resolve(value: T | typeof nothing): void;
  reject(error: unknown): void;
}

/**
 * Makes loads of single keys that are carried out together: those that begin in one turn of the event loop by one call, or by
 * as few calls as `maxBatchSize` allows. To the cache each is a load of its own, which can be shared, aborted, counted and kept.
 */
export function batching<T>(
  load: LoadMany<T>,
  maxBatchSize: number = Number.POSITIVE_INFINITY,
): (key: string) => (context: LoadContext) => Promise<T | typeof nothing> {
  let gathered: Part<T>[] = [];

  function dispatch(): void {
    const parts = gathered;
    gathered = [];
    const most = Math.floor(maxBatchSize);
    for (let first = 0; first < parts.length; first += most) void carryOut(load, parts.slice(first, first + most));
  }

  return (key) => (context) =>
    new Promise((resolve, reject) => {
      gathered.push({ key, context, resolve, reject });
      if (gathered.length === 1) nextTick(dispatch);
    });
}

async function carryOut<T>(load: LoadMany<T>, parts: readonly Part<T>[]): Promise<void> {
  try {
    const keys = parts.map(({ key }) => key);
    const values = await load(keys, contextOf(parts));
    if (!(values instanceof Map)) throw new TypeError('A load of many has to give a Map of the values by their keys.');
    for (const { key, context, resolve } of parts) {
      const value = values.has(key) ? (values.get(key) as T) : nothing;
      if (value === nothing) context.doNotStore();
      resolve(value);
    }
  } catch (error) {
    for (const { reject } of parts) reject(error);
  }
}

/** What is said of all is said of each, but for their parts, which are kept once. */
function contextOf<T>(parts: readonly Part<T>[]): LoadManyContext {
  const contexts = parts.map(({ context }) => context);
  const doNotStore = (): void => {
    for (const context of contexts) context.doNotStore();
  };
  const limit: LoadContext['limit'] = (bound) => {
    for (const context of contexts) context.limit(bound);
  };
  return {
    signal: whenAll(contexts.map(({ signal }) => signal)),
    limit,
    doNotStore,
    // The validator of the whole answer says nothing about a single value.
    heed(headers) {
      const bound = boundOf(headers);
      if (bound === 'no-store') doNotStore();
      else if (bound !== undefined) limit(bound);
    },
    seed: (seeds) => contexts[0]?.seed(seeds),
    fail(key, error) {
      const part = parts.find((each) => each.key === key);
      if (part === undefined) throw new InvalidOptionError('fail.key', 'one of the keys that this load was given', key);
      part.reject(error);
    },
  };
}

/** A signal that is aborted when all of these are. */
function whenAll(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  let left = signals.length;
  for (const signal of signals) {
    const onAbort = (): void => {
      left -= 1;
      if (left === 0) controller.abort(signal.reason);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  }
  return controller.signal;
}
