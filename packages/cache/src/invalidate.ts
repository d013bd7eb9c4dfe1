import type { Cache, Invalidated } from './cache.js';
import type { Coherence } from './coherence.js';
import type { Emitter } from './events.js';
import type { Invalidations } from './invalidations.js';
import { namesOf } from './keep.js';
import type { Memory } from './memory.js';
import { reference, type Scope, scopeName } from './scope.js';
import type { SharedTier } from './shared-tier.js';
import { anyTagName } from './tags.js';

/** What invalidating works with. */
export interface InvalidateParts {
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly tier: SharedTier | undefined;
  readonly coherence: Coherence | undefined;
  readonly emit: Emitter['emit'];
}

/** Makes values void: in this process before anything is waited for, and everywhere. */
export function invalidating(parts: InvalidateParts): Pick<Cache, 'invalidateTags' | 'invalidateKey' | 'clear'> {
  const { memory, invalidations, tier, coherence, emit } = parts;

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

  return {
    invalidateTags: (scope, tags) =>
      invalidate(scope, tags, [anyTagName(scopeName(scope)), ...namesOf({ scope }, tags)]),
    invalidateKey(scope, key) {
      const { id } = reference(scope, key);
      memory.voidNamed(id);
      return invalidate(scope, [], [id]);
    },
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
  };
}
