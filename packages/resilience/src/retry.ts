import { ExponentialBackoff, type IBackoff, noJitterGenerator } from 'cockatiel';
import { type Clock, systemClock } from './clock.js';
import { isResilienceError } from './errors.js';
import { emitter } from './events.js';
import { contextOf, type ExecuteContext, keyOf, type Policy } from './policy.js';
import { type RetryBudgetOptions, retryBudget } from './retry-budget.js';

/** The settings of {@link retry}. */
export interface RetryOptions {
  /** How often a call is made at most, the first time included. */
  readonly attempts?: number;
  /** The most that the first delay can be; each further one can be twice as long. */
  readonly initialDelayMs?: number;
  readonly maxDelayMs?: number;
  /** Decides whether another attempt may help and do no harm; by default any failure of an idempotent call. */
  readonly isRetryable?: (error: unknown, call: { readonly idempotent: boolean; readonly attempt: number }) => boolean;
  /** How long the other side asked to wait (`Retry-After`), in milliseconds, if it did. */
  readonly delayFor?: (error: unknown) => number | undefined;
  /** A longer demand than this is not waited for: the error is thrown. */
  readonly maxDemandedDelayMs?: number;
  /** How long an attempt takes at least: a retry that would pass the deadline with it is not begun. */
  readonly expectedAttemptMs?: number;
  /** Bounds the retries of all calls together; `false` for none. */
  readonly budget?: RetryBudgetOptions | false;
  readonly name?: string;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/**
 * Tries again after a failure, with exponential delays and full jitter.
 * cockatiel gives the growing delays but not the loop: its delay outlasts an abort and is followed by one more call.
 */
export function retry(options: RetryOptions = {}): Policy {
  const { attempts = 3, initialDelayMs = 200, maxDelayMs = 10_000, maxDemandedDelayMs = 30_000 } = options;
  const { expectedAttemptMs = 0, clock = systemClock, random = Math.random, name = 'retry' } = options;
  const { isRetryable = ifIdempotent, delayFor } = options;
  const budget = options.budget === false ? unlimited : retryBudget(options.budget);
  const backoff = new ExponentialBackoff({
    generator: noJitterGenerator,
    initialDelay: initialDelayMs,
    maxDelay: maxDelayMs,
  });
  const { emit, on } = emitter(name);

  /** The delay before the next attempt, or the reason why there is none. */
  function plan(error: unknown, context: ExecuteContext, idempotent: boolean, ceilingMs: number): number | string {
    if (!isRetryable(error, { idempotent, attempt: context.attempt })) return 'not-retryable';
    if (context.attempt >= attempts) return 'attempts';
    const demandedMs = delayFor?.(error) ?? 0;
    if (demandedMs > maxDemandedDelayMs) return 'demanded-delay';
    const delayMs = Math.max(demandedMs, random() * ceilingMs);
    if (context.deadline !== undefined && clock.now() + delayMs + expectedAttemptMs >= context.deadline)
      return 'deadline';
    return budget.spend() ? delayMs : 'budget';
  }

  return {
    name,
    on,
    async execute(run, call = {}) {
      const { idempotent = false } = call;
      const base = contextOf(call);
      budget.earn();
      let ceiling: IBackoff<unknown> = backoff.next();
      for (let attempt = 1; ; attempt += 1, ceiling = ceiling.next(undefined)) {
        base.signal.throwIfAborted();
        try {
          return await run({ ...base, attempt });
        } catch (error) {
          base.signal.throwIfAborted();
          const planned = plan(error, { ...base, attempt }, idempotent, ceiling.duration);
          if (typeof planned === 'string') {
            emit({ type: 'give-up', reason: planned, attempt, error, ...keyOf(call) });
            throw error;
          }
          emit({ type: 'retry', attempt, waitMs: planned, error, ...keyOf(call) });
          await clock.sleep(planned, base.signal);
        }
      }
    },
    describe: () =>
      `${name}: up to ${attempts} attempts, delays up to ${initialDelayMs} ms doubling to ${maxDelayMs} ms`,
  };
}

const unlimited = { earn: () => undefined, spend: () => true };

function ifIdempotent(error: unknown, call: { readonly idempotent: boolean }): boolean {
  // The other policies reject with a reason that one more attempt does not change; only an attempt's own timeout passes.
  return call.idempotent && (!isResilienceError(error) || error.code === 'attempt_timeout');
}
