import { begin, type CallContext, contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { DeadlineError } from './errors.js';
import { emitter } from './events.js';
import { keyed, type PerKey } from './keyed.js';
import type { ExecuteOptions, Policy, Reconfigurable } from './policy.js';
import { type WaitingLine, waitingLine } from './waiting-line.js';

/** What of a {@link tokenBucket} can be changed while it is used. */
export interface TokenBucketSettings {
  /** How many calls a second may begin in the long run. */
  readonly ratePerSecond: number;
  /** How many may begin at once after a pause; 1 unless said. */
  readonly burst?: number;
}

/** The settings of {@link tokenBucket}. */
export interface TokenBucketOptions extends TokenBucketSettings {
  /** Keeps one bucket for each key, or for each group that a function puts keys into, instead of one for all. */
  readonly perKey?: PerKey;
  readonly name?: string;
  readonly clock?: Clock;
}

/** A {@link tokenBucket} can also be asked for tokens alone. */
export interface TokenBucket extends Policy, Reconfigurable<TokenBucketSettings> {
  /** Takes a token, after a wait if it must; rejects when the caller leaves or it can't be had before the deadline. */
  acquire(options?: ExecuteOptions): Promise<void>;
  /** Takes a token if one is there and nobody waits for it. */
  tryAcquire(key?: string): boolean;
  /** How many calls could begin now; 0 while any wait. */
  tokens(key?: string): number;
}

interface Bucket {
  /** When the bucket would be full again; a call moves it by one interval (the generic cell rate algorithm). */
  fullAt: number;
  readonly line: WaitingLine;
  /** Ends the wait for the next token. */
  wake?: (() => void) | undefined;
}

/** Milliseconds since 1970 are no finer than about this: a shorter wait would end before it began, and for ever. */
const RESOLUTION_MS = 1e-3;

const done: Promise<void> = Promise.resolve();

/**
 * Lets calls begin at a steady rate, by lane and in the order in which they came.
 * cockatiel has no rate limiter; the bucket is one number, so that it can't drift, and its line is fair and abortable.
 */
export function tokenBucket(options: TokenBucketOptions): TokenBucket {
  const { perKey = false, clock = systemClock, name = 'token-bucket' } = options;
  let { ratePerSecond, intervalMs, burst } = checked(options);
  const { emit, on } = emitter(name);
  const buckets = keyed<Bucket>({
    perKey,
    create() {
      // Whoever leaves may have been the last, or the one whom the next token was waited for.
      const bucket: Bucket = { fullAt: 0, line: waitingLine(() => serve(bucket)) };
      return bucket;
    },
    isIdle: (bucket) => bucket.line.length === 0 && bucket.fullAt <= clock.now(),
  });

  /** Milliseconds until a token is there for whoever comes after `ahead` others. */
  const waitFor = (bucket: Bucket, ahead: number, now: number): number => {
    const waitMs = bucket.fullAt - now - (burst - 1 - ahead) * intervalMs;
    return waitMs > RESOLUTION_MS ? waitMs : 0;
  };
  const take = (bucket: Bucket, now: number): void => {
    bucket.fullAt = Math.max(bucket.fullAt, now) + intervalMs;
  };

  function tryTake(bucket: Bucket, now: number): boolean {
    if (bucket.line.length > 0 || waitFor(bucket, 0, now) > 0) return false;
    take(bucket, now);
    return true;
  }

  async function queue(bucket: Bucket, { signal, deadline, key, lane }: CallContext): Promise<void> {
    const since = clock.now();
    const waitMs = waitFor(bucket, bucket.line.ahead(lane), since);
    if (deadline !== undefined && since + waitMs >= deadline) {
      const error = new DeadlineError('No token can be had before the deadline');
      emit({ type: 'reject', error, waitMs, key });
      throw error;
    }
    emit({ type: 'wait', waitMs, key });
    const turn = bucket.line.join(signal, lane);
    if (bucket.wake === undefined) serve(bucket);
    await turn;
    emit({ type: 'admit', tookMs: clock.now() - since, key });
    signal.throwIfAborted();
  }

  /** Calls everybody for whom there is a token now, and comes back for the next. */
  function serve(bucket: Bucket): void {
    bucket.wake?.();
    bucket.wake = undefined;
    for (const now = clock.now(); bucket.line.length > 0; ) {
      const waitMs = waitFor(bucket, 0, now);
      if (waitMs > 0) {
        bucket.wake = clock.after(waitMs, () => serve(bucket));
        return;
      }
      take(bucket, now);
      bucket.line.callNext();
    }
  }

  function acquire(call?: ExecuteOptions): Promise<void> {
    if (call?.signal?.aborted) return Promise.reject(call.signal.reason);
    const bucket = buckets.of(call?.key);
    return tryTake(bucket, clock.now()) ? done : queue(bucket, contextOf(call));
  }

  return {
    name,
    on,
    acquire,
    tryAcquire: (key) => tryTake(buckets.of(key), clock.now()),
    tokens(key) {
      const bucket = buckets.peek(key);
      if (bucket === undefined) return burst;
      const missing = Math.max(0, bucket.fullAt - clock.now() - RESOLUTION_MS) / intervalMs;
      return Math.max(0, Math.floor(burst - missing));
    },
    execute(run, call) {
      const context = contextOf(call);
      const turn = acquire(context);
      return turn === done ? begin(run, context) : turn.then(() => run(context));
    },
    reconfigure(changes) {
      const before = intervalMs;
      ({ ratePerSecond, intervalMs, burst } = checked({ ratePerSecond, burst, ...changes }));
      const now = clock.now();
      for (const [, bucket] of buckets.entries()) {
        // As many tokens are missing as before; they only come back at another pace.
        bucket.fullAt = now + (Math.max(0, bucket.fullAt - now) / before) * intervalMs;
        serve(bucket);
      }
      emit({ type: 'reconfigure' });
    },
    describe: () => `${name}: ${ratePerSecond} a second, bursts of ${burst}${perKey ? ', for each key' : ''}`,
  };
}

/** The settings of a bucket with the interval between its tokens; throws a RangeError for one that never gives. */
export function checked({ ratePerSecond, burst = 1 }: TokenBucketSettings): {
  readonly ratePerSecond: number;
  readonly intervalMs: number;
  readonly burst: number;
} {
  if (!(ratePerSecond > 0 && burst >= 1)) throw new RangeError('ratePerSecond must be above 0 and burst at least 1');
  return { ratePerSecond, intervalMs: 1000 / ratePerSecond, burst };
}
