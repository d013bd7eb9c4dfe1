import { nothing } from './batch.js';
import { blaming } from './blame.js';
import type { Answer, GetOrLoadOptions } from './cache.js';
import type { Entry } from './entry.js';
import type { CacheEvent, Emitter } from './events.js';
import type { Freshness } from './freshness.js';
import type { Invalidations } from './invalidations.js';
import type { Judging, Verdict } from './judging.js';
import { type LoadOrder, namesOf } from './keep.js';
import { type Loaded, longestRetryMs } from './load-run.js';
import type { Known, Loads, Waiting } from './loads.js';
import type { Memory } from './memory.js';
import { type Place, type Scope, scopeName } from './scope.js';
import type { Scopes } from './scopes.js';

/** What answering works with. */
export interface AskParts {
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly loads: Loads;
  readonly judging: Judging;
  readonly scopes: Scopes;
  readonly events: Pick<Emitter, 'isHeard' | 'emit'>;
  readonly emit: Emitter['emit'];
  readonly now: () => number;
}

/** An answer, and the load that goes on behind it where one does. */
export interface Given<T> extends Answer<T> {
  readonly refresh?: Promise<Loaded>;
}

/** Why an old value is given, and what goes on behind. */
type Why = Required<Pick<Given<unknown>, 'reason'>> & Pick<Given<unknown>, 'error' | 'refresh'>;

/** How whoever is given an old value came to it. */
type Way = Pick<Extract<CacheEvent, { readonly type: 'stale' }>, 'from' | 'hasWaited'>;
const fromMemory: Way = { from: 'memory', hasWaited: false };
const fromShared: Way = { from: 'shared', hasWaited: false };
const inPlaceOfALoad: Way = { from: 'memory', hasWaited: true };

/** Answers questions from memory, or waits for a load. */
export interface Ask {
  /** The entry if it may be given without a second thought. */
  fresh(scope: Scope, key: string, freshForMs?: number): Entry | undefined;
  answer<T>(question: GetOrLoadOptions<T>): Promise<Given<T>>;
  /** The same for an order, by somebody who may have asked the shared store already. */
  answerTo<T>(order: LoadOrder, known?: Known): Promise<Given<T>>;
  /** The answer that was found or loaded for an order; if it is old, it is refreshed behind. */
  answerWith<T>(order: LoadOrder, loaded: Loaded): Given<T>;
  /** Whether memory alone decides the answer, be it an old value: then nobody waits for the shared store or a load. */
  hasAnswer(place: Place, rule: Freshness): boolean;
  /** Answers with what is loaded from now on. */
  reload<T>(question: GetOrLoadOptions<T>): Promise<Given<T>>;
}

