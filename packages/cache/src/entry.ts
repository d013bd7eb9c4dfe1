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
  readonly bound?: Freshness | undefined;
  readonly validator?: Validator | undefined;
}

/** More uses than this say no more about what will be used again. */
const mostUses = 3;

/** What an entry is made of. */
export interface EntryParts extends EntryFacts {
  readonly value: unknown;
  readonly failure?: { readonly error: unknown } | undefined;
  readonly loadedAt: number;
  readonly since: number;
  readonly rule: Freshness;
  readonly share: number;
  readonly maxAgeMs: number;
  readonly counter: Counter;
  readonly checkedAt: number;
}

/**
 * A value in memory and what must be known to judge it. A class, so that all have one shape; what a hit looks at comes
 * first, so that it lies side by side.
 */
export class Entry implements EntryFacts {
  readonly value: unknown;
  /** Until when it is a fresh value for readers who bring the rule that it was stored by, or none. */
  readonly freshUntil: number;
  /** The sequence at which its tags were last found untouched; they need no second look until it changes. */
  checkedAt: number;
  readonly counter: Counter;
  /** How often it was given to anybody since the memory last looked for what could leave, up to {@link mostUses}. */
  uses = 0;
  /** What all who find it fresh are given: one promise, made when it is first asked for. */
  promise: Promise<unknown> | undefined = undefined;
  /** Set when the load failed in a way that is remembered: it is thrown in place of a value. */
  readonly failure: { readonly error: unknown } | undefined;
  /** When its load began: the value may be as old as that. */
  readonly loadedAt: number;
  /** From 0 to 1: which part of its freshness it really gets, so that what was stored together does not expire together. */
  readonly share: number;
  readonly scope: Scope;
  readonly key: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly bound: Freshness | undefined;
  readonly validator: Validator | undefined;
  /** The sequence of invalidations when its load began. */
  readonly since: number;
  /** The rule of whoever had it stored, for readers who bring none. */
  readonly rule: Freshness;
  /** Set when loads failed to replace it: how many in a row, and until when nobody tries again. */
  trouble: { readonly failures: number; readonly retryAt: number } | undefined = undefined;
  /** Kept by the memory tier: its place in the queue, and how much it holds. */
  older: Entry | undefined = undefined;
  newer: Entry | undefined = undefined;
  bytes = 0;

  constructor(parts: EntryParts) {
    this.value = parts.value;
    const boundMs = (parts.bound?.freshForMs ?? Number.POSITIVE_INFINITY) * parts.share;
    const freshForMs = Math.min(parts.rule.freshForMs * parts.share, boundMs, parts.maxAgeMs);
    this.freshUntil = parts.failure === undefined ? parts.loadedAt + freshForMs : Number.NEGATIVE_INFINITY;
    this.checkedAt = parts.checkedAt;
    this.counter = parts.counter;
    this.failure = parts.failure;
    this.loadedAt = parts.loadedAt;
    this.share = parts.share;
    this.scope = parts.scope;
    this.key = parts.key;
    this.name = parts.name;
    this.tags = parts.tags;
    this.bound = parts.bound;
    this.validator = parts.validator;
    this.since = parts.since;
    this.rule = parts.rule;
  }

  /** Notes that it is given to somebody. */
  use(): void {
    if (this.uses < mostUses) this.uses += 1;
  }
}
