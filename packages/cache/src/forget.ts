import type { Cache } from './cache.js';
import type { Emitter } from './events.js';
import type { Invalidations } from './invalidations.js';
import type { Memory } from './memory.js';
import { everythingOf, scopeName, userOf, userScope } from './scope.js';
import type { SharedTier } from './shared-tier.js';

/** What forgetting works with. */
export interface ForgetParts {
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly tier: SharedTier | undefined;
  readonly emit: Emitter['emit'];
  /** Keeps what is being loaded in a scope from being stored. */
  readonly disown: (scope: string) => void;
  /** Lets go of names that are kept only to be shared by entries. */
  readonly forgetNames: () => void;
}

/** Removes everything of a user: in this process, and everywhere. */
export function forgetting({ memory, invalidations, tier, emit, disown, forgetNames }: ForgetParts): {
  readonly forgetHere: (scope: string) => number;
  readonly forget: Cache['forget'];
} {
  function forgetHere(scope: string): number {
    const user = userOf(scope) ?? '';
    disown(scope);
    const entries = memory.deleteUser(user);
    forgetNames();
    // Nothing that these marks could tell is left, and they bear the name of the user.
    invalidations.erase(scope);
    // Whoever read something of theirs before may still want to set it. This name says nothing about the user.
    invalidations.mark([everythingOf(scope)]);
    emit({ type: 'forget', user, entries });
    return entries;
  }

  return {
    forgetHere,
    async forget(user) {
      const scope = scopeName(userScope(user));
      const entries = forgetHere(scope);
      if (tier === undefined) return { entries, sharedEntries: 0, isComplete: true };
      // The name that stays says nothing about the user; it refuses what others were still loading for them.
      const erased = await tier.forget({ names: [everythingOf(scope)], forgotten: scope });
      return { entries, sharedEntries: erased ?? 0, isComplete: erased !== undefined };
    },
  };
}
