import type { Clock } from './clock.js';
import type { CooldownStore } from './cooldown-store.js';
import type { PerKey } from './keyed.js';

/** What of a `cooldown` can be changed while it is used. */
export interface CooldownSettings {
  /** Up to this long a cooldown is waited for; a longer one refuses calls at once. */
  readonly maxWaitMs?: number;
  /** How long the one call after a silence may keep the others waiting. */
  readonly probeTimeoutMs?: number;
}

/** The settings of `cooldown`. */
export interface CooldownOptions extends CooldownSettings {
  /** How many milliseconds of silence an error asks for, if it does. */
  readonly cooldownOf: (error: unknown) => number | undefined;
  /** `false` lets one refusal silence the calls of all keys; otherwise those that share its key, or the group that a function puts it into. */
  readonly perKey?: PerKey;
  /** Where other processes learn of it. */
  readonly store?: CooldownStore;
  /** How old the knowledge of what other processes learned may be. */
  readonly refreshMs?: number;
  /** How long the store may take before this process goes on by itself. */
  readonly storeTimeoutMs?: number;
  readonly name?: string;
  readonly clock?: Clock;
}

/** The settings with what is used unless said; throws a RangeError when they make no sense. */
export function checked({ maxWaitMs = 5_000, probeTimeoutMs = 10_000 }: CooldownSettings): Required<CooldownSettings> {
  if (!(maxWaitMs >= 0 && probeTimeoutMs > 0)) {
    throw new RangeError('maxWaitMs must be at least 0 and probeTimeoutMs above 0');
  }
  return { maxWaitMs, probeTimeoutMs };
}
