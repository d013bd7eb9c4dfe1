import type { GetOrLoadOptions } from './cache.js';
import { Entry, type EntryFacts } from './entry.js';
import type { Freshness } from './freshness.js';
import type { Invalidations } from './invalidations.js';
import type { Seed } from './load-context.js';
import type { Memory } from './memory.js';
import { everythingOf, scopeName } from './scope.js';
import type { SharedTier } from './shared-tier.js';
import type { Counting } from './statistics.js';
import type { Position } from './store.js';
import { tagName } from './tags.js';

/** What is to be loaded, and where it belongs. */
export interface LoadOrder extends GetOrLoadOptions<unknown> {
  readonly id: string;
  readonly name: string;
}

/** A value that wants to be kept. */
export interface Kept extends EntryFacts {
  readonly id: string;
  readonly value: unknown;
  readonly failure?: { readonly error: unknown };
  readonly loadedAt: number;
  readonly since: number;
  readonly rule: Freshness;
  readonly jitter?: number | undefined;
}

/** What keeping works with. */
export interface KeepParts {
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly counting: Counting;
  readonly tier: SharedTier | undefined;
  readonly now: () => number;
  readonly random: () => number;
  readonly maxAgeMs: number;
}

/** Rules are few, unless they are made up for each value. */
const mostRules = 1_000;

/** Puts values where they belong, if they may be there. */
export interface Keep {
  /** Keeps a value in memory unless it was invalidated since its load began, or there is a later one. */
  inMemory(kept: Kept): boolean;
  /** Writes a value to the shared store, under the conditions of the store. */
  shared(kept: Kept, position: Position): Promise<boolean>;
  /** Turns the parts of a value into values of their own. */
  partsOf(whole: Kept, seeds: readonly Seed[]): readonly Kept[];
}

/** Keeps values in both tiers. */
export function keeping({ memory, invalidations, counting, tier, now, random, maxAgeMs }: KeepParts): Keep {
  const rules = new Map<string, Freshness>();

  /** The rule alone, without the question that it came with, and the same one for all that are kept by it. */
  function ruleOf({ rule: { freshForMs, staleForMs = 0, graceMs = 0 } }: Pick<Kept, 'rule'>): Freshness {
    const name = `${freshForMs} ${staleForMs} ${graceMs}`;
    const known = rules.get(name);
    if (known !== undefined) return known;
    if (rules.size >= mostRules) rules.clear();
    const rule = { freshForMs, staleForMs, graceMs };
    rules.set(name, rule);
    return rule;
  }

  return {
    inMemory(kept) {
      const { jitter = 0, ...facts } = kept;
      if (!invalidations.isUntouched(facts.tags, facts.since)) return false;
      // A load that began earlier may end later than one that could not join it, and must not overwrite it.
      const present = memory.find(facts.scope, facts.key);
      if (present !== undefined && (present.since > facts.since || present.loadedAt > facts.loadedAt)) return false;
      const share = 1 - jitter * random();
      const counter = counting.counterOf(facts.name);
      const rule = ruleOf(facts);
      return memory.set(new Entry({ ...facts, rule, share, maxAgeMs, counter, checkedAt: invalidations.sequence }));
    },
    async shared({ id, value, scope, tags, loadedAt, bound, validator }, position) {
      if (tier === undefined) return false;
      const ageMs = now() - loadedAt;
      const names = scope.kind === 'public' ? tags : [...tags, everythingOf(scopeName(scope))];
      return tier.write(id, value, {
        since: position,
        names,
        ageMs,
        // Whole, as the store counts: what it keeps for longer than this says has an age that nobody knows.
        ttlMs: Math.floor(maxAgeMs - ageMs),
        ...(bound !== undefined && { bound }),
        ...(validator !== undefined && { validator }),
      });
    },
    partsOf(whole, seeds) {
      return seeds.map(({ key, value, rule, tags = [], name = whole.name, scope = whole.scope }) => {
        const { loadedAt, since, bound, jitter } = whole;
        const place = scopeName(scope);
        const id = place + key;
        const named = [...tags.map((tag) => tagName(place, tag)), id];
        return { id, scope, key, name, value, rule, tags: named, loadedAt, since, bound, jitter };
      }) as readonly Kept[];
    },
  };
}

/** Names what a value of this order depends on: its tags, and itself. */
export function namesOf({ scope, id }: Pick<LoadOrder, 'scope' | 'id'>, tags: readonly string[]): readonly string[] {
  const place = scopeName(scope);
  return [...tags.map((tag) => tagName(place, tag)), id];
}
