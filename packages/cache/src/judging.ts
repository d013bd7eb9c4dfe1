import type { Coherence } from './coherence.js';
import type { Entry } from './entry.js';
import { type Age, type Freshness, judge as judgeAge } from './freshness.js';
import type { Invalidations } from './invalidations.js';

/** What judging works with. */
export interface JudgeParts {
  readonly invalidations: Invalidations;
  readonly coherence: Coherence | undefined;
  readonly now: () => number;
  readonly maxAgeMs: number;
  readonly isolatedFreshForMs: number;
}

/** What is done for whoever asks: the value is given, its failure thrown, it is given untried, given and refreshed behind, or loaded. */
export type Verdict = 'give' | 'throw' | 'leave alone' | 'refresh' | 'load';

/** Says what entries of memory are good for. */
export interface Judging {
  /** Whether it may be given without a second thought; by its own rule unless another one is said. */
  isFresh(entry: Entry, freshForMs?: number): boolean;
  /** How old it counts; dead when it is no longer valid at all. */
  judge(entry: Entry, rule: Freshness, at: number): Age;
  /** The one place that decides what becomes of a question by what memory has. */
  verdict(entry: Entry | undefined, rule: Freshness, at: number): Verdict;
}

/** Judges by age, by what was invalidated, and by what can be known of other processes. */
export function judging({ invalidations, coherence, now, maxAgeMs, isolatedFreshForMs }: JudgeParts): Judging {
  function isValid(entry: Entry): boolean {
    const { sequence } = invalidations;
    if (entry.checkedAt === sequence) return true;
    if (!invalidations.isUntouched(entry.names, entry.since)) return false;
    entry.checkedAt = sequence;
    return true;
  }

  /** Nobody knows what others have changed meanwhile: the shared store must say, or the origin. */
  const isDoubtful = (ageMs: number): boolean =>
    coherence !== undefined && ageMs >= isolatedFreshForMs && !coherence.isCertain();

  function judge(entry: Entry, rule: Freshness, at: number): Age {
    if (!isValid(entry)) return 'dead';
    const ageMs = at - entry.loadedAt;
    const age = judgeAge(ageMs, rule, maxAgeMs, entry);
    return age !== 'dead' && isDoubtful(ageMs) ? 'grace' : age;
  }

  return {
    judge,
    isFresh(entry, freshForMs) {
      const { terms } = entry;
      if (terms.failure !== undefined) return false;
      const ageMs = now() - entry.loadedAt;
      // The same as judging it, for the one question that has to be quick. What is no number is no permission.
      const isYoung =
        freshForMs === undefined || freshForMs === terms.rule.freshForMs
          ? ageMs < entry.freshForMs && ageMs < maxAgeMs
          : judgeAge(ageMs, { freshForMs }, maxAgeMs, entry) === 'fresh';
      return isYoung && (entry.checkedAt === invalidations.sequence || isValid(entry)) && !isDoubtful(ageMs);
    },
    verdict(entry, rule, at) {
      const age = entry === undefined ? 'dead' : judge(entry, rule, at);
      if (entry === undefined || age === 'dead') return 'load';
      const { failure, trouble } = entry.terms;
      if (failure !== undefined) return age === 'fresh' ? 'throw' : 'load';
      if (age === 'fresh') return 'give';
      // What failed a moment ago is left alone for a while.
      if (trouble !== undefined && at < trouble.retryAt) return 'leave alone';
      return age === 'stale' ? 'refresh' : 'load';
    },
  };
}
