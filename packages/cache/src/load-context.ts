import { checkFreshness, checkHeaders, checkSeed } from './check-options.js';
import type { Validator } from './entry.js';
import { type Freshness, stricter } from './freshness.js';
import { boundOf, conditions, type HeaderSource, validatorOf } from './http-headers.js';
import type { Once } from './once.js';
import type { Scope } from './scope.js';

/** A value that another one contains, put where it would be looked for by itself. */
export interface Seed {
  readonly key: string;
  readonly value: unknown;
  readonly rule: Freshness;
  readonly tags?: readonly string[] | undefined;
  readonly name?: string | undefined;
  /** The scope of the value that contains it unless said. */
  readonly scope?: Scope | undefined;
}

/** What a load is told, and what it may say. */
export interface LoadContext {
  /** Aborted when nobody waits for the load any more, or it takes too long. */
  readonly signal: AbortSignal;
  /**
   * Calls back once when somebody needs the value now, at once when somebody does already: a load that began with
   * `isBackground` can be patient until then. What the listener throws at once is dropped.
   */
  whenWanted(listener: () => void): void;
  /** The value before, if it is still there: for origins that may say "not modified". */
  readonly previous?: { readonly value: unknown; readonly validator: Validator };
  /** Says how long the value is good for at most; readers may allow less. */
  limit(bound: Freshness): void;
  /** Gives the value to those who wait and to nobody else. */
  doNotStore(): void;
  /** Heeds `cache-control`, `age`, `expires`, `etag` and `last-modified` of an HTTP answer, as far as it has them. */
  heed(headers: HeaderSource): void;
  /** The headers of a conditional request, `if-none-match` or `if-modified-since`; none if there is nothing to compare. */
  conditions(): Readonly<Record<string, string>>;
  /** Keeps parts of the value under their own keys, under the same conditions as the value itself. */
  seed(parts: readonly Seed[]): void;
}

/** What a load said while it ran. */
export interface Said {
  bound: Freshness | undefined;
  validator: Validator | undefined;
  isStorable: boolean;
  seeds: Seed[];
}

/** Listens to a load. */
export function loadContext(
  signal: AbortSignal,
  previous: LoadContext['previous'],
  wanted: Once,
): { context: LoadContext; said: Said } {
  const said: Said = { bound: undefined, validator: undefined, isStorable: true, seeds: [] };
  const context: LoadContext = {
    signal,
    whenWanted: (listener) => wanted.when(listener),
    ...(previous !== undefined && { previous }),
    limit: (bound) => {
      checkFreshness(bound);
      said.bound = stricter(said.bound, bound);
    },
    doNotStore() {
      said.isStorable = false;
    },
    heed(headers) {
      checkHeaders(headers);
      const bound = boundOf(headers);
      if (bound === 'no-store') said.isStorable = false;
      else if (bound !== undefined) said.bound = stricter(said.bound, bound);
      said.validator = validatorOf(headers);
    },
    conditions: () => conditions(previous?.validator),
    seed(parts) {
      for (const part of parts) {
        checkSeed(part);
        // Who it is of is decided now, and not by what becomes of the scope while the load goes on.
        said.seeds.push(part.scope === undefined ? part : { ...part, scope: { ...part.scope } });
      }
    },
  };
  return { context, said };
}
