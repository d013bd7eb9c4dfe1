import type { Scope } from './scope.js';

/** A stored value and what must be known to judge it. */
export interface Entry {
  readonly value: unknown;
  /** When its load began: the value may be as old as that. */
  readonly loadedAt: number;
  /** The sequence of invalidations when its load began. */
  readonly since: number;
  /** The names of its tags, each with its scope. */
  readonly tags: readonly string[];
  readonly scope: Scope;
  readonly key: string;
  readonly name: string;
}

/** How old a value may be for whom; every duration begins when the value was loaded or stopped being fresh. */
export interface Freshness {
  readonly freshForMs: number;
  readonly staleForMs?: number;
  readonly graceMs?: number;
}

/** What an age is good for: an answer, an answer and a refresh behind it, an answer when the load fails, or nothing. */
export type Age = 'fresh' | 'stale' | 'grace' | 'dead';

/** Judges an age by the rule of whoever reads, bounded by the hard maximum. */
export function judge(ageMs: number, rule: Freshness, maxAgeMs: number): Age {
  if (ageMs >= maxAgeMs) return 'dead';
  if (ageMs < rule.freshForMs) return 'fresh';
  if (ageMs < rule.freshForMs + (rule.staleForMs ?? 0)) return 'stale';
  return ageMs < rule.freshForMs + (rule.graceMs ?? 0) ? 'grace' : 'dead';
}
