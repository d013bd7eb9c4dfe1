import type { Freshness } from './freshness.js';
import type { Names } from './names.js';
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
  /** What the load itself said about how long the value is good for; readers may allow less, never more. */
  readonly bound?: Freshness | undefined;
  readonly validator?: Validator | undefined;
}

/** More uses than this say no more about what will be used again. */
const mostUses = 3;

/** What is said of a value beside the value; entries of which the same is said share it. */
export interface Terms {
  /** What kind of value it is. */
  readonly name: string;
  readonly counter: Counter;
  /** The rule of whoever had it stored, for readers who bring none. */
  readonly rule: Freshness;
  readonly bound: Freshness | undefined;
  readonly validator: Validator | undefined;
  /** Set when the load failed in a way that is remembered: it is thrown in place of a value. */
  readonly failure: { readonly error: unknown } | undefined;
  /** Set when loads failed to replace the value: how many in a row, the last with what, and until when nobody tries again. */
  readonly trouble: { readonly failures: number; readonly error: unknown; readonly retryAt: number } | undefined;
}

/** What an entry is made of. */
export interface EntryParts extends Pick<EntryFacts, 'scope' | 'key'> {
  readonly value: unknown;
  readonly names: Names;
  readonly terms: Terms;
  readonly loadedAt: number;
  /** From 0 to 1: which part of its freshness it really gets, so that what was stored together does not expire together. */
  readonly share: number;
  readonly since: number;
  readonly checkedAt: number;
}

/**
 * A value in memory and what must be known to judge it. There are many of them: each field that is not here is eight bytes
 * for each, so what several have in common is in their terms, and what can be derived is not kept.
 */
export class Entry {
  readonly value: unknown;
  /** When its load began: the value may be as old as that. */
  readonly loadedAt: number;
  /** For how many whole milliseconds from then on it is fresh by its own terms. */
  readonly freshForMs: number;
  /** The sequence at which its names were last found untouched; they need no second look until it changes. */
  checkedAt: number;
  terms: Terms;
  /** How often it was given to anybody since the memory last looked for what could leave, up to {@link mostUses}. */
  uses = 0;
  readonly key: string;
  readonly scope: Scope;
  /** What makes it void when it is invalidated, beside the key itself: its tags, with their scopes. */
  readonly names: Names;
  /** The sequence of invalidations when its load began. */
  since: number;
  /** Kept by the memory tier: its place in the queue, and how much it holds. */
  older: Entry | undefined = undefined;
  newer: Entry | undefined = undefined;
  bytes = 0;

  constructor({ value, loadedAt, share, checkedAt, terms, key, scope, names, since }: EntryParts) {
    this.value = value;
    this.loadedAt = loadedAt;
    this.freshForMs = Math.floor(allowed(terms) * share);
    this.checkedAt = checkedAt;
    this.terms = terms;
    this.key = key;
    this.scope = scope;
    this.names = names;
    this.since = since;
  }

  /** From 0 to 1: which part of its freshness it really gets. */
  get share(): number {
    const whole = allowed(this.terms);
    return whole > 0 && whole < Number.POSITIVE_INFINITY ? this.freshForMs / whole : 1;
  }

  get bound(): Freshness | undefined {
    return this.terms.bound;
  }

  /** Notes that it is given to somebody. */
  use(): void {
    if (this.uses < mostUses) this.uses += 1;
  }

  /** Makes it good for nothing but being compared with: it began before anything that counts. */
  void(): void {
    this.since = -1;
    this.checkedAt = -1;
  }
}

/** For how long those who had it stored allow it to be fresh. */
function allowed({ rule, bound }: Terms): number {
  return Math.min(rule.freshForMs, bound?.freshForMs ?? Number.POSITIVE_INFINITY);
}
