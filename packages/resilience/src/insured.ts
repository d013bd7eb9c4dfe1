import { type Clock, systemClock } from './clock.js';
import { emitter, type PolicyEvent } from './events.js';
import { type Keyed, keyed } from './keyed.js';
import { type Limiter, nothingToBegin } from './limiter.js';
import { checked, type TokenBucketSettings } from './token-bucket.js';

/** The settings of {@link insured}. */
export interface InsuredOptions extends TokenBucketSettings {
  /** The shared limiter. Its rate is `ratePerSecond`, of which each process takes its part when it is lost. */
  readonly limiter: Limiter;
  /** How many processes share the rate, as far as is known. */
  readonly processes?: number;
  /** How long the shared limiter is left alone after a failure. */
  readonly retryAfterMs?: number;
  /** How long somebody who is expected may take to come: whoever would find it no longer left alone is expected by the shared limiter, too. 0 unless said. */
  readonly comesWithinMs?: number;
  readonly name?: string;
  readonly clock?: Clock;
}

/** A limiter that tells when the shared one is lost and found. */
export interface InsuredLimiter extends Limiter {
  /** Whether this process decides on its own at the moment. */
  readonly isLost: boolean;
  readonly on: (listener: (event: PolicyEvent) => void) => () => void;
}

/** When a bucket of this process would be full again, in milliseconds of the clock. */
interface OwnBucket {
  fullAt: number;
}

/** Keeps a shared limiter's promise when it cannot be reached: this process then allows itself its part of the rate. */
export function insured(options: InsuredOptions): InsuredLimiter {
  const { limiter, processes = 1, retryAfterMs = 1_000, comesWithinMs = 0 } = options;
  const { name = 'limiter', clock = systemClock } = options;
  if (!(processes >= 1)) throw new RangeError(`processes must be at least 1, not ${processes}`);
  const { ratePerSecond, intervalMs } = checked({ ...options, ratePerSecond: options.ratePerSecond / processes });
  const burst = Math.max(1, Math.floor((options.burst ?? 1) / processes));
  const { emit, on } = emitter(name);
  const newBuckets = (): Keyed<OwnBucket> =>
    keyed({ perKey: true, create: () => ({ fullAt: 0 }), isIdle: ({ fullAt }) => fullAt <= clock.now() });
  let buckets = newBuckets();
  let lostUntil: number | undefined;

  function takeOwn(key: string | undefined): number {
    const now = clock.now();
    const bucket = buckets.of(key);
    const full = Math.max(now, bucket.fullAt);
    const waitMs = full - now - (burst - 1) * intervalMs;
    // A shorter wait than instants are fine would end before it began.
    if (waitMs > 1e-3) return waitMs;
    bucket.fullAt = full + intervalMs;
    return 0;
  }

  const isLeftAlone = (inMs = 0): boolean => lostUntil !== undefined && clock.now() + inMs < lostUntil;

  return {
    on,
    get isLost() {
      return lostUntil !== undefined;
    },
    expect: (key) => (isLeftAlone(comesWithinMs) ? nothingToBegin : (limiter.expect?.(key) ?? nothingToBegin)),
    async take(key, signal) {
      if (isLeftAlone()) return takeOwn(key);
      try {
        const waitMs = await limiter.take(key, signal);
        if (lostUntil !== undefined) {
          emit({ type: 'restored' });
          lostUntil = undefined;
          buckets = newBuckets();
        }
        return waitMs;
      } catch (error) {
        signal.throwIfAborted();
        if (lostUntil === undefined) emit({ type: 'lost', error });
        lostUntil = clock.now() + retryAfterMs;
        return takeOwn(key);
      }
    },
    describe: () => `${limiter.describe()}, ${ratePerSecond} a second in each while it is lost`,
  };
}
