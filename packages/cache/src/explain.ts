import type { Ask } from './ask.js';
import type { Invalidations } from './invalidations.js';
import type { Memory } from './memory.js';
import type { Place, Reference } from './scope.js';
import type { SharedTier } from './shared-tier.js';

/** What one tier has under a key, and why it is good for what. */
export interface TierExplanation {
  readonly state: 'fresh' | 'stale' | 'grace' | 'void' | 'too-old' | 'failure' | 'absent' | 'unreachable';
  /** In words, for people. */
  readonly why: string;
  readonly ageMs?: number;
  /** How long it stays fresh by the rule that it was stored with. */
  readonly freshForMs?: number;
  /** The names of tags, with their scopes. */
  readonly names?: readonly string[];
}

/** Why a key is fresh, old or absent. */
export interface Explanation {
  readonly id: string;
  readonly memory: TierExplanation;
  /** Left out when there is no shared store. */
  readonly shared?: TierExplanation;
}

/** What explaining works with. */
export interface ExplainParts {
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly ask: Ask;
  readonly tier: SharedTier | undefined;
  readonly isCertain: () => boolean;
  readonly now: () => number;
  readonly maxAgeMs: number;
}

/** Says why; changes nothing, and counts as no question. */
export function explaining(parts: ExplainParts): (place: Reference) => Promise<Explanation> {
  const { memory, invalidations, ask, tier, isCertain, now, maxAgeMs } = parts;

  function explainMemory({ scope, key }: Place): TierExplanation {
    const entry = memory.find(scope, key);
    if (entry === undefined)
      return { state: 'absent', why: 'It was never loaded, or had to make room, or was removed.' };
    const at = now();
    const ageMs = at - entry.loadedAt;
    const freshForMs =
      Math.min(entry.rule.freshForMs, entry.bound?.freshForMs ?? Number.POSITIVE_INFINITY) * entry.share;
    const facts = { ageMs, freshForMs, names: entry.tags };
    const touched = invalidations.firstTouched(entry.tags, entry.since);
    if (touched !== undefined)
      return { state: 'void', why: `${touched} was invalidated since its load began.`, ...facts };
    if (!invalidations.isUntouched(entry.tags, entry.since)) {
      return { state: 'void', why: 'Everything from before was made void.', ...facts };
    }
    if (ageMs >= maxAgeMs) return { state: 'too-old', why: `Nothing may be ${maxAgeMs} ms old.`, ...facts };
    if (entry.failure !== undefined)
      return { state: 'failure', why: 'Its load failed, and that is remembered.', ...facts };
    const state = ask.judge(entry, entry.rule, at);
    if (!isCertain() && state === 'grace') {
      return {
        state,
        why: 'Changes of other processes may have been missed: the shared store is asked first.',
        ...facts,
      };
    }
    const words = {
      fresh: `It is fresh for another ${Math.round(freshForMs - ageMs)} ms.`,
      stale: 'It is given at once, and refreshed behind.',
      grace:
        entry.trouble !== undefined && at < entry.trouble.retryAt
          ? 'Loading it failed; it is given until that is tried again.'
          : 'It is given only if the load fails.',
      dead: 'It is too old by the rule that it was stored with.',
    };
    return { state: state === 'dead' ? 'too-old' : state, why: words[state], ...facts };
  }

  return async (place) => {
    const { id } = place;
    const inMemory = explainMemory(place);
    if (tier === undefined) return { id, memory: inMemory };
    const found = await tier.read(id);
    if (found === undefined) {
      return { id, memory: inMemory, shared: { state: 'unreachable', why: 'The shared store does not answer.' } };
    }
    if (found.entry === undefined) {
      const why = 'It is not there, or void, or could not be read.';
      return { id, memory: inMemory, shared: { state: 'absent', why } };
    }
    const { ageMs, header } = found.entry;
    const why = 'It is valid; how old it may be is for the reader to say.';
    return { id, memory: inMemory, shared: { state: 'fresh', why, ageMs, names: header.names } };
  };
}
