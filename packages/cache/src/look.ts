import { trustedSince } from './coherence.js';
import type { Entry } from './entry.js';
import { type Freshness, judge } from './freshness.js';
import { dependsOnMore, type Kept, type LoadOrder, namesVoiding } from './keep.js';
import type { Circumstances, Loaded } from './load-run.js';
import type { Memory } from './memory.js';
import type { BringingParts } from './parts.js';
import { isScopeMark } from './scope.js';
import type { SharedRead } from './shared-tier.js';
import type { Position } from './store.js';

/** What looking works with. */
export interface LookParts extends Omit<BringingParts, 'behind' | 'emit'> {
  readonly memory: Memory;
}

/** What the shared store had. */
export interface Seen {
  /** Where its invalidations stood; undefined when it can't be asked. */
  readonly position?: Position | undefined;
  /** Left out when there was nothing that may be given. */
  readonly loaded?: Loaded | undefined;
}

/** Looks into the shared store, and keeps in memory what is found there; whoever gives it to somebody counts that. */
export interface Look {
  one(circumstances: Pick<Circumstances, 'order' | 'since'>): Promise<Seen>;
  /** For many values, in one trip. Undefined when the store can't be asked. */
  many(rule: LookRule, orders: readonly LookOrder[]): Promise<readonly Seen[] | undefined>;
}

/** What is looked for. */
export type LookOrder = Pick<LoadOrder, 'id' | 'scope' | 'key' | 'name' | 'tagNames'>;

/** By what it is judged, and kept. */
export type LookRule = Freshness & Pick<LoadOrder, 'jitter'>;

/** Under what circumstances something was found. */
interface Seeing {
  readonly since: number;
  readonly position: Position;
  /** The names that it was expected to have. */
  readonly expected: readonly string[] | undefined;
}

/** Makes what looks into the shared store. */
export function looking(parts: LookParts): Look {
  const { memory, invalidations, keep, tier, coherence, now, maxAgeMs } = parts;

  function take(
    order: LookOrder & Pick<LoadOrder, 'tags'>,
    rule: LookRule,
    { value, ageMs, header }: NonNullable<SharedRead['entry']>,
    { since, position, expected }: Seeing,
  ): Loaded | undefined {
    const { bound, validator, heldBytes, names } = header;
    const { id, scope, key, name } = order;
    // Mostly the very names that were expected: nothing is to be found out about them.
    const known = names === expected ? order.tagNames : undefined;
    if (known === undefined && dependsOnMore(order, names, value)) return undefined;
    const loadedAt = now() - ageMs;
    const age = judge(ageMs, rule, maxAgeMs, { bound });
    // What is too old for an answer may still be what the origin says "not modified" about.
    if (age === 'dead' && validator === undefined) return undefined;
    // The entry itself, and whose it is, are no tags.
    const tags = known ?? names.filter((each) => each !== id && !isScopeMark(each));
    const { jitter } = rule;
    const kept: Kept = {
      id,
      scope,
      key,
      name,
      value,
      tags,
      loadedAt,
      since,
      rule,
      jitter,
      heldBytes,
      bound,
      validator,
    };
    const isStored = keep.inMemory(kept);
    // Invalidated while it was on its way, or too old to be more than a comfort when the load fails.
    if (!isStored || age === 'grace' || age === 'dead') return undefined;
    return { value, loadedAt, from: 'shared', state: age, isStored, position };
  }

  /** What invalidated it in the store is not heard of here, maybe: then what memory had is no better. */
  function voidUnlessHeard(held: Entry | undefined, found: SharedRead['found'] | undefined): void {
    if (found === 'void' && coherence?.isCertain() === false) held?.void();
  }

  return {
    // No async function: everything that is loaded is looked for first.
    one({ order, since }) {
      if (tier === undefined) return Promise.resolve({});
      const asked = coherence?.known;
      const expected = expectedNames(order);
      const held = memory.find(order.scope, order.key);
      return tier.read(order.id, expected).then((read) => {
        if (read === undefined) return {};
        const { position, entry, found } = read;
        coherence?.observe(position, asked);
        voidUnlessHeard(held, found);
        const loaded =
          entry && take(order, order, entry, { since: trustedSince(coherence, position, since()), position, expected });
        return { position, loaded };
      });
    },
    async many(rule, orders) {
      const [since, asked, askedAt, puts] = [invalidations.sequence, coherence?.known, now(), memory.puts];
      const questions = orders.map((order) => ({ id: order.id, names: expectedNames(order) ?? [] }));
      const held = orders.map(({ scope, key }) => memory.find(scope, key));
      const found = await tier?.readMany(questions);
      if (found === undefined) return undefined;
      // Mostly all of one position; a store that is asked for each by itself may have moved on meanwhile.
      const positions = new Set(found.map(({ position }) => position));
      for (const position of positions) coherence?.observe(position, asked);
      const trusted = new Map([...positions].map((each) => [each, trustedSince(coherence, each, since)]));
      const isQuiet = memory.puts === puts;
      return orders.map((order, index) => {
        const { position, entry, found: state } = found[index] ?? nowhere;
        voidUnlessHeard(held[index], state);
        if (position === undefined || entry === undefined) return { position };
        // What was set or loaded here meanwhile is later.
        if (!isQuiet && (memory.find(order.scope, order.key)?.loadedAt ?? Number.NaN) >= askedAt) return { position };
        const expected = questions[index]?.names;
        return {
          position,
          loaded: take(order, rule, entry, { since: trusted.get(position) ?? -1, position, expected }),
        };
      });
    },
  };
}

const nowhere: Partial<SharedRead> = {};

/** The names that its entry has in the shared store, unless it was kept under other tags; undefined when the value decides. */
function expectedNames({ scope, id, tagNames }: LookOrder): readonly string[] | undefined {
  return tagNames && namesVoiding({ scope, id, tags: tagNames });
}
