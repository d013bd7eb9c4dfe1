import { untilAborted } from './abortable.js';
import type { Ask } from './ask.js';
import { batching, type LoadMany, nothing } from './batch.js';
import type { GetOrLoadOptions } from './cache.js';
import { checkGivenTags } from './check-options.js';
import { LoadManyError } from './errors.js';
import type { Emitter } from './events.js';
import { type LoadOrder, namesOf } from './keep.js';
import type { Loaded } from './load-run.js';
import type { Look, LookOrder, Seen } from './look.js';
import { scopeName } from './scope.js';
import type { Scopes } from './scopes.js';
import type { Counting } from './statistics.js';

/** Many values of one kind, and by what they are judged. */
interface Many {
  /** What the values are, within their scope; what is named twice is looked for once. */
  readonly keys: readonly string[];
  /** What each value depends on; a function is asked for every key. */
  readonly tags?: readonly string[] | ((key: string) => readonly string[]) | undefined;
}

/** Many values that may be there: see `Cache.getMany`. */
export interface GetManyOptions
  extends Many,
    Pick<GetOrLoadOptions<unknown>, 'scope' | 'freshForMs' | 'name' | 'signal' | 'tiers'> {}

/** Many values, and how to load those that are not there: see `Cache.getOrLoadMany`. */
export interface GetOrLoadManyOptions<T>
  extends Many,
    Omit<GetOrLoadOptions<T>, 'key' | 'tags' | 'load' | 'isBackground'> {
  /**
   * Loads what no tier has: one call for all such keys, unless `maxBatchSize` says less. What its map gives is kept, `null` and
   * `undefined` too; what it leaves out is not, and `undefined` for whoever asked.
   */
  readonly load: LoadMany<T>;
  /** How many keys one call of `load` may be given, for an API that takes no more; as many as there are unless said. */
  readonly maxBatchSize?: number | undefined;
}

/** The values in the order of the keys; undefined where there is none. */
export type ManyValues<T> = readonly (T | undefined)[];

/** What asking for many works with. */
export interface ManyParts {
  readonly ask: Ask;
  readonly look: Look;
  readonly scopes: Scopes;
  readonly events: Pick<Emitter, 'isHeard' | 'emit'>;
  readonly counting: Pick<Counting, 'counterOf'>;
  /** Throws when the cache was closed meanwhile. */
  readonly throwIfClosed: () => void;
}

/** Answers questions for many values at once. */
export interface AskMany {
  get<T>(question: GetManyOptions): Promise<ManyValues<T>>;
  getOrLoad<T>(question: GetOrLoadManyOptions<T>): Promise<ManyValues<T>>;
}

/** Answers from memory what it can, asks the shared store once for all of the rest, and loads what is nowhere. */
export function askingMany({ ask, look, scopes, events, counting, throwIfClosed }: ManyParts): AskMany {
  /** Puts what is fresh in memory among the values, and gives what is not. */
  function lacking(question: GetManyOptions, values: Map<string, unknown>): readonly LookOrder[] {
    const { keys, tags = none, freshForMs, name = 'unnamed' } = question;
    const scope = scopes.same(question.scope);
    const place = scopeName(scope);
    const common = typeof tags === 'function' ? undefined : namesOf({ scope }, tags);
    const orders: LookOrder[] = [];
    for (const key of keys) {
      if (values.has(key)) continue;
      const entry = ask.fresh(scope, key, freshForMs);
      values.set(key, entry?.value);
      if (entry !== undefined) continue;
      const tagNames = common ?? namesOf({ scope }, typeof tags === 'function' ? checkGivenTags(tags(key)) : tags);
      orders.push({ scope, key, id: place + key, name, tagNames });
    }
    return orders;
  }

  /** What the shared store has of each, in the order of the orders. */
  async function see(question: GetManyOptions, orders: readonly LookOrder[]): Promise<readonly Seen[]> {
    const { signal, tiers } = question;
    if (tiers === 'memory' || orders.length === 0) return [];
    const looking = look.many(question, orders);
    const seen = await (signal === undefined ? looking : untilAborted(looking, signal));
    throwIfClosed();
    return seen ?? [];
  }

  /** Counts what was not in memory, and may have been found in the shared store; that it is old is told by whoever gives it. */
  function count({ scope, key, name }: LookOrder, loaded: Loaded | undefined): void {
    const counter = counting.counterOf(name);
    const isHit = loaded?.state === 'fresh';
    counter.misses += 1;
    if (isHit) counter.sharedHits += 1;
    if (!events.isHeard()) return;
    events.emit({ type: 'miss', scope, key, name });
    if (isHit) events.emit({ type: 'shared-hit', scope, key, name });
  }

  return {
    async get<T>(question: GetManyOptions) {
      const values = new Map<string, unknown>();
      const orders = lacking(question, values);
      const seen = await see(question, orders);
      for (const [index, order] of orders.entries()) {
        const { scope, key } = order;
        const loaded = seen[index]?.loaded;
        // Somebody may have put it there meanwhile.
        const entry = loaded ?? ask.fresh(scope, key, question.freshForMs);
        if (loaded !== undefined || entry === undefined) count(order, loaded);
        values.set(key, entry?.value);
      }
      return question.keys.map((key) => values.get(key) as T | undefined);
    },
    async getOrLoad<T>(question: GetOrLoadManyOptions<T>) {
      const { keys, maxBatchSize, load, signal, name = 'unnamed' } = question;
      const values = new Map<string, unknown>();
      const orders = lacking(question, values);
      const unanswered = orders.filter((order) => !ask.hasAnswer(order, question));
      const askedAt = performance.now();
      const found = await see(question, unanswered);
      const seen = new Map(unanswered.map((order, index) => [order, found[index]]));
      const loadOf = batching(load, maxBatchSize);
      async function answer(order: LookOrder): Promise<void> {
        const { key } = order;
        const { loaded, position } = seen.get(order) ?? {};
        const single: LoadOrder = { ...question, ...order, tags: none, load: loadOf(key), isOneOfMany: true };
        if (loaded !== undefined) count(order, loaded);
        const { value } =
          loaded === undefined
            ? await ask.answerTo<unknown>(single, { position, askedAt })
            : ask.answerWith<unknown>(single, loaded);
        values.set(key, value === nothing ? undefined : value);
      }
      const failures = new Map<string, unknown>();
      async function settle(order: LookOrder): Promise<void> {
        try {
          await answer(order);
        } catch (error) {
          failures.set(order.key, error);
          values.delete(order.key);
        }
      }
      await Promise.all(orders.map(settle));
      if (failures.size > 0) {
        signal?.throwIfAborted();
        throwIfClosed();
        throw new LoadManyError(name, failures, values);
      }
      return keys.map((key) => values.get(key) as T | undefined);
    },
  };
}

const none: readonly string[] = [];
