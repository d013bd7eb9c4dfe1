import type { TagsOfAny } from './cache.js';
import { type Age, type Freshness, judge } from './freshness.js';
import type { Invalidations } from './invalidations.js';
import type { Judging } from './judging.js';
import { dependsOnMore } from './keep.js';
import type { Memory } from './memory.js';
import { listOf } from './names.js';
import type { Reference } from './scope.js';
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

/** By which rule it is explained, and by which tags whoever asks would go. */
export type Asked = Freshness & { readonly tags?: TagsOfAny | undefined };

/** What explaining works with. */
export interface ExplainParts {
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly judging: Judging;
  readonly tier: SharedTier | undefined;
  readonly isCertain: () => boolean;
  readonly now: () => number;
  readonly maxAgeMs: number;
}

/** Says why; changes nothing, and counts as no question. */
export function explaining(parts: ExplainParts): (place: Reference, rule?: Asked) => Promise<Explanation> {
  const { memory, invalidations, judging, tier, isCertain, now, maxAgeMs } = parts;

  function explainMemory({ id, scope, key }: Reference, asked?: Freshness): TierExplanation {
    const entry = memory.find(scope, key);
    if (entry === undefined)
      return { state: 'absent', why: 'It was never loaded, or had to make room, or was removed.' };
    const at = now();
    const ageMs = at - entry.loadedAt;
    const { terms, bound, share, since } = entry;
    const rule = asked ?? terms.rule;
    const freshForMs = Math.min(rule.freshForMs, bound?.freshForMs ?? Number.POSITIVE_INFINITY) * share;
    const names = [id, ...listOf(entry.names)];
    const facts = { ageMs, freshForMs, names };
    const touched = invalidations.firstTouched(names, since);
    if (touched !== undefined)
      return { state: 'void', why: `${touched} was invalidated since its load began.`, ...facts };
    if (!invalidations.isUntouched(names, since)) {
      return { state: 'void', why: 'Everything from before was made void.', ...facts };
    }
    if (ageMs >= maxAgeMs) return { state: 'too-old', why: `Nothing may be ${maxAgeMs} ms old.`, ...facts };
    const state = judging.judge(entry, rule, at);
    if (terms.failure !== undefined) {
      const why =
        state === 'fresh'
          ? 'Its load failed, and that is remembered.'
          : 'Its load failed, and is tried again when it is asked for.';
      return { state: 'failure', why, ...facts };
    }
    if (!isCertain() && state === 'grace') {
      return {
        state,
        why: 'Changes of other processes may have been missed: the shared store is asked first.',
        ...facts,
      };
    }
    const isLeftAlone = terms.trouble !== undefined && at < terms.trouble.retryAt;
    const why =
      (state === 'grace' || state === 'stale') && isLeftAlone
        ? 'Loading it failed; it is given until that is tried again.'
        : wordsFor(state, freshForMs - ageMs);
    return { state: state === 'dead' ? 'too-old' : state, why, ...facts };
  }

  /** The rule is that of whoever asks, or of the entry in memory: the store knows none. */
  async function explainShared(
    { id, scope }: Reference,
    rule: Asked | undefined,
  ): Promise<TierExplanation | undefined> {
    if (tier === undefined) return undefined;
    const read = await tier.inspect(id);
    if (read === undefined) return { state: 'unreachable', why: 'The shared store does not answer.' };
    const { found, entry } = read;
    if (entry === undefined) return { state: found === 'void' ? 'void' : 'absent', why: whyAbsent[found] };
    const { ageMs, header } = entry;
    const facts = { ageMs, names: header.names };
    if (rule === undefined)
      return { state: 'fresh', why: 'It is valid; how old it may be is for the reader to say.', ...facts };
    const { tags } = rule;
    if (dependsOnMore({ scope, ...(tags && { tags }) }, header.names, entry.value)) {
      return { state: 'void', why: 'It was kept under other tags than these; the next load replaces it.', ...facts };
    }
    const freshForMs = Math.min(rule.freshForMs, header.bound?.freshForMs ?? Number.POSITIVE_INFINITY);
    const state = judge(ageMs, rule, maxAgeMs, { bound: header.bound });
    const why = wordsFor(state, freshForMs - ageMs);
    return { state: state === 'dead' ? 'too-old' : state, why, ...facts, freshForMs };
  }

  return async (place, rule) => {
    const { id, scope, key } = place;
    const shared = await explainShared(place, rule ?? memory.find(scope, key)?.terms.rule);
    return { id, memory: explainMemory(place, rule), ...(shared && { shared }) };
  };
}

const whyAbsent = {
  absent: 'It is not there.',
  void: 'It is there, but one of its names was invalidated since its load began, or everything was.',
  damaged: 'What is there is damaged, or of another version or codec; the next load replaces it.',
  valid: 'It could not be read.',
};

function wordsFor(state: Age, freshForMs: number): string {
  const words = {
    fresh: `It is fresh for another ${Math.round(freshForMs)} ms.`,
    stale: 'It is given at once, and refreshed behind.',
    grace: 'It is given only if the load fails.',
    dead: 'It is too old by the rule.',
  };
  return words[state];
}
