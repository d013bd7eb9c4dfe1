import { nextTick } from 'node:process';
import { blaming } from './blame.js';
import { checkGivenTags } from './check-options.js';
import { trustedSince } from './coherence.js';
import { LoadTimeoutError } from './errors.js';
import { type Freshness, stricter } from './freshness.js';
import { type Kept, type LoadOrder, namesOf, watchedBy } from './keep.js';
import { loadContext, type Said } from './load-context.js';
import type { Look, Seen } from './look.js';
import type { Memory } from './memory.js';
import type { Once } from './once.js';
import type { BringingParts } from './parts.js';
import type { Position } from './store.js';
import { type Turns, turns } from './turns.js';

/** What a load works with. */
export interface LoadParts extends BringingParts {
  readonly memory: Memory;
  readonly look: Look;
}

/** What a load brought, and from where. */
export interface Loaded {
  readonly value: unknown;
  readonly loadedAt: number;
  readonly from: 'shared' | 'load';
  /** Stale: good enough to be given, and to be refreshed behind. */
  readonly state: 'fresh' | 'stale';
  readonly isStored: boolean;
  /** Resolves when other processes can have it; left out when they are not to. */
  readonly written?: Promise<unknown> | undefined;
  /** Where the shared invalidations stood before. */
  readonly position?: Position | undefined;
}

/** The circumstances of one load. */
export interface Circumstances {
  readonly order: LoadOrder;
  /** The sequence of invalidations when it began; less than any when what it brings must not be stored. */
  readonly since: () => number;
  readonly signal: () => AbortSignal;
  /** Says that the origin is asked only now: what was invalidated before is in what it will say. */
  readonly begin: () => void;
  /** Tells the load to stop. */
  readonly abort: (reason: unknown) => void;
  /** Gives the load up, so that nobody joins it any more; false when somebody waits for it already. */
  readonly leave: () => boolean;
  /** Somebody needs the value now. */
  readonly wanted: Once;
  /** Set when the shared store was asked already. */
  readonly position?: Position | undefined;
  /** Since when whoever waits has been waiting for the shared store, by `performance.now()`; from now on unless said. */
  readonly askedAt?: number | undefined;
  /** Set when somebody was given an old value already: another old one will not do. */
  readonly isRefresh?: boolean;
  /** Set when nothing will do that was there before, anywhere: the store is told so, and not asked. */
  readonly isReload?: boolean;
}

/** However often a load has failed, it is tried again after so long. */
export const longestRetryMs = 30_000;

