import type { CacheEvent } from './events.js';
import type { Asked, Explanation } from './explain.js';
import type { Freshness } from './freshness.js';
import type { LoadContext } from './load-context.js';
import type { GetManyOptions, GetOrLoadManyOptions, ManyValues } from './many.js';
import type { Place, Scope } from './scope.js';
import type { Moment, SetOptions, Stored } from './set.js';
import type { SharedOptions } from './shared-tier.js';
import type { CacheStatistics } from './statistics.js';
import type { Warming, WarmOptions } from './warming.js';

/** On whose behalf a value that is everybody's is loaded. */
export interface Asker {
  /** Who it is, in one process: those with the same one share every error. */
  readonly id: string;
  /**
   * Whether a load failed for a reason that lies with whoever asked, such as a permission that they lack, and says nothing of
   * the value. Then they are given the error and no old value; what others have stays, and who joined the load loads for themselves.
   * What it throws is told by the event `callback-error`.
   */
  readonly isMeant: (error: unknown) => boolean;
}

/**
 * The tags of a question that stands among questions for other values. Their function is written as a method, so that what it is
 * asked of may be of any type: that is only ever what its own question loads.
 */
export type TagsOfAny = readonly string[] | { of(value: unknown): readonly string[] }['of'];

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
  readonly staleForMs?: number | undefined;
  /** For so long after it stopped being fresh it is given when loading a new one fails. */
  readonly graceMs?: number | undefined;
  /** What the value depends on: invalidating any of these tags in the same scope makes it void. */
  readonly tags?: readonly string[] | ((value: T) => readonly string[]) | undefined;
  /** Ends the waiting of this caller; the load goes on as long as anybody waits for it. */
  readonly signal?: AbortSignal | undefined;
  /** What kind of value it is, for statistics and events: one of a small number of names. */
  readonly name?: string | undefined;
  /** From 0 to 1: up to which part of its freshness a value loses at random, so that not all expire together. None unless said. */
  readonly jitter?: number | undefined;
  /** When there is an old value within its grace, callers wait for the load no longer than this; it goes on behind. */
  readonly softTimeoutMs?: number | undefined;
  /** A load that takes longer is told to stop, and fails with a LoadTimeoutError, for all who wait for it. For a limit of one's own there is `signal`. Its timer keeps no process alive: a script in which nothing else runs ends before. */
  readonly hardTimeoutMs?: number | undefined;
  /** Set when nobody needs the value now, as for what is warmed unless it says otherwise: the load hears by `whenWanted` when somebody does. */
  readonly isBackground?: boolean | undefined;
  /** After a failed load old values are given without trying again for so long, doubled with each failure up to half a minute. 0 unless said: each question tries again. */
  readonly retryAfterMs?: number | undefined;
  /** For how long a failure is remembered, by its kind, and thrown again without a load; no longer than a value would be fresh. Undefined or 0: not at all. What it throws is told by the event `callback-error`. */
  readonly failureForMs?: ((error: unknown) => number | undefined) | undefined;
  /** On whose behalf the origin is asked, where that can make a load fail whose value is everybody's. */
  readonly asker?: Asker | undefined;
  /**
   * For an origin that shows writes late: what is loaded so soon after an invalidation of its tags is fresh for less, and is
   * not given to other processes; the shared store remembers invalidations of the last five minutes for it.
   */
  readonly settle?: { readonly forMs: number; readonly freshForMs: number } | undefined;
  /** Whether other processes may have the value: `memory` keeps it in this one. `both` unless said. */
  readonly tiers?: 'both' | 'memory' | undefined;
  /**
   * Called when somebody waits and the shared store is asked before the origin is: begins meanwhile what a load will need.
   * `asked` is settled when the store has answered, or is not waited for any longer. What it gives is called when they have
   * their answer, whether it took a load or not.
   */
  readonly meanwhile?: ((asked: Promise<unknown>) => (() => void) | undefined) | undefined;
  /** `everywhere`: at most one process loads at a time, as far as the shared store can see to it. `process` unless said. */
  readonly flight?: 'process' | 'everywhere' | undefined;
}

/** A value, and what can be said about it. */
export interface Answer<T> {
  readonly value: T;
  readonly state: 'fresh' | 'stale';
  /** Why an old value was given: it is refreshed behind, loading failed when it was last tried, loading takes too long. */
  readonly reason?: 'refresh' | 'error' | 'timeout';
  /** What loading failed with, where that is the reason. */
  readonly error?: unknown;
  readonly ageMs: number;
  readonly from: 'memory' | 'shared' | 'load';
}

/** What became of an invalidation. */
export interface Invalidated {
  /** How many invalidations there were in this process. */
  readonly sequence: number;
  /** Whether other processes are told: `later` when the shared store can't be asked now, `none` when there is none. */
  readonly shared: 'told' | 'later' | 'none';
}

