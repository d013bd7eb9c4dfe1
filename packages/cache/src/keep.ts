import type { GetOrLoadOptions } from './cache.js';
import { Entry, type EntryFacts, type Terms } from './entry.js';
import type { EnvelopeHeader } from './envelope-header.js';
import { UnwritableValueError } from './errors.js';
import type { Emitter } from './events.js';
import { type Freshness, stricter } from './freshness.js';
import type { Invalidations } from './invalidations.js';
import type { Seed } from './load-context.js';
import type { Memory } from './memory.js';
import { compact } from './names.js';
import { markOf, scopeName } from './scope.js';
import type { Scopes } from './scopes.js';
import type { SharedTier } from './shared-tier.js';
import type { Counter, Counting } from './statistics.js';
import type { Position } from './store.js';
import { anyTagName, tagName } from './tags.js';

/** What is to be loaded, and where it belongs. */
export interface LoadOrder extends GetOrLoadOptions<unknown> {
  readonly id: string;
  readonly name: string;
  /** Those of its tags, if they are known before it is loaded. */
  readonly tagNames: readonly string[] | undefined;
  /** Set when its load is a part of a load of many, which may have nothing for it. */
  readonly isOneOfMany?: boolean;
}

/** A value that wants to be kept. */
export interface Kept extends EntryFacts {
  readonly id: string;
  /** The names of its tags, each with its scope. */
  readonly tags: readonly string[];
  readonly value: unknown;
  readonly failure?: { readonly error: unknown };
  readonly loadedAt: number;
  readonly since: number;
  readonly rule: Freshness;
  readonly jitter?: number | undefined;
  /** What it holds in memory, if that is known. */
  readonly heldBytes?: number | undefined;
  /** For how long after an invalidation of its tags nobody else is given it, and for how long it is then fresh here. */
  readonly settle?: GetOrLoadOptions<unknown>['settle'];
}

/** What keeping works with. */
export interface KeepParts {
  readonly memory: Memory;
  readonly invalidations: Invalidations;
  readonly counting: Counting;
  readonly tier: SharedTier | undefined;
  readonly scopes: Scopes;
  readonly emit: Emitter['emit'];
  readonly now: () => number;
  readonly random: () => number;
  readonly maxAgeMs: number;
}

/** Kinds of values and the names of their tags are few, or at least often the same, unless they are made up for each value. */
const mostTerms = 1_000;
const mostNames = 4_000;

/** Puts values where they belong, if they may be there. */
export interface Keep {
  /** Whether a value that began then is still good: nothing that can make it void was invalidated since, and whose it is was not forgotten. */
  isCurrent(value: Pick<Kept, 'id' | 'scope' | 'tags'>, since: number): boolean;
  /** Keeps a value in memory unless it was invalidated since its load began, or there is a later one. */
  inMemory(kept: Kept): boolean;
  /** Writes a value to the shared store, under the conditions of the store; within so long if somebody waits for it. */
  shared(kept: Kept, position: Position, limitMs?: number): Promise<boolean>;
  /** Believes a value that the shared store did not take for a moment only, if its origin may show the past. */
  doubt(kept: Kept): void;
  /** Turns the parts of a value into values of their own, of which nothing is said yet but by their rules. */
  partsOf(whole: Kept, seeds: readonly Seed[]): readonly Kept[];
  /** Lets go of the texts and scopes that entries share; some bear the names of users. */
  forgetNames(): void;
}

