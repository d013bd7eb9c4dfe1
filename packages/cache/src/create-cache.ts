import { randomUUID } from 'node:crypto';
import { asking } from './ask.js';
import type { Answer, Cache, CacheOptions, GetOrLoadOptions, Invalidated } from './cache.js';
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
import { coarseClock } from './coarse-clock.js';
import { type Coherence, coherence as createCoherence } from './coherence.js';
import type { Entry } from './entry.js';
import { CacheClosedError } from './errors.js';
import { type CacheEvent, emitter } from './events.js';
import { explaining } from './explain.js';
import { forgetting } from './forget.js';
import { invalidations as createInvalidations } from './invalidations.js';
import { keeping } from './keep.js';
import { loadRunner } from './load-run.js';
import { loads as createLoads } from './loads.js';
import { looking } from './look.js';
import { askingMany, type GetManyOptions, type GetOrLoadManyOptions } from './many.js';
import { memory as createMemory } from './memory.js';
import { listOf } from './names.js';
import { everythingOf, reference, type Scope, scopeName } from './scope.js';
import { setting } from './set.js';
import { sharedTier } from './shared-tier.js';
import { counting as createCounting } from './statistics.js';
import { anyTagName, tagName } from './tags.js';
import { warm } from './warming.js';

const ONE_DAY_MS = 86_400_000;
const SIXTY_FOUR_MIB = 64 * 1024 * 1024;

