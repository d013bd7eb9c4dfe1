import { contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { AttemptTimeoutError } from './errors.js';
import { emitter } from './events.js';
import type { Policy, Reconfigurable } from './policy.js';
import { withTimeLimit } from './time-limit.js';

/** What of a {@link timeout} can be changed while it is used. */
export interface TimeoutSettings {
  readonly timeoutMs: number;
}

/** The settings of {@link timeout}. */
export interface TimeoutOptions extends TimeoutSettings {
  readonly name?: string;
  readonly clock?: Clock;
}

/** Ends one attempt that takes too long with an `AttemptTimeoutError`; put it inside the retries. */
export function timeout(options: TimeoutOptions): Policy & Reconfigurable<TimeoutSettings> {
  const { name = 'timeout', clock = systemClock } = options;
  let timeoutMs = positive(options.timeoutMs);
  const { emit, on } = emitter(name);
  return {
    name,
    on,
    execute(run, call) {
      const context = contextOf(call);
      const ms = timeoutMs;
      const expired = (): Error => {
        const error = new AttemptTimeoutError(ms);
        emit({ type: 'timeout', error, key: context.key, attempt: context.attempt });
        return error;
      };
      return withTimeLimit(run, context, { clock, ms, expired });
    },
    reconfigure(changes) {
      timeoutMs = positive(changes.timeoutMs ?? timeoutMs);
      emit({ type: 'reconfigure' });
    },
    describe: () => `${name}: each attempt has ${timeoutMs} ms`,
  };
}

/** A time that something can be done in. */
export function positive(timeoutMs: number): number {
  if (!(timeoutMs > 0)) throw new RangeError(`timeoutMs must be above 0, not ${timeoutMs}`);
  return timeoutMs;
}
