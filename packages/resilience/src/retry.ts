import { type Delays, delays, type Jitter } from './backoff.js';
import { begin, type CallContext, contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { isResilienceError } from './errors.js';
import { emitter } from './events.js';
import { movingAverage } from './moving-average.js';
import type { ExecuteOptions, Policy, Reconfigurable, Run } from './policy.js';
import { type BudgetSetting, budgetOf } from './retry-budget.js';

/** What of a {@link retry} can be changed while it is used. */
export interface RetrySettings {
  /** How often a call is made at most, the first time included. */
  readonly attempts?: number;
  /** The first delay, or the most that it can be. */
  readonly initialDelayMs?: number;
  readonly maxDelayMs?: number;
  readonly jitter?: Jitter;
  /** A longer demand than this is not waited for: the error is thrown. */
  readonly maxDemandedDelayMs?: number;
  /** How long an attempt takes: a retry that would pass the deadline with it is not begun. Learned from those that went well unless said. */
  readonly expectedAttemptMs?: number;
  /** Bounds the retries of all calls together; several policies can share one of `retryBudget`; `false` for none. Numbers given later change those of the budget that is in use. */
  readonly budget?: BudgetSetting;
}

/** The settings of {@link retry}. */
export interface RetryOptions extends RetrySettings {
  /** Decides whether another attempt may help and do no harm; by default any failure of an idempotent call. */
  readonly isRetryable?: (error: unknown, call: { readonly idempotent: boolean; readonly attempt: number }) => boolean;
  /** How long the other side asked to wait (`Retry-After`), in milliseconds, if it did. */
  readonly delayFor?: (error: unknown) => number | undefined;
  readonly name?: string;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/**
 * Tries again after a failure, with exponential delays and jitter.
 * cockatiel gives the growing delays but not the loop: its delay outlasts an abort and is followed by one more call.
 */
export function retry(options: RetryOptions = {}): Policy & Reconfigurable<RetrySettings> {
  const { clock = systemClock, random = Math.random, name = 'retry' } = options;
  const { isRetryable = ifIdempotent, delayFor } = options;
  let budget = budgetOf(options.budget);
  let settings = checked(options);
  let startDelays = delays({ ...settings, random });
  const learned = movingAverage();
  const { emit, on } = emitter(name);

  /** The delay before the next attempt, or the reason why there is none. */
  function plan(error: unknown, { attempt, deadline, idempotent }: CallContext, next: Delays): number | string {
    if (!isRetryable(error, { idempotent, attempt })) return 'not-retryable';
    if (attempt >= settings.attempts) return 'attempts';
    const demandedMs = delayFor?.(error) ?? 0;
    if (demandedMs > settings.maxDemandedDelayMs) return 'demanded-delay';
    const delayMs = Math.max(demandedMs, next());
    const neededMs = delayMs + (settings.expectedAttemptMs ?? learned.value);
    if (deadline !== undefined && clock.now() + neededMs >= deadline) return 'deadline';
    return budget.spend() ? delayMs : 'budget';
  }

  async function tryAgain<T>(run: Run<T>, first: CallContext, failure: unknown): Promise<T> {
    const next = startDelays();
    const { key, signal } = first;
    let error = failure;
    for (let context = first; ; context = context.again(context.attempt + 1)) {
      const { attempt } = context;
      if (attempt > first.attempt) {
        const since = clock.now();
        try {
          const value = await begin(run, context);
          learned.add(clock.now() - since);
          return value;
        } catch (thrown) {
          error = thrown;
        }
      }
      signal.throwIfAborted();
      const planned = plan(error, context, next);
      if (typeof planned === 'string') {
        emit({ type: 'give-up', reason: planned, attempt, error, key });
        throw error;
      }
      emit({ type: 'retry', attempt, waitMs: planned, error, key });
      await clock.sleep(planned, signal);
      signal.throwIfAborted();
    }
  }

  return {
    name,
    on,
    execute<T>(run: Run<T>, call?: ExecuteOptions): Promise<T> {
      const given = contextOf(call);
      if (given.signal.aborted) return Promise.reject(given.signal.reason);
      budget.earn();
      // Attempts are counted here, whatever an outer policy counted.
      const context = given.attempt === 1 ? given : given.again(1);
      const again = (error: unknown): Promise<T> => tryAgain(run, context, error);
      // Only a deadline needs to know how long an attempt takes, and reading the clock is not free.
      if (context.deadline === undefined) return begin(run, context).catch(again);
      const since = clock.now();
      return begin(run, context).then((value) => {
        learned.add(clock.now() - since);
        return value;
      }, again);
    },
    reconfigure(changes) {
      const changed = checked({ ...settings, ...changes });
      budget = budgetOf(changes.budget, budget);
      settings = changed;
      startDelays = delays({ ...settings, random });
      emit({ type: 'reconfigure' });
    },
    describe() {
      const { attempts, initialDelayMs, maxDelayMs, jitter } = settings;
      const growing =
        jitter === 'full' ? `up to ${initialDelayMs} ms doubling` : `from ${initialDelayMs} ms, decorrelated,`;
      return `${name}: up to ${attempts} attempts, delays ${growing} to ${maxDelayMs} ms; retries ${budget.describe()}`;
    },
  };
}

type Checked = Required<Omit<RetrySettings, 'expectedAttemptMs' | 'budget'>> & Pick<RetrySettings, 'expectedAttemptMs'>;

function checked(given: RetrySettings): Checked {
  const { attempts = 3, initialDelayMs = 200, maxDelayMs = 10_000, maxDemandedDelayMs = 30_000 } = given;
  const { jitter = 'full', expectedAttemptMs } = given;
  if (!(attempts >= 1)) throw new RangeError(`attempts must be at least 1, not ${attempts}`);
  if (!(initialDelayMs >= 0 && maxDelayMs >= 0)) throw new RangeError('delays must be at least 0');
  const expected = expectedAttemptMs === undefined ? {} : { expectedAttemptMs };
  return { attempts, initialDelayMs, maxDelayMs, maxDemandedDelayMs, jitter, ...expected };
}

function ifIdempotent(error: unknown, call: { readonly idempotent: boolean }): boolean {
  // The other policies reject with a reason that one more attempt does not change; only an attempt's own timeout passes.
  return call.idempotent && (!isResilienceError(error) || error.code === 'attempt_timeout' || error.code === 'chaos');
}
