import type { Freshness } from './entry.js';
import type { CacheEvent } from './events.js';
import type { LoadContext } from './loads.js';
import type { Scope } from './scope.js';
import type { CacheStatistics } from './statistics.js';

/** A question to the cache, and how to answer it when the cache can't. */
export interface GetOrLoadOptions<T> extends Freshness {
  /** Who may read the value. */
  readonly scope: Scope;
  /** What the value is, within its scope. */
  readonly key: string;
  readonly load: (context: LoadContext) => Promise<T>;
  /** For so long after the load began the value is given without asking again. */
  readonly freshForMs: number;
  /** For so long after it stopped being fresh it is still given, while a new one is loaded behind. */
  readonly staleForMs?: number;
  /** For so long after it stopped being fresh it is given when loading a new one fails. */
  readonly graceMs?: number;
  /** What the value depends on: invalidating any of these tags in the same scope makes it void. */
  readonly tags?: readonly string[] | ((value: T) => readonly string[]);
  /** Ends the waiting of this caller; the load goes on as long as anybody waits for it. */
  readonly signal?: AbortSignal;
  /** What kind of value it is, for statistics and events: one of a small number of names. */
  readonly name?: string;
}

/** A cache of values that are loaded when they are asked for. Values are shared by reference: never change one. */
export interface Cache {
  /** Gives the value from memory or loads it, once for all who ask at the same time. Rejects with what the load threw. */
  getOrLoad<T>(options: GetOrLoadOptions<T>): Promise<T>;
  /** Makes every value with one of these tags in this scope void, also those being loaded; returns the new sequence. */
  invalidateTags(scope: Scope, tags: readonly string[]): number;
  /** Removes everything of a user and returns how many values that were. */
  forget(user: string): number;
  clear(): void;
  statistics(): CacheStatistics;
  /** Hears what happens; returns the way to stop listening. */
  on(listener: (event: CacheEvent) => void): () => void;
  /** Stops all loads and empties the cache; it can't be asked afterwards. */
  close(): void;
}

/** The settings of {@link createCache}. */
export interface CacheOptions {
  /** How many values are kept; the least recently used leave first. */
  readonly maxEntries?: number;
  /** No value is ever given that is this old, whatever its reader allows. One day unless said. */
  readonly maxAgeMs?: number;
  /** Milliseconds that never run backwards. */
  readonly now?: () => number;
}
