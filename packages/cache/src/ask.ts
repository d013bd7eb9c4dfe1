import { nothing } from './batch.js';
import type { Answer, GetOrLoadOptions } from './cache.js';
import type { Coherence } from './coherence.js';
import type { Entry } from './entry.js';
import type { Emitter } from './events.js';
import { type Age, type Freshness, judge } from './freshness.js';
import type { Invalidations } from './invalidations.js';
import { type LoadOrder, namesOf } from './keep.js';
import { type Loaded, longestRetryMs } from './load-run.js';
import type { Known, Loads, Waiting } from './loads.js';
import type { Memory } from './memory.js';
import { type Place, type Scope, scopeName } from './scope.js';

/** What answering works with. */
export interface AskParts {
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly loads: Loads;
  readonly coherence: Coherence | undefined;
  readonly events: Pick<Emitter, 'isHeard' | 'emit'>;
  readonly emit: Emitter['emit'];
  readonly now: () => number;
  readonly maxAgeMs: number;
  readonly isolatedFreshForMs: number;
}

/** Told of a load that goes on behind an answer. */
export type GoesOn = (load: Promise<Loaded>) => void;

/** Answers questions from memory, or waits for a load. */
export interface Ask {
  /** The entry if it may be given without a second thought. */
  fresh(scope: Scope, key: string, freshForMs?: number): Entry | undefined;
  /** What the entry is good for; also whether it is valid at all. */
  judge(entry: Entry, rule: Freshness, at: number): Age;
  /** Whoever gives `goesOn` is shown the load that goes on behind the answer, if one does. */
  answer<T>(question: GetOrLoadOptions<T>, goesOn?: GoesOn): Promise<Answer<T>>;
  /** The same for an order, by somebody who may have asked the shared store already. */
  answerTo<T>(order: LoadOrder, known?: Known, goesOn?: GoesOn): Promise<Answer<T>>;
  /** The answer that was found or loaded for an order; if it is old, it is refreshed behind. */
  answerWith<T>(order: LoadOrder, loaded: Loaded): Answer<T>;
  /** Whether memory alone decides the answer, be it an old value: then nobody waits for the shared store or a load. */
  hasAnswer(place: Place, rule: Freshness): boolean;
  /** Answers with what is loaded from now on. */
  reload<T>(question: GetOrLoadOptions<T>): Promise<Answer<T>>;
}