/** Makes an empty cache. Throws an `InvalidOptionError` for settings that can't be. */
export function createCache(options: CacheOptions = {}): Cache {
  checkCacheOptions(options);
  const { maxEntries = 5_000, maxBytes = SIXTY_FOUR_MIB, maxAgeMs = ONE_DAY_MS, shared } = options;
  const { now = coarseClock(), random = Math.random } = options;
  const origin = randomUUID();
  const events = emitter();
  const counting = createCounting();
  const emit = (event: CacheEvent): void => {
    counting.count(event);
    if (events.isHeard()) events.emit(event);
  };
  const memory = createMemory(
    { maxEntries, maxBytes },
    {
      // Void, or good for nothing but a failing load.
      isWorthless: ({ names, since, terms: { rule }, loadedAt }) =>
        !invalidations.isUntouched(names, since) || now() - loadedAt >= rule.freshForMs + (rule.staleForMs ?? 0),
      isInvalidated: ({ names, since, checkedAt }) =>
        checkedAt !== invalidations.sequence &&
        (since < 0 || invalidations.firstTouched(listOf(names), since) !== undefined),
      evicted: ({ scope, key, terms: { name } }) => emit({ type: 'evict', scope, key, name }),
    },
  );
  const invalidations = createInvalidations(Math.max(1_000, maxEntries), now);
  let pending = 0;
  const whenIdle: (() => void)[] = [];
  const end = (): void => {
    pending -= 1;
    if (pending === 0 && whenIdle.length > 0) for (const tell of whenIdle.splice(0)) tell();
  };
  const behind = (work: Promise<unknown>): void => {
    pending += 1;
    work.then(end, end);
  };

  const tier = shared && sharedTier(shared, origin, emit);
  const { forgetHere, forget } = forgetting({
    memory,
    invalidations,
    tier,
    emit,
    disown: (scope) => loads.disown(scope),
    forgetNames: () => keep.forgetNames(),
  });
  const coherence: Coherence | undefined =
    tier &&
    createCoherence({
      ...{ store: shared.store, tier, invalidations, origin, leaseMs: shared.leaseMs ?? 1_000 },
      changed({ names, forgotten }) {
        invalidations.mark(names);
        for (const name of names) memory.voidNamed(name);
        if (forgotten === undefined) return emit({ type: 'heard', names });
        tier.disown(forgotten);
        forgetHere(forgotten);
      },
      distrusted() {
        // One of the changes that were missed may have been that a user is forgotten: what is void of theirs must not stay either.
        memory.deleteWhere(({ scope }) => scope.kind === 'user');
        emit({ type: 'distrust' });
      },
    });
  const keep = keeping({ memory, invalidations, counting, tier, now, random, maxAgeMs });
  const look = looking({ memory, invalidations, keep, tier, coherence, now, maxAgeMs });
  const run = loadRunner({ memory, invalidations, keep, look, tier, coherence, emit, now, maxAgeMs, behind });
  const loads = createLoads({ run, invalidations, emit, behind });
  const { moment, set } = setting({ invalidations, loads, keep, tier, coherence, emit, now, maxAgeMs, behind });
  const isolatedFreshForMs = shared?.isolatedFreshForMs ?? 1_000;
  const ask = asking({ memory, invalidations, loads, coherence, events, emit, now, maxAgeMs, isolatedFreshForMs });
  const askMany = askingMany({ ask, look, emit, throwIfClosed });
  const isCertain = (): boolean => coherence?.isCertain() ?? true;
  const explain = explaining({ memory, invalidations, ask, tier, isCertain, now, maxAgeMs });
  let isClosed = false;
  let sweptAt = now();
  let waiting = 0;
  const whenQuiet: (() => void)[] = [];

  function throwIfClosed(): void {
    if (isClosed) throw new CacheClosedError();
  }

  /** Lets go of what nobody may be given any more; seldom, and without a timer that would keep the process alive. */
  function sweep(): void {
    if (now() - sweptAt < maxAgeMs / 4) return;
    sweptAt = now();
    memory.deleteWhere(({ loadedAt }) => sweptAt - loadedAt >= maxAgeMs);
  }

  /** Marks the names here before it returns, and everywhere before it resolves. */
  async function invalidate(scope: Scope, tags: readonly string[], names: readonly string[]): Promise<Invalidated> {
    const sequence = invalidations.mark(names);
    emit({ type: 'invalidate', scope, tags, sequence });
    if (tier === undefined) return { sequence, shared: 'none' };
    const asked = coherence?.known;
    const position = await tier.invalidate({ names });
    if (position === undefined) return { sequence, shared: 'later' };
    // What is set from now on is later than that, although it may not be heard yet.
    coherence?.reach(position, asked);
    return { sequence, shared: 'told' };
  }

  const isForgottenSince = (scope: Scope, sequence: number): boolean =>
    invalidations.firstTouched([everythingOf(scopeName(scope))], sequence) !== undefined;

  async function wait<Q extends { readonly signal?: AbortSignal }, A>(
    question: Q,
    check: (question: Q) => void,
    answer: (question: Q) => Promise<A>,
  ): Promise<A> {
    throwIfClosed();
    check(question);
    question.signal?.throwIfAborted();
    sweep();
    waiting += 1;
    try {
      return await answer(question);
    } finally {
      waiting -= 1;
      if (waiting === 0 && whenQuiet.length > 0) for (const tell of whenQuiet.splice(0)) tell();
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
      if (entry === undefined) return wait(question, checkQuestion, ask.answer<T>);
      const ageMs = now() - entry.loadedAt;
      return Promise.resolve({ value: entry.value as T, state: 'fresh', ageMs, from: 'memory' });
    },
    getOrLoad<T>(question: GetOrLoadOptions<T>) {
      const entry = atHand(question);
      if (entry === undefined) return wait(question, checkQuestion, ask.answer<T>).then(onlyValue);
      return Promise.resolve(entry.value as T);
    },
    moment,
    async set(options) {
      if (isClosed) throw new CacheClosedError();
      checkKept(options);
      sweep();
      return set(options);
    },
    reload: <T>(question: GetOrLoadOptions<T>) => wait(question, checkQuestion, ask.reload<T>),
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
    async invalidateTags(scope, tags) {
      checkScope(scope);
      checkTags(tags);
      const place = scopeName(scope);
      return invalidate(scope, tags, [anyTagName(place), ...tags.map((tag) => tagName(place, tag))]);
    },
    async invalidateKey(scope, key) {
      checkPlace({ scope, key });
      const { id } = reference(scope, key);
      memory.voidNamed(id);
      return invalidate(scope, [], [id]);
    },
    forget,
    async clear() {
      memory.clear();
      // What is being loaded began before this and will not be stored.
      invalidations.markAll();
      emit({ type: 'clear' });
      const asked = coherence?.known;
      const position = await tier?.renew();
      // What is set from now on belongs to the new epoch, although that may not be heard yet.
      if (position !== undefined) coherence?.observe(position, asked);
    },
    warm(plan) {
      checkWarmOptions(plan);
      const begun = invalidations.sequence;
      return warm(
        {
          // Not counted as somebody who waits: warming itself waits until nobody does.
          answer: async (question, goesOn) => {
            if (isClosed) throw new CacheClosedError();
            checkQuestion(question);
            return ask.answer(question, goesOn);
          },
          isForgotten({ scope }) {
            checkScope(scope);
            return scope.kind === 'user' && isForgottenSince(scope, begun);
          },
          isKept: (item) => {
            const entry = memory.find(item.scope, item.key);
            return entry !== undefined && ask.judge(entry, item, now()) !== 'dead';
          },
          now,
          quiet: async () => {
            if (waiting > 0) await new Promise<void>((resolve) => whenQuiet.push(resolve));
          },
        },
        plan,
      );
    },
    catchUp: async () => coherence === undefined || (await coherence.catchUp()),
    statistics() {
      const measured = { entries: memory.size, maxEntries, bytes: memory.bytes, maxBytes };
      const { problem } = coherence ?? {};
      const shared = tier && { ...(problem && { problem }), ...tier.statistics(), isCertain: isCertain() };
      return counting.read({ ...measured, ...(shared && { shared }) });
    },
    async explain(scope, key, rule) {
      checkPlace({ scope, key });
      if (rule !== undefined) checkFreshness(rule);
      return explain(reference(scope, key), rule);
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
      while (pending > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
    },
    close() {
      isClosed = true;
      loads.abortAll(new CacheClosedError());
      coherence?.close();
      memory.clear();
      invalidations.markAll();
      emit({ type: 'clear' });
      events.removeAll();
    },
  };
}

function onlyValue<T>({ value }: Answer<T>): T {
  return value;
}
