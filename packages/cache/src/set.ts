import { trustedSince } from './coherence.js';
import type { Freshness } from './freshness.js';
import type { Kept } from './keep.js';
import type { Loads } from './loads.js';
import type { BringingParts } from './parts.js';
import { type Scope, scopeName } from './scope.js';
import type { Scopes } from './scopes.js';
import type { SharedTier } from './shared-tier.js';
import type { Position } from './store.js';
import { tagName } from './tags.js';

/** A point in the sequence of invalidations, good for the cache that gave it: see `Cache.moment`. */
export interface Moment {
  /** How many invalidations there had been in this process. */
  readonly sequence: number;
  /** Up to which one those of all processes were known; undefined without a shared store, and before it was heard of. */
  readonly position: Position | undefined;
  /** Milliseconds by the clock of the cache. */
  readonly at: number;
}

/** A value that the caller has, and where it belongs. */
export interface SetOptions<T> extends Freshness {
  /** Who may read the value. */
  readonly scope: Scope;
  /** What the value is, within its scope. */
  readonly key: string;
  readonly value: T;
  /** What the value depends on: invalidating any of these tags in the same scope makes it void. */
  readonly tags?: readonly string[] | undefined;
  /** The moment before the value was read: what was invalidated since does not come back by it, and its age counts from then. As of now unless said. */
  readonly since?: Moment | undefined;
  /** What kind of value it is, for statistics and events: one of a small number of names. */
  readonly name?: string | undefined;
  /** From 0 to 1: up to which part of its freshness the value loses at random. None unless said. */
  readonly jitter?: number | undefined;
  /** Whether other processes may have the value: `memory` keeps it in this one. `both` unless said. */
  readonly tiers?: 'both' | 'memory' | undefined;
}

/** What became of a value that was set. */
export interface Stored {
  /** False when it was invalidated since it was read, there is a later one, or it is larger than everything may be, or can't be looked through. Then no tier has it. */
  readonly isStored: boolean;
  /** Whether other processes can have it; false also when the shared store has a later one, or can't be asked now. */
  readonly isShared: boolean;
}

/** What setting works with. */
export interface SetParts extends BringingParts {
  readonly loads: Loads;
  readonly scopes: Scopes;
}

/** Keeps values that nobody has to load. It makes nothing void: that is said by an invalidation, before. */
export function setting(parts: SetParts): {
  readonly moment: () => Moment;
  readonly set: <T>(options: SetOptions<T>) => Promise<Stored>;
} {
  const { invalidations, loads, keep, scopes, tier, coherence, emit, now, maxAgeMs, behind } = parts;

  const moment = (): Moment => ({ sequence: invalidations.sequence, position: coherence?.reached, at: now() });

  /** Nothing was heard of the store yet: it says itself where it stands. What was invalidated here meanwhile stays void. */
  async function shareAtFirst(store: SharedTier, kept: Kept): Promise<boolean> {
    const position = await store.position();
    if (position === undefined) return false;
    coherence?.observe(position, undefined);
    const since = trustedSince(coherence, position, kept.since);
    if (!keep.isCurrent(kept, since)) return false;
    if (since !== kept.since) keep.inMemory({ ...kept, since });
    return keep.shared(kept, position, store.timeoutMs);
  }

  return {
    moment,
    async set(options) {
      const { key, value, tags = none, since: read, name = 'unnamed', jitter, tiers } = options;
      const scope = scopes.same(options.scope);
      const place = scopeName(scope);
      const id = place + key;
      const { sequence, position, at } = read ?? moment();
      const named = tags.map((tag) => tagName(place, tag));
      const since = trustedSince(coherence, position, sequence);
      const kept: Kept = { id, scope, key, name, value, tags: named, loadedAt: at, since, rule: options, jitter };
      // As of now: whatever is being loaded for it began before.
      if (read === undefined) loads.supersede(id);
      const isAllowed = read === undefined || (now() - at < maxAgeMs && keep.isCurrent(kept, since));
      const isStored = isAllowed && keep.inMemory(kept);
      emit({ type: isStored ? 'store' : 'discard', durationMs: now() - at, scope, key, name });
      if (!isStored || tier === undefined || tiers === 'memory') return { isStored, isShared: false };
      // A moment from before anything was heard of the store says nothing of where that stood.
      if (position === undefined && read !== undefined) return { isStored, isShared: false };
      const sharing = position === undefined ? shareAtFirst(tier, kept) : keep.shared(kept, position, tier.timeoutMs);
      behind(sharing);
      return { isStored, isShared: await sharing };
    },
  };
}

const none: readonly string[] = [];
