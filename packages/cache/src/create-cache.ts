import type { Given } from './ask.js';
import type { Answer, Cache, CacheOptions, GetOrLoadOptions } from './cache.js';
import {
  checkCacheOptions,
  checkFreshness,
  checkKept,
  checkListener,
  checkMany,
  checkManyLoads,
  checkPlace,
  checkQuestion,
  checkScope,
  checkTags,
  checkWarmOptions,
} from './check-options.js';
import type { Entry } from './entry.js';
import { CacheClosedError } from './errors.js';
import type { GetManyOptions, GetOrLoadManyOptions } from './many.js';
import { everythingOf, reference, scopeName, type UserScope } from './scope.js';
import { underWay } from './under-way.js';
import { warm } from './warming.js';
import { wire } from './wiring.js';

/** Makes an empty cache. Throws an `InvalidOptionError` for settings that can't be. */
export function createCache(options: CacheOptions = {}): Cache {
  checkCacheOptions(options);
  const parts = wire(options, throwIfClosed);
  const { ask, askMany, memory, invalidations, loads, judging, tier, coherence, events, now, maxAgeMs } = parts;
  const waiting = underWay();
  let isClosed = false;
  let sweptAt = now();

  function throwIfClosed(): void {
    if (isClosed) throw new CacheClosedError();
  }

  /** Lets go of what nobody may be given any more; seldom, and without a timer that would keep the process alive. */
  function sweep(): void {
    if (now() - sweptAt < maxAgeMs / 4) return;
    sweptAt = now();
    memory.deleteWhere(({ loadedAt }) => sweptAt - loadedAt >= maxAgeMs);
  }

  const isForgottenSince = (scope: UserScope, sequence: number): boolean =>
    invalidations.firstTouched([everythingOf(scopeName(scope))], sequence) !== undefined;

  async function wait<Q extends { readonly signal?: AbortSignal | undefined }, A>(
    question: Q,
    check: (question: Q) => void,
    answer: (question: Q) => Promise<A>,
  ): Promise<A> {
    throwIfClosed();
    check(question);
    question.signal?.throwIfAborted();
    sweep();
    waiting.begin();
    try {
      return await answer(question);
    } finally {
      waiting.end();
    }
  }

  /** What can be given at once; whoever has given up is not given anything. */
  function atHand<T>(question: GetOrLoadOptions<T>): Entry | undefined {
    try {
      const { signal, scope, key, freshForMs } = question;
      return signal?.aborted === true ? undefined : ask.fresh(scope, key, freshForMs);
    } catch {
      // There is no such scope; whoever asks is told so in a moment.
      return undefined;
    }
  }

  return {
    answer<T>(question: GetOrLoadOptions<T>) {
      const entry = atHand(question);
      if (entry === undefined) return wait(question, checkQuestion, ask.answer<T>).then(onlyAnswer);
      const ageMs = now() - entry.loadedAt;
      return Promise.resolve({ value: entry.value as T, state: 'fresh', ageMs, from: 'memory' });
    },
    getOrLoad<T>(question: GetOrLoadOptions<T>) {
      const entry = atHand(question);
      if (entry === undefined) return wait(question, checkQuestion, ask.answer<T>).then(onlyValue);
      return Promise.resolve(entry.value as T);
    },
    reload: <T>(question: GetOrLoadOptions<T>) => wait(question, checkQuestion, ask.reload<T>).then(onlyAnswer),
    getMany: <T>(question: GetManyOptions) => wait(question, checkMany, askMany.get<T>),
    getOrLoadMany: <T>(question: GetOrLoadManyOptions<T>) => wait(question, checkManyLoads, askMany.getOrLoad<T>),
    peek(place) {
      try {
        return ask.fresh(place.scope, place.key)?.value as never;
      } catch (error) {
        // Looked at only now: to check every place would take as long as to look it up.
        checkPlace(place);
        throw error;
      }
    },
    moment: parts.moment,
    async set(kept) {
      throwIfClosed();
      checkKept(kept);
      sweep();
      return parts.set(kept);
    },
    async invalidateTags(scope, tags) {
      checkScope(scope);
      checkTags(tags);
      return parts.invalidateTags(scope, tags);
    },
    async invalidateKey(scope, key) {
      checkPlace({ scope, key });
      return parts.invalidateKey(scope, key);
    },
    forget: parts.forget,
    clear: parts.clear,
    warm(plan) {
      checkWarmOptions(plan);
      const begun = invalidations.sequence;
      return warm(
        {
          // Not counted as somebody who waits: warming itself waits until nobody does.
          async answer(question) {
            throwIfClosed();
            checkQuestion(question);
            return ask.answer(question);
          },
          isForgotten({ scope }) {
            checkScope(scope);
            return scope.kind === 'user' && isForgottenSince(scope, begun);
          },
          isKept: (item) => {
            const entry = memory.find(item.scope, item.key);
            return entry !== undefined && judging.judge(entry, item, now()) !== 'dead';
          },
          ...{ now, quiet: waiting.none },
        },
        plan,
      );
    },
    catchUp: async () => coherence === undefined || (await coherence.catchUp()),
    statistics: parts.statistics,
    async explain(scope, key, rule) {
      checkPlace({ scope, key });
      if (rule !== undefined) checkFreshness(rule);
      return parts.explain(reference({ ...scope }, key), rule);
    },
    async countShared(scope) {
      if (scope !== undefined) checkScope(scope);
      return tier?.count(scope === undefined ? '' : scopeName(scope));
    },
    on(listener) {
      checkListener(listener);
      return events.on(listener);
    },
    async idle() {
      while (parts.behind.isAny()) await parts.behind.none();
    },
    close() {
      isClosed = true;
      loads.abortAll(new CacheClosedError());
      coherence?.close();
      memory.clear();
      invalidations.markAll();
      parts.emit({ type: 'clear' });
      events.removeAll();
    },
  };
}

function onlyValue<T>({ value }: Answer<T>): T {
  return value;
}

/** What goes on behind is for the cache to know. */
function onlyAnswer<T>(given: Given<T>): Answer<T> {
  if (given.refresh === undefined) return given;
  const { refresh: _refresh, ...answer } = given;
  return answer;
}
