import { contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { AttemptTimeoutError, DeadlineError } from './errors.js';
import { emitter } from './events.js';
import type { Policy, Reconfigurable } from './policy.js';
import { withTimeLimit } from './time-limit.js';

/** What of a {@link timeout} can be changed while it is used. */
export interface TimeoutSettings {
  readonly timeoutMs: number;
  /**
   * An attempt for which the deadline of the call leaves less time is not begun: it could not be waited for, and might
   * arrive all the same. 0 unless said: then any time is enough.
   */
  readonly minimumMs?: number;
}

/** The settings of {@link timeout}. */
export interface TimeoutOptions extends TimeoutSettings {
  readonly name?: string;
  readonly clock?: Clock;
}

/** Ends one attempt that takes too long with an `AttemptTimeoutError`, and begins none that the deadline leaves no time for; put it inside the retries. */
export function timeout(options: TimeoutOptions): Policy & Reconfigurable<TimeoutSettings> {
  const { name = 'timeout', clock = systemClock } = options;
  let { timeoutMs, minimumMs } = checked(options);
  const { emit, on } = emitter(name);
  return {
    name,
    on,
    execute(run, call) {
      const context = contextOf(call);
      if (context.deadline !== undefined && context.deadline - clock.now() <= minimumMs) {
        const error = new DeadlineError('The deadline leaves no time for another attempt');
        emit({ type: 'reject', error, key: context.key });
        return Promise.reject(error);
      }
      const ms = timeoutMs;
      const expired = (): Error => {
        const error = new AttemptTimeoutError(ms);
        emit({ type: 'timeout', error, key: context.key, attempt: context.attempt });
        return error;
      };
      return withTimeLimit(run, context, { clock, ms, expired });
    },
    reconfigure(changes) {
      ({ timeoutMs, minimumMs } = checked({ timeoutMs, minimumMs, ...changes }));
      emit({ type: 'reconfigure' });
    },
    describe: () =>
      `${name}: each attempt has ${timeoutMs} ms${minimumMs === 0 ? '' : `, and is not begun with less than ${minimumMs} ms left`}`,
  };
}

function checked({ timeoutMs, minimumMs = 0 }: TimeoutSettings): Required<TimeoutSettings> {
  if (!(minimumMs >= 0)) throw new RangeError(`minimumMs must be at least 0, not ${minimumMs}`);
  return { timeoutMs: positive(timeoutMs), minimumMs };
}

/** A time that something can be done in. */
export function positive(timeoutMs: number): number {
  if (!(timeoutMs > 0)) throw new RangeError(`timeoutMs must be above 0, not ${timeoutMs}`);
  return timeoutMs;
}