/** Answers questions. */
export function asking({ memory, invalidations, loads, judging, scopes, events, emit, now }: AskParts): Ask {
  const { isFresh, judge, verdict } = judging;
  const { isMeant, rememberMs } = blaming(emit);

  function fresh(scope: Scope, key: string, freshForMs?: number): Entry | undefined {
    const entry = memory.find(scope, key);
    if (entry === undefined || !isFresh(entry, freshForMs)) return undefined;
    const { terms } = entry;
    entry.use();
    terms.counter.hits += 1;
    if (events.isHeard()) events.emit({ type: 'hit', scope: entry.scope, key: entry.key, name: terms.name });
    return entry;
  }

  function old<T>(entry: Entry, why: Why, way: Way): Given<T> {
    const { scope, key, terms } = entry;
    const { reason } = why;
    const { name } = terms;
    const ageMs = now() - entry.loadedAt;
    entry.use();
    emit({ type: 'stale', reason, ...way, ageMs, scope, key, name });
    return { value: entry.value as T, state: 'stale', ...why, ageMs, from: 'memory' };
  }

  /** Looked up anew: it may have been invalidated or forgotten, or have become too old, while the load was failing. */
  function spare(order: LoadOrder): Entry | undefined {
    const entry = memory.find(order.scope, order.key);
    if (entry === undefined || entry.terms.failure !== undefined) return undefined;
    return judge(entry, order, now()) === 'dead' ? undefined : entry;
  }

  function answerWith<T>(order: LoadOrder, loaded: Loaded): Given<T> {
    const { scope, key, name } = order;
    const { loadedAt, from, state, position } = loaded;
    const [value, ageMs] = [loaded.value as T, now() - loadedAt];
    if (state === 'fresh') return { value, state, ageMs, from };
    emit({ type: 'stale', reason: 'refresh', ...fromShared, ageMs, scope, key, name });
    return { value, state, reason: 'refresh', ageMs, from, refresh: loads.refresh(order, position) };
  }

  async function load<T>(order: LoadOrder, known?: Known): Promise<Given<T>> {
    const { scope, key, name, softTimeoutMs, signal } = order;
    if (known?.isCounted !== true) emit({ type: 'miss', scope, key, name });
    const askedAt = known?.askedAt ?? performance.now();
    const waiting = loads.join(order, signal, known);
    try {
      const loaded = await soon(waiting, softTimeoutMs, () => spare(order) !== undefined);
      const entry = loaded === undefined ? spare(order) : undefined;
      if (entry !== undefined) return old(entry, { reason: 'timeout', refresh: waiting.promise }, inPlaceOfALoad);
      const found = loaded ?? (await waiting.promise);
      const { value, from, position } = found;
      // Another one's load of many left it out, which says nothing about what one's own would say.
      if (value === nothing && order.isOneOfMany !== true) return await load(order, { ...known, isCounted: true });
      // The store was asked, and is not asked again: whoever waits has waited for it once.
      if (from === 'shared' && !waiting.isJudgedAlike) return answerTo(order, { position, askedAt, isCounted: true });
      if (from === 'shared' && found.state === 'fresh') emit({ type: 'shared-hit', scope, key, name });
      return answerWith(order, found);
    } catch (error) {
      signal?.throwIfAborted();
      const { asker } = waiting;
      if (isMeant(asker, error, order)) {
        if (asker?.id === order.asker?.id) throw error;
        // Another one was refused, which says nothing of oneself either.
        return load(order, { askedAt, isCounted: true });
      }
      const entry = rememberMs(order.failureForMs, error, order) === undefined ? spare(order) : undefined;
      if (entry === undefined) throw error;
      return old(entry, { reason: 'error', error }, inPlaceOfALoad);
    }
  }

  function orderOf<T>(question: GetOrLoadOptions<T>): LoadOrder {
    const { key, name = 'unnamed', tags = [] } = question;
    const scope = scopes.same(question.scope);
    const id = scopeName(scope) + key;
    const tagNames = typeof tags === 'function' ? undefined : namesOf({ scope }, tags);
    return { ...(question as GetOrLoadOptions<unknown>), scope, id, name, tagNames };
  }

  function answerTo<T>(order: LoadOrder, known?: Known): Promise<Given<T>> {
    const entry = memory.find(order.scope, order.key);
    const use = verdict(entry, order, now());
    return entry === undefined || use === 'load' ? load(order, known) : answerFrom(entry, use, order, known);
  }

  async function answerFrom<T>(
    entry: Entry,
    use: Exclude<Verdict, 'load'>,
    order: LoadOrder,
    known: Known | undefined,
  ): Promise<Given<T>> {
    const { scope, key, name } = order;
    const { failure, trouble } = entry.terms;
    const at = now();
    // What memory had missed is there now since the shared store had it.
    const isFromShared = known?.isCounted === true;
    if (use === 'give') {
      entry.use();
      emit({ type: isFromShared ? 'shared-hit' : 'hit', scope, key, name });
      return { value: entry.value as T, state: 'fresh', ageMs: at - entry.loadedAt, from: 'memory' };
    }
    if (use === 'throw') {
      emit({ type: 'failure-hit', scope, key, name });
      throw failure?.error;
    }
    // What has failed until just now is tried again, and nobody may promise that it will be better.
    const isFailing = trouble !== undefined && at < trouble.retryAt + longestRetryMs;
    const why = isFailing ? ({ reason: 'error', error: trouble.error } as const) : ({ reason: 'refresh' } as const);
    const refresh = use === 'refresh' ? { refresh: loads.refresh(order) } : undefined;
    return old(entry, { ...why, ...refresh }, isFromShared ? fromShared : fromMemory);
  }

  return {
    fresh,
    answer: (question) => answerTo(orderOf(question)),
    answerTo,
    answerWith,
    hasAnswer: ({ scope, key }, rule) => verdict(memory.find(scope, key), rule, now()) !== 'load',
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
    // More than once: what is to be given may be on its way from the shared store when the time is over.
    const timer = setInterval(() => {
      if (!hasSpare()) return;
      clearInterval(timer);
      waiting.keep();
      resolve(undefined);
    }, softTimeoutMs).unref();
    waiting.promise.then(resolve, reject).finally(() => clearInterval(timer));
  });
}
