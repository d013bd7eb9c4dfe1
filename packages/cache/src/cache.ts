import { type Entry, type Freshness, judge } from './entry.js';
import { type CacheEvent, emitter } from './events.js';
import { invalidations as createInvalidations } from './invalidations.js';
import { anyTagName, loads as createLoads, type LoadContext, type LoadOrder, tagName } from './loads.js';
import { memory as createMemory } from './memory.js';
import { type Scope, scopeName } from './scope.js';
import { type CacheStatistics, counting } from './statistics.js';

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

const ONE_DAY_MS = 86_400_000;

/** Makes an empty cache. */
export function createCache(options: CacheOptions = {}): Cache {
  const { maxEntries = 5_000, maxAgeMs = ONE_DAY_MS, now = () => performance.now() } = options;
  const events = emitter();
  const statistics = counting();
  const emit = (event: CacheEvent): void => {
    statistics.count(event);
    events.emit(event);
  };
  const memory = createMemory(maxEntries, ({ scope, key, name }) => emit({ type: 'evict', scope, key, name }));
  const invalidations = createInvalidations(Math.max(1_000, maxEntries));
  const loads = createLoads({ memory, invalidations, emit, now });
  let isClosed = false;
  let sweptAt = now();

  const isValid = (entry: Entry): boolean => invalidations.isUntouched(entry.tags, entry.since);

  /** Lets go of what nobody may be given any more; seldom, and without a timer that would keep the process alive. */
  function sweep(): void {
    if (now() - sweptAt < maxAgeMs / 4) return;
    sweptAt = now();
    memory.deleteWhere(({ loadedAt }) => sweptAt - loadedAt >= maxAgeMs);
  }

  async function getOrLoad<T>(question: GetOrLoadOptions<T>): Promise<T> {
    if (isClosed) throw new Error('The cache is closed');
    question.signal?.throwIfAborted();
    const { scope, key, name = 'unnamed' } = question;
    const about = { scope, key, name };
    const id = scopeName(scope) + key;
    const order = { id, ...about, load: question.load, tags: question.tags ?? [] } as LoadOrder;
    const entry = memory.get(id);
    const ageMs = entry === undefined ? Number.POSITIVE_INFINITY : now() - entry.loadedAt;
    const age = entry === undefined || !isValid(entry) ? 'dead' : judge(ageMs, question, maxAgeMs);

    if (entry !== undefined && age === 'fresh') {
      emit({ type: 'hit', ...about });
      return entry.value as T;
    }
    if (entry !== undefined && age === 'stale') {
      emit({ type: 'stale', reason: 'refresh', ageMs, ...about });
      loads.refresh(order);
      return entry.value as T;
    }
    emit({ type: 'miss', ...about });
    sweep();
    try {
      return (await loads.join(order, question.signal)) as T;
    } catch (error) {
      question.signal?.throwIfAborted();
      // Looked up again: it may have been invalidated or forgotten, or have become too old, while the load was failing.
      const spare = memory.peek(id);
      if (spare === undefined || !isValid(spare)) throw error;
      const spareAgeMs = now() - spare.loadedAt;
      if (judge(spareAgeMs, question, maxAgeMs) === 'dead') throw error;
      emit({ type: 'stale', reason: 'error', ageMs: spareAgeMs, ...about });
      return spare.value as T;
    }
  }

  function clear(): void {
    memory.clear();
    // What is being loaded began before this and will not be stored.
    invalidations.markAll();
    emit({ type: 'clear' });
  }

  return {
    getOrLoad,
    clear,
    invalidateTags(scope, tags) {
      const prefix = scopeName(scope);
      const sequence = invalidations.mark([anyTagName(prefix), ...tags.map((tag) => tagName(prefix, tag))]);
      emit({ type: 'invalidate', scope, tags, sequence });
      return sequence;
    },
    forget(user) {
      const prefix = scopeName({ kind: 'user', user });
      loads.disown(prefix);
      const entries = memory.deleteWhere(({ scope }) => scope.kind === 'user' && scope.user === user);
      // Nothing that these marks could tell is left, and they bear the name of the user.
      invalidations.erase(prefix);
      emit({ type: 'forget', user, entries });
      return entries;
    },
    statistics: () => statistics.read({ entries: memory.size, maxEntries }),
    on: events.on,
    close() {
      isClosed = true;
      loads.abortAll(new Error('The cache is closed'));
      clear();
      events.removeAll();
    },
  };
}