/** Looks into the shared store, asks the origin, and stores what may be stored. */
export function loadRunner(parts: LoadParts): (circumstances: Circumstances) => Promise<Loaded> {
  const { memory, invalidations, keep, look, tier, coherence, emit, now, maxAgeMs, behind } = parts;
  const { isMeant, rememberMs } = blaming(emit);

  async function ask(circumstances: Circumstances, position: Position | undefined): Promise<Loaded> {
    const { order, since, signal, begin, abort, wanted } = circumstances;
    const { scope, key, name } = order;
    begin();
    const about = { scope, key, name };
    const loadedAt = now();
    const before = memory.find(scope, key);
    const previous =
      before?.terms.validator === undefined || loadedAt - before.loadedAt >= maxAgeMs
        ? undefined
        : { value: before.value, validator: before.terms.validator };
    const aborting = signal();
    const { context, said } = loadContext(aborting, previous, wanted);
    // Everybody has left while the store was asked.
    aborting.throwIfAborted();
    emit({ type: 'load', ...about });
    try {
      const value = await limited(Promise.resolve(order.load(context)), order, abort);
      // An answer that says only "not modified" need not repeat what it compared with.
      if (previous !== undefined && value === previous.value) said.validator ??= previous.validator;
      const kept = store(order, { value, loadedAt, since: trustedSince(coherence, position, since()) }, said);
      const isStored = kept.length > 0;
      emit({ type: isStored ? 'store' : 'discard', durationMs: now() - loadedAt, ...about });
      const isWritten = isStored && position !== undefined && order.tiers !== 'memory';
      const written = isWritten ? writeLater(kept, position) : undefined;
      if (written !== undefined) behind(written);
      return { value, loadedAt, from: 'load', state: 'fresh', isStored, written };
    } catch (error) {
      const durationMs = now() - loadedAt;
      if (signal().aborted && !(error instanceof LoadTimeoutError)) emit({ type: 'abandon', durationMs, ...about });
      else {
        emit({ type: 'load-error', durationMs, error, ...about });
        fail(order, error, loadedAt, since());
      }
      throw error;
    }
  }

  /** Keeps the value and its parts in memory; gives what is kept, the value first, or nothing. */
  function store(
    order: LoadOrder,
    { value, loadedAt, since }: Pick<Kept, 'value' | 'loadedAt' | 'since'>,
    said: Said,
  ): readonly Kept[] {
    if (!said.isStorable || since < 0) return [];
    const { id, scope, key, name, jitter, settle } = order;
    const tags =
      order.tagNames ?? (typeof order.tags === 'function' ? namesOf(order, checkGivenTags(order.tags(value))) : []);
    const bound = stricter(said.bound, settling(order, tags, loadedAt));
    const extras = { ...(bound && { bound }), ...(said.validator && { validator: said.validator }) };
    const about = { id, scope, key, name, value, tags, loadedAt, since, jitter };
    const whole: Kept = { ...about, rule: order, settle, ...extras };
    if (!keep.inMemory(whole)) return [];
    if (said.seeds.length === 0) return [whole];
    // A part settles with what it depends on itself.
    const parts = keep
      .partsOf(whole, said.seeds)
      .map((part) => ({ ...part, bound: stricter(said.bound, settling(order, part.tags, loadedAt)) }));
    for (const part of parts) keep.inMemory(part);
    return [whole, ...parts];
  }

  /** What the origin says so soon after a write is believed for a moment only: it may not show the write yet. */
  function settling({ settle }: LoadOrder, tags: readonly string[], loadedAt: number): Freshness | undefined {
    if (settle === undefined || loadedAt - invalidations.lastMarkedAt(tags) >= settle.forMs) return undefined;
    return { freshForMs: settle.freshForMs, staleForMs: 0 };
  }

  /** After those who wait for the value have gone on: making bytes of it takes longer than all the rest, and they need none. */
  function writeLater(all: readonly Kept[], position: Position): Promise<unknown> {
    const [first] = all;
    const isAlone = first !== undefined && all.length === 1;
    return new Promise<void>((resolve) => nextTick(resolve)).then(
      (): Promise<unknown> =>
        isAlone ? share(first, position) : Promise.all(all.map((kept) => share(kept, position))),
    );
  }

  function share(kept: Kept, position: Position): Promise<void> {
    return keep.shared(kept, position).then((isWritten) => {
      if (!isWritten) keep.doubt(kept);
    });
  }

  function fail(order: LoadOrder, error: unknown, loadedAt: number, since: number): void {
    // Disowned: there is something later, or nobody left whose name may be written anywhere.
    if (since < 0) return;
    // Whoever asked is to blame, and the value is what it was.
    if (isMeant(order.asker, error, order)) return;
    const forMs = rememberMs(order.failureForMs, error, order);
    const { id, scope, key, name, retryAfterMs = 0 } = order;
    if (forMs === undefined) {
      const spare = memory.find(scope, key);
      if (spare === undefined || retryAfterMs === 0) return;
      const failures = (spare.terms.trouble?.failures ?? 0) + 1;
      const retryAt = now() + Math.min(retryAfterMs * 2 ** (failures - 1), longestRetryMs);
      spare.terms = { ...spare.terms, trouble: { failures, error, retryAt } };
      return;
    }
    const tags = watchedBy(order);
    const isCurrent = keep.isCurrent({ id, scope, tags }, since);
    // It has judged what was before: what was loaded since an invalidation is later than that.
    if (!isCurrent && (memory.find(scope, key)?.since ?? -1) > since) return;
    // The origin has judged: whatever it said before is void, here and everywhere.
    const depends = tags.filter((each) => each !== id);
    const rule = stricter({ freshForMs: forMs }, settling(order, depends, loadedAt)) ?? { freshForMs: forMs };
    memory.delete(scope, key);
    const after = invalidations.mark([id]);
    if (tier !== undefined) behind(tier.invalidate({ names: [id] }));
    if (!isCurrent || forMs <= 0) return;
    const kept = { id, scope, key, name, value: undefined, failure: { error }, tags: depends, loadedAt };
    keep.inMemory({ ...kept, rule, bound: rule, since: after });
  }

  const byTurns = tier && turns({ tier, look: look.one, behind });

  /** Goes on when the shared store has said what it has. */
  function run(circumstances: Circumstances, looking: Promise<Seen> | undefined): Promise<Loaded> {
    const { order, isRefresh } = circumstances;
    if (byTurns !== undefined && (order.flight === 'everywhere' || isRefresh === true)) {
      return runByTurns(circumstances, looking, byTurns);
    }
    if (looking === undefined) return ask(circumstances, circumstances.position);
    return looking.then(({ loaded, position }) => loaded ?? ask(circumstances, circumstances.position ?? position));
  }

  async function runByTurns(
    circumstances: Circumstances,
    looking: Promise<Seen> | undefined,
    { unlessSoon, take }: Turns,
  ): Promise<Loaded> {
    const { order, isRefresh = false, askedAt = performance.now() } = circumstances;
    const begun = looking && !isRefresh ? unlessSoon(order) : undefined;
    const seen: Seen = looking === undefined ? {} : await looking;
    const position = circumstances.position ?? seen.position;
    const isFound = seen.loaded !== undefined && !(isRefresh && seen.loaded.state === 'stale');
    if (isFound || position === undefined) {
      begun?.decline();
      return isFound ? seen.loaded : ask(circumstances, position);
    }
    // Whoever waits has waited for the store already, and waits for it no longer in all.
    const patienceMs = isRefresh || tier === undefined ? undefined : tier.timeoutMs - (performance.now() - askedAt);
    const { loaded, release } = await take(circumstances, patienceMs, begun);
    if (loaded !== undefined) return loaded;
    const asked = ask(circumstances, position);
    // Not before it is there: whoever is next would look, find nothing, and load again.
    if (release !== undefined) behind(asked.then(({ written }) => written).finally(release));
    return asked;
  }

  return (circumstances) => {
    const { order, position, isRefresh = false, isReload = false } = circumstances;
    const isAsked = tier !== undefined && order.tiers !== 'memory' && position === undefined;
    const told = isReload ? tier?.invalidate({ names: [order.id] }) : undefined;
    const looking = isAsked && !isReload ? look.one(circumstances) : undefined;
    const asked = told ?? looking;
    const over = asked && !isRefresh ? order.meanwhile?.(asked) : undefined;
    const loading = told?.then((reached) => ask(circumstances, reached)) ?? run(circumstances, looking);
    return over === undefined ? loading : loading.finally(over);
  };
}

/** Waits for a load no longer than it is allowed to take. */
function limited<T>(load: Promise<T>, order: LoadOrder, abort: (reason: unknown) => void): Promise<T> {
  const { hardTimeoutMs, name } = order;
  if (hardTimeoutMs === undefined) return load;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = new LoadTimeoutError(name, hardTimeoutMs);
      reject(error);
      abort(error);
    }, hardTimeoutMs).unref();
    load.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