/** Keeps values in both tiers. */
export function keeping(parts: KeepParts): Keep {
  const { memory, invalidations, counting, tier, scopes, emit, now, random, maxAgeMs } = parts;
  const terms = new Map<string, Terms>();
  let latest: Terms | undefined;
  const names = new Map<string, string>();

  /** The same terms for all that are kept by one rule under one name and of which nothing more is said. */
  function termsOf({ name, rule, bound, validator, failure }: Kept): Terms {
    const common = commonTerms(name, rule);
    const isCommon = bound === undefined && validator === undefined && failure === undefined;
    return isCommon ? common : { ...common, bound, validator, failure };
  }

  function commonTerms(name: string, { freshForMs, staleForMs = 0, graceMs = 0 }: Freshness): Terms {
    // Mostly the same as the last time: to see that takes less than to put their name together.
    const before = latest?.rule;
    if (
      latest?.name === name &&
      before?.freshForMs === freshForMs &&
      before.staleForMs === staleForMs &&
      before.graceMs === graceMs
    ) {
      return latest;
    }
    const id = `${freshForMs} ${staleForMs} ${graceMs} ${name}`;
    let common = terms.get(id);
    if (common === undefined) {
      const counter = counting.counterOf(name);
      // The rule alone, without the question that it came with.
      common = makeTerms(name, counter, { freshForMs, staleForMs, graceMs });
      if (terms.size >= mostTerms) terms.clear();
      terms.set(id, common);
    }
    latest = common;
    return common;
  }

  /** One text for all entries that have the name. */
  function sameText(name: string): string {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size >= mostNames) names.clear();
    names.set(name, name);
    return name;
  }

  const isCurrent: Keep['isCurrent'] = (value, since) =>
    // Mostly nothing was invalidated at all: to see that takes no names.
    since >= invalidations.sequence || invalidations.isUntouched(namesVoiding(value), since);

  return {
    isCurrent,
    inMemory(kept) {
      const { scope, key, value, tags, loadedAt, since, jitter = 0 } = kept;
      if (!isCurrent(kept, since)) return false;
      // A load that began earlier may end later than one that could not join it, and must not overwrite it; what is void keeps nothing out.
      const present = memory.find(scope, key);
      const isLater = present !== undefined && (present.since > since || present.loadedAt > loadedAt);
      if (isLater && invalidations.isUntouched(present.names, present.since)) return false;
      const share = 1 - jitter * random();
      const [own, checkedAt] = [termsOf(kept), invalidations.sequence];
      const texts = compact(tags.map(sameText));
      const entry = new Entry({
        scope: scopes.same(scope),
        key,
        value,
        terms: own,
        loadedAt,
        share,
        since,
        checkedAt,
        names: texts,
      });
      return memory.set(entry, kept.heldBytes);
    },
    shared({ id, value, scope, key, name, tags, loadedAt, bound, validator, settle }, position, limitMs) {
      if (tier === undefined) return Promise.resolve(false);
      const ageMs = now() - loadedAt;
      const held = memory.find(scope, key);
      const header: EnvelopeHeader = {
        since: position,
        names: namesVoiding({ scope, id, tags }),
        ageMs,
        // Whole, as the store counts: what it keeps for longer than this says has an age that nobody knows.
        ttlMs: Math.floor(maxAgeMs - ageMs),
        bound,
        validator,
        heldBytes: held?.value === value ? held?.bytes : undefined,
      };
      // Counted from the moment on at which the load began.
      const forMs = settle === undefined || settle.forMs <= 0 ? 0 : settle.forMs + ageMs;
      const terms = { settle: forMs > 0 ? { names: tags, forMs } : undefined, limitMs };
      return tier.write(id, value, header, terms).catch((error: unknown) => {
        if (!(error instanceof UnwritableValueError)) throw error;
        emit({ type: 'unwritable', error, scope, key, name });
        return false;
      });
    },
    doubt(kept) {
      const { scope, key, value, settle, bound } = kept;
      if (settle === undefined || settle.forMs <= 0 || memory.find(scope, key)?.value !== value) return;
      this.inMemory({ ...kept, bound: stricter(bound, { freshForMs: settle.freshForMs, staleForMs: 0 }) });
    },
    forgetNames() {
      names.clear();
      scopes.forget();
    },
    partsOf(whole, seeds) {
      return seeds.map(({ key, value, rule, tags = [], name = whole.name, ...seed }) => {
        const { loadedAt, since, jitter, settle } = whole;
        const scope = scopes.same(seed.scope ?? whole.scope);
        const place = scopeName(scope);
        const id = place + key;
        const named = tags.map((tag) => tagName(place, tag));
        return { id, scope, key, name, value, rule, tags: named, loadedAt, since, jitter, settle };
      }) as readonly Kept[];
    },
  };
}

/** The names of these tags in the scope of the order. */
export function namesOf({ scope }: Pick<LoadOrder, 'scope'>, tags: readonly string[]): readonly string[] {
  const place = scopeName(scope);
  return tags.map((tag) => tagName(place, tag));
}

/** Everything that can make a value void. */
export function namesVoiding({ scope, id, tags }: Pick<Kept, 'scope' | 'id' | 'tags'>): readonly string[] {
  return scope.kind === 'public' ? [...tags, id] : [...tags, id, markOf(scope)];
}

/** What can make the value of this order void, as far as that is known before it is loaded: its tags, or any, and itself. */
export function watchedBy({ id, scope, tagNames }: Pick<LoadOrder, 'scope' | 'id' | 'tagNames'>): readonly string[] {
  return tagNames === undefined ? [anyTagName(scopeName(scope)), id] : [...tagNames, id];
}

/**
 * Whether whoever asks goes by tags that the entry was not kept under, as a program of another version may: what became of
 * those since, nobody knows.
 */
export function dependsOnMore(
  { scope, tags = [], tagNames }: Pick<LoadOrder, 'scope' | 'tags'> & Partial<Pick<LoadOrder, 'tagNames'>>,
  names: readonly string[],
  value: unknown,
): boolean {
  try {
    const expected = tagNames ?? namesOf({ scope }, typeof tags === 'function' ? tags(value) : tags);
    return expected.some((name) => !names.includes(name));
  } catch {
    // A value that these tags were not made for.
    return true;
  }
}

/** One shape for all. */
function makeTerms(name: string, counter: Counter, rule: Freshness): Terms {
  return { name, counter, rule, bound: undefined, validator: undefined, failure: undefined, trouble: undefined };
}
