import type { Cache, CacheOptions, GetOrLoadOptions } from './cache.js';
import { type Entry, judge } from './entry.js';
import { type CacheEvent, emitter } from './events.js';
import { invalidations as createInvalidations } from './invalidations.js';
import { loads as createLoads, type LoadOrder } from './loads.js';
import { memory as createMemory } from './memory.js';
import { scopeName } from './scope.js';
import { counting } from './statistics.js';
import { anyTagName, tagName } from './tags.js';

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