/** What was removed for a user who was forgotten. */
export interface Forgotten {
  /** How many values were in memory, and in the shared store. */
  readonly entries: number;
  readonly sharedEntries: number;
  /** False when the shared store can't be asked now; it is told as soon as it can be, if this process still runs. */
  readonly isComplete: boolean;
}

/** A cache of values that are loaded when they are asked for. Values are shared by reference: never change one. */
export interface Cache {
  /**
   * Gives the value from a tier or loads it, once for all who ask at the same time. Rejects with what the load threw, with the
   * reason of the `signal`, and with an `InvalidOptionError` for options that can't be.
   */
  getOrLoad<T>(options: GetOrLoadOptions<T>): Promise<T>;
  /** The same, with what can be said about the value. */
  answer<T>(options: GetOrLoadOptions<T>): Promise<Answer<T>>;
  /**
   * Looks for many values at once, in memory and with one trip to the shared store for all that memory lacks. Gives those that
   * are fresh, in the order of the keys, and undefined for the others. Never loads.
   */
  getMany<T>(options: GetManyOptions): Promise<ManyValues<T>>;
  /**
   * The same, and loads what is nowhere, all of it at once. Each value is shared, kept, refreshed and counted as by
   * {@link getOrLoad}. Where some can't be loaded, and have no old value that may stand in for them, it rejects with a
   * `LoadManyError` as soon as nothing is being loaded any more: that says which and why, and has the values of all others.
   */
  getOrLoadMany<T>(options: GetOrLoadManyOptions<T>): Promise<ManyValues<T>>;
  /**
   * Loads the value whatever is there, and makes that void for all who share it: nothing from before is given or comes back.
   * When loading fails it rejects with what the load threw, and gives no old value. Takes no turns with other processes.
   */
  reload<T>(options: GetOrLoadOptions<T>): Promise<Answer<T>>;
  /** Looks into memory: a value that is fresh by the rule of whoever had it stored, or undefined. Never loads or waits. */
  peek<T>(place: Place): T | undefined;
  /**
   * Keeps a value that the caller has, as if it had just been loaded: in memory before it returns, in the shared store
   * before the promise resolves. It makes nothing void, here or elsewhere; after a change, invalidate first. Rejects only
   * for options that can't be, and when the cache is closed.
   */
  set<T>(options: SetOptions<T>): Promise<Stored>;
  /** The point in the sequence of invalidations that is now: take it before a value is read that is to be {@link set} later. */
  moment(): Moment;
  /**
   * Makes every value with one of these tags in this scope void, also those being loaded: in this process before it
   * returns, in all others when they hear of it, which they are told before the promise resolves unless that says `later`.
   * More than 5000 tags at once make everything void for others. Rejects only for tags that can't be.
   */
  invalidateTags(scope: Scope, tags: readonly string[]): Promise<Invalidated>;
  /** The same for one value. */
  invalidateKey(scope: Scope, key: string): Promise<Invalidated>;
  /** Removes everything of a user from all tiers, and looks again whether it is gone. */
  forget(user: string): Promise<Forgotten>;
  /** Makes everything void, in all processes. */
  clear(): Promise<void>;
  /** Loads what will be asked for, in the background. */
  warm(options: WarmOptions): Warming;
  /** Resolves when all that other processes invalidated before is heard here; false when that can't be said now. */
  catchUp(): Promise<boolean>;
  statistics(): CacheStatistics;
  /** Says why a key is fresh, old or absent, in both tiers; by this rule, or by the one that it was stored with. */
  explain(scope: Scope, key: string, rule?: Asked): Promise<Explanation>;
  /** How many entries the shared store has, void ones too, of a scope or of all; undefined when there is none or it can't be asked now. */
  countShared(scope?: Scope): Promise<number | undefined>;
  /** Hears what happens; returns the way to stop listening. */
  on(listener: (event: CacheEvent) => void): () => void;
  /** Resolves when all that is loaded or written behind is done. */
  idle(): Promise<void>;
  /**
   * Stops all loads and empties the memory. Whoever asks for a value or sets one afterwards is told so by a `CacheClosedError`.
   * What is invalidated, forgotten or cleared is still told to the shared store: a write that ends late must not leave others
   * with what was before. The store stays the caller's to close.
   */
  close(): void;
}

/** The settings of {@link createCache}. */
export interface CacheOptions {
  /** How many values are kept in memory; those that are used least leave first. 5000 unless said. */
  readonly maxEntries?: number | undefined;
  /** How much memory they may hold, by an estimate. 64 MiB unless said. */
  readonly maxBytes?: number | undefined;
  /** No value is ever given that is this old, whatever its reader allows. One day unless said. */
  readonly maxAgeMs?: number | undefined;
  /** A tier that other processes share. */
  readonly shared?: SharedOptions | undefined;
  /** Milliseconds that never run backwards. */
  readonly now?: (() => number) | undefined;
  /** From 0 to below 1, for jitter. */
  readonly random?: (() => number) | undefined;
}
