import { type Clock, systemClock } from './clock.js';
import { DeadlineError } from './errors.js';
import { emitter } from './events.js';
import { keyed } from './keyed.js';
import { contextOf, type ExecuteContext, keyOf, type Policy } from './policy.js';
import { type WaitingLine, waitingLine } from './waiting-line.js';

/** The settings of {@link tokenBucket}. */
export interface TokenBucketOptions {
  /** How many calls a second may begin in the long run. */
  readonly ratePerSecond: number;
  /** How many may begin at once after a pause; 1 unless said. */
  readonly burst?: number;
  /** Keeps one bucket for each key instead of one for all. */
  readonly perKey?: boolean;
  readonly name?: string;
  readonly clock?: Clock;
}

interface Bucket {
  /** When the bucket would be full again; a call moves it by one interval (the generic cell rate algorithm). */
  fullAt: number;
  readonly line: WaitingLine;
  /** Stops the wait for the next token when nobody is left in the line. */
  pump?: AbortController;
}

/**
 * Lets calls begin at a steady rate, in the order in which they came.
 * cockatiel has no rate limiter; the bucket is one number, so that it can't drift, and its line is fair and abortable.
 */
export function tokenBucket(options: TokenBucketOptions): Policy {
  const { ratePerSecond, burst = 1, perKey = false, clock = systemClock, name = 'token-bucket' } = options;
  if (!(ratePerSecond > 0 && burst >= 1)) throw new RangeError('ratePerSecond must be above 0 and burst at least 1');
  const intervalMs = 1000 / ratePerSecond;
  const { emit, on } = emitter(name);
  const bucketOf = keyed<Bucket>(perKey, () => {
    const bucket: Bucket = { fullAt: 0, line: waitingLine(() => stopWhenEmpty(bucket)) };
    return bucket;
  });

  /** Milliseconds until a token is there for whoever comes after `ahead` others. */
  const waitFor = (bucket: Bucket, ahead: number): number =>
    Math.max(0, bucket.fullAt - clock.now() - (burst - 1 - ahead) * intervalMs);
  const take = (bucket: Bucket): void => {
    bucket.fullAt = Math.max(bucket.fullAt, clock.now()) + intervalMs;
  };

  async function acquire(bucket: Bucket, context: ExecuteContext): Promise<void> {
    context.signal.throwIfAborted();
    const waitMs = waitFor(bucket, bucket.line.length);
    if (waitMs === 0 && bucket.line.length === 0) return take(bucket);
    if (context.deadline !== undefined && clock.now() + waitMs >= context.deadline) {
      const error = new DeadlineError('No token can be had before the deadline');
      emit({ type: 'reject', error, waitMs, ...keyOf(context) });
      throw error;
    }
    emit({ type: 'wait', waitMs, ...keyOf(context) });
    const turn = bucket.line.join(context.signal);
    if (bucket.pump === undefined) void pump(bucket);
    return turn;
  }

  /** Serves the line, one token after the other, and ends with it. */
  async function pump(bucket: Bucket): Promise<void> {
    const stop = new AbortController();
    bucket.pump = stop;
    while (bucket.line.length > 0 && !stop.signal.aborted) {
      const waitMs = waitFor(bucket, 0);
      if (waitMs > 0) await clock.sleep(waitMs, stop.signal).catch(() => undefined);
      else if (bucket.line.callNext()) take(bucket);
    }
    if (bucket.pump === stop) delete bucket.pump;
  }

  return {
    name,
    on,
    async execute(run, call = {}) {
      const context = contextOf(call);
      await acquire(bucketOf(call.key), context);
      context.signal.throwIfAborted();
      return run(context);
    },
    describe: () => `${name}: ${ratePerSecond} a second, bursts of ${burst}${perKey ? ', for each key' : ''}`,
  };
}

function stopWhenEmpty(bucket: Bucket): void {
  if (bucket.line.length > 0) return;
  bucket.pump?.abort();
  delete bucket.pump;
}
