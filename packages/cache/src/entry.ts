import type { Freshness } from './freshness.js';
import type { Scope } from './scope.js';
import type { Counter } from './statistics.js';

/** What lets an origin say "not modified" in place of sending the same again. */
export interface Validator {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What belongs to a value wherever it is kept. */
export interface EntryFacts {
  readonly scope: Scope;
  readonly key: string;
  /** What kind of value it is. */
  readonly name: string;
  /** The names of its tags, each with its scope. */
  readonly tags: readonly string[];
  /** What the load itself said about how long the value is good for; readers may allow less, never more. */
  readonly bound?: Freshness;
  readonly validator?: Validator;
}

/** A value in memory and what must be known to judge it. */
export interface Entry extends EntryFacts {
  readonly value: unknown;
  /** Set when the load failed in a way that is remembered: it is thrown in place of a value. */
  readonly failure?: { readonly error: unknown };
  /** When its load began: the value may be as old as that. */
  readonly loadedAt: number;
  /** The sequence of invalidations when its load began. */
  readonly since: number;
  /** The rule of whoever had it stored, for readers who bring none. */
  readonly rule: Freshness;
  /** From 0 to 1: which part of its freshness it really gets, so that what was stored together does not expire together. */
  readonly share: number;
  /** The age at which it is fresh for nobody: by what the load said, and by the hard maximum. */
  readonly mostFreshMs: number;
  readonly counter: Counter;
  /** The sequence at which its tags were last found untouched; they need no second look until it changes. */
  checkedAt: number;
  /** How many loads in a row failed to replace it, and until when nobody tries again. */
  failures: number;
  retryAt: number;
}
