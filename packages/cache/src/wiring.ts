import { randomUUID } from 'node:crypto';
import { type Ask, asking } from './ask.js';
import type { Cache, CacheOptions } from './cache.js';
import { coarseClock } from './coarse-clock.js';
import { type Coherence, coherence as createCoherence } from './coherence.js';
import { type CacheEvent, type Emitter, emitter } from './events.js';
import { explaining } from './explain.js';
import { forgetting } from './forget.js';
import { invalidating } from './invalidate.js';
import { invalidations as createInvalidations, type Invalidations } from './invalidations.js';
import { type Judging, judging } from './judging.js';
import { keeping } from './keep.js';
import { loadRunner } from './load-run.js';
import { loads as createLoads, type Loads } from './loads.js';
import { looking } from './look.js';
import { type AskMany, askingMany } from './many.js';
import { memory as createMemory, type Memory } from './memory.js';
import { listOf } from './names.js';
import { scopes as createScopes } from './scopes.js';
import { setting } from './set.js';
import { type SharedTier, sharedTier } from './shared-tier.js';
import { counting as createCounting } from './statistics.js';
import { type UnderWay, underWay } from './under-way.js';

const ONE_DAY_MS = 86_400_000;
const SIXTY_FOUR_MIB = 64 * 1024 * 1024;

/** The parts of a cache that does not look whether what it is asked can be, nor whether it is closed. */
export interface Wired
  extends Pick<Cache, 'moment' | 'set' | 'invalidateTags' | 'invalidateKey' | 'clear' | 'forget' | 'statistics'> {
  readonly ask: Ask;
  readonly askMany: AskMany;
  readonly explain: ReturnType<typeof explaining>;
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly loads: Loads;
  readonly judging: Judging;
  readonly tier: SharedTier | undefined;
  readonly coherence: Coherence | undefined;
  readonly events: Emitter;
  readonly emit: Emitter['emit'];
  /** What goes on behind answers. */
  readonly behind: UnderWay;
  readonly now: () => number;
  readonly maxAgeMs: number;
}

/** Makes the parts of a cache and puts them together. `throwIfClosed` is asked after a look into the shared store. */
export function wire(options: CacheOptions, throwIfClosed: () => void): Wired {
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
      evicted({ scope, key, terms: { name, counter } }) {
        counter.evictions += 1;
        if (events.isHeard()) events.emit({ type: 'evict', scope, key, name });
      },
    },
  );
  const invalidations = createInvalidations(Math.max(1_000, maxEntries), now);
  const goingOn = underWay();
  const behind = (work: Promise<unknown>): void => {
    goingOn.begin();
    work.then(goingOn.end, goingOn.end);
  };

  const tier = shared && sharedTier(shared, origin, emit);
  const { forgetHere, forget } = forgetting({
    ...{ memory, invalidations, tier, emit },
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
        // One of the changes that were missed may have been that a user is forgotten: what is void of theirs must not stay either, nor their name.
        memory.deleteWhere(({ scope }) => scope.kind === 'user');
        keep.forgetNames();
        emit({ type: 'distrust' });
      },
    });
  const isCertain = (): boolean => coherence?.isCertain() ?? true;
  const scopes = createScopes();
  const keep = keeping({ memory, invalidations, counting, tier, scopes, emit, now, random, maxAgeMs });
  const look = looking({ memory, invalidations, keep, tier, coherence, now, maxAgeMs });
  const run = loadRunner({ memory, invalidations, keep, look, tier, coherence, emit, now, maxAgeMs, behind });
  const loads = createLoads({ run, invalidations, emit, behind });
  const isolatedFreshForMs = shared?.isolatedFreshForMs ?? 1_000;
  const judged = judging({ invalidations, coherence, now, maxAgeMs, isolatedFreshForMs });
  const ask = asking({ memory, invalidations, loads, judging: judged, scopes, events, emit, now });

  return {
    ask,
    askMany: askingMany({ ask, look, scopes, events, counting, throwIfClosed }),
    explain: explaining({ memory, invalidations, judging: judged, tier, isCertain, now, maxAgeMs }),
    ...setting({ invalidations, loads, keep, scopes, tier, coherence, emit, now, maxAgeMs, behind }),
    ...invalidating({ memory, invalidations, tier, coherence, emit }),
    forget,
    statistics() {
      const measured = { entries: memory.size, maxEntries, bytes: memory.bytes, maxBytes };
      const { problem } = coherence ?? {};
      const sharedNow = tier && { ...(problem && { problem }), ...tier.statistics(), isCertain: isCertain() };
      return counting.read({ ...measured, ...(sharedNow && { shared: sharedNow }) });
    },
    ...{ memory, invalidations, loads, judging: judged, tier, coherence, events, emit, now, maxAgeMs },
    behind: goingOn,
  };
}