/** Answers questions. */
export function asking(parts: AskParts): Ask {
  const { memory, invalidations, loads, coherence, events, emit, now, maxAgeMs, isolatedFreshForMs } = parts;

  function isValid(entry: Entry): boolean {
    const { sequence } = invalidations;
    if (entry.checkedAt === sequence) return true;
    if (!invalidations.isUntouched(entry.names, entry.since)) return false;
    entry.checkedAt = sequence;
    return true;
  }

  function judgeEntry(entry: Entry, rule: Freshness, at: number): Age {
    if (!isValid(entry)) return 'dead';
    const ageMs = at - entry.loadedAt;
    const age = judge(ageMs, rule, maxAgeMs, entry);
    // Nobody knows what others have changed meanwhile: the shared store must say, or the origin.
    const isDoubtful = coherence !== undefined && ageMs >= isolatedFreshForMs && !coherence.isCertain();
    return isDoubtful && age !== 'dead' ? 'grace' : age;
  }

  function fresh(scope: Scope, key: string, freshForMs?: number): Entry | undefined {
    const entry = memory.find(scope, key);
    if (entry === undefined) return undefined;
    const { terms } = entry;
    if (terms.failure !== undefined) return undefined;
    const ageMs = now() - entry.loadedAt;
    // The same as judging it, for the one question that has to be quick. What is no number is no permission.
    const isFresh =
      freshForMs === undefined || freshForMs === terms.rule.freshForMs
        ? ageMs < entry.freshForMs && ageMs < maxAgeMs
        : judge(ageMs, { freshForMs }, maxAgeMs, entry) === 'fresh';
    if (!isFresh) return undefined;
    if (entry.checkedAt !== invalidations.sequence && !isValid(entry)) return undefined;
    if (coherence !== undefined && ageMs >= isolatedFreshForMs && !coherence.isCertain()) return undefined;
    entry.use();
    terms.counter.hits += 1;
    if (events.isHeard()) events.emit({ type: 'hit', scope: entry.scope, key: entry.key, name: terms.name });
    return entry;
  }

  function old<T>(
    entry: Entry,
    why: Pick<Answer<T>, 'error'> & Required<Pick<Answer<T>, 'reason'>>,
    from: 'memory' | 'shared' = 'memory',
  ): Answer<T> {
    const { scope, key, terms } = entry;
    const { reason } = why;
    const { name } = terms;
    const ageMs = now() - entry.loadedAt;
    entry.use();
    emit({ type: 'stale', reason, from, ageMs, scope, key, name });
    return { value: entry.value as T, state: 'stale', ...why, ageMs, from: 'memory' };
  }

  /** Looked up anew: it may have been invalidated or forgotten, or have become too old, while the load was failing. */
  function spare(order: LoadOrder): Entry | undefined {
    const entry = memory.find(order.scope, order.key);
    if (entry === undefined || entry.terms.failure !== undefined) return undefined;
    return judgeEntry(entry, order, now()) === 'dead' ? undefined : entry;
  }

  function answerWith<T>(order: LoadOrder, loaded: Loaded, goesOn?: GoesOn): Answer<T> {
    const { scope, key, name } = order;
    const { loadedAt, from, state, position } = loaded;
    const [value, ageMs] = [loaded.value as T, now() - loadedAt];
    if (state === 'fresh') return { value, state, ageMs, from };
    emit({ type: 'stale', reason: 'refresh', from: 'shared', ageMs, scope, key, name });
    const refresh = loads.refresh(order, position);
    goesOn?.(refresh);
    return { value, state, reason: 'refresh', ageMs, from };
  }

  async function load<T>(order: LoadOrder, known?: Known, goesOn?: GoesOn): Promise<Answer<T>> {
    const { scope, key, name, softTimeoutMs, signal } = order;
    if (known?.isCounted !== true) emit({ type: 'miss', scope, key, name });
    const waiting = loads.join(order, signal, known);
    try {
      const loaded = await soon(waiting, softTimeoutMs, () => spare(order) !== undefined);
      const entry = loaded === undefined ? spare(order) : undefined;
      if (entry !== undefined) {
        goesOn?.(waiting.promise);
        return old(entry, { reason: 'timeout' });
      }
      const found = loaded ?? (await waiting.promise);
      const { value, from, position } = found;
      // Another one's load of many left it out, which says nothing about what one's own would say.
      if (value === nothing && order.isOneOfMany !== true)
        return await load(order, { ...known, isCounted: true }, goesOn);
      // The store was asked, and is not asked again: whoever waits has waited for it once.
      if (from === 'shared' && !waiting.isJudgedAlike) return answerTo(order, { position, isCounted: true }, goesOn);
      if (from === 'shared' && found.state === 'fresh') emit({ type: 'shared-hit', scope, key, name });
      return answerWith(order, found, goesOn);
    } catch (error) {
      signal?.throwIfAborted();
      const entry = order.failureForMs?.(error) === undefined ? spare(order) : undefined;
      if (entry === undefined) throw error;
      return old(entry, { reason: 'error', error });
    }
  }

  function orderOf<T>(question: GetOrLoadOptions<T>): LoadOrder {
    const { scope, key, name = 'unnamed', tags = [] } = question;
    const id = scopeName(scope) + key;
    const tagNames = typeof tags === 'function' ? undefined : namesOf(question, tags);
    return { ...(question as GetOrLoadOptions<unknown>), id, name, tagNames };
  }

  async function answerTo<T>(order: LoadOrder, known?: Known, goesOn?: GoesOn): Promise<Answer<T>> {
    const { scope, key, name } = order;
    // What memory had missed is there now since the shared store had it.
    const isFromShared = known?.isCounted === true;
    const entry = memory.find(scope, key);
    const at = now();
    const age = entry === undefined ? 'dead' : judgeEntry(entry, order, at);
    if (entry === undefined || age === 'dead') return load(order, known, goesOn);
    const { failure, trouble } = entry.terms;
    if (failure !== undefined) {
      if (age !== 'fresh') return load(order, known, goesOn);
      emit({ type: 'failure-hit', scope, key, name });
      throw failure.error;
    }
    if (age === 'fresh') {
      entry.use();
      emit({ type: isFromShared ? 'shared-hit' : 'hit', scope, key, name });
      return { value: entry.value as T, state: 'fresh', ageMs: at - entry.loadedAt, from: 'memory' };
    }
    // What failed a moment ago is left alone for a while.
    if (trouble !== undefined && at < trouble.retryAt) return old(entry, { reason: 'error', error: trouble.error });
    if (age === 'grace') return load(order, known, goesOn);
    const refresh = loads.refresh(order);
    goesOn?.(refresh);
    // What has failed until just now is tried again, and nobody may promise that it will be better.
    const isFailing = trouble !== undefined && at < trouble.retryAt + longestRetryMs;
    const why = isFailing ? ({ reason: 'error', error: trouble.error } as const) : ({ reason: 'refresh' } as const);
    return old(entry, why, isFromShared ? 'shared' : 'memory');
  }

  return {
    fresh,
    judge: judgeEntry,
    answer: (question, goesOn) => answerTo(orderOf(question), undefined, goesOn),
    answerTo,
    answerWith: (order, loaded) => answerWith(order, loaded),
    hasAnswer({ scope, key }, rule) {
      const entry = memory.find(scope, key);
      const at = now();
      const age = entry === undefined ? 'dead' : judgeEntry(entry, rule, at);
      if (entry === undefined || age === 'dead') return false;
      const { failure, trouble } = entry.terms;
      if (failure !== undefined) return age === 'fresh';
      return age !== 'grace' || (trouble !== undefined && at < trouble.retryAt);
    },
    async reload(question) {
      const order = orderOf(question);
      const { scope } = order;
      memory.voidNamed(order.id);
      emit({ type: 'invalidate', scope, tags: [], sequence: invalidations.mark([order.id]) });
      return load(order, { isReload: true });
    },
  };
}

/**
 * Waits for a load; undefined when it takes too long and there is something to give in its place, which may come from the
 * shared store only while it is waited for.
 */
function soon(waiting: Waiting, softTimeoutMs: number | undefined, hasSpare: () => boolean) {
  if (softTimeoutMs === undefined) return waiting.promise;
  return new Promise<Awaited<Waiting['promise']> | undefined>((resolve, reject) => {
    const timer = setTimeout(() => {
      if (!hasSpare()) return;
      waiting.keep();
      resolve(undefined);
    }, softTimeoutMs).unref();
    waiting.promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
