import { type Clock, systemClock } from './clock.js';
import { AttemptTimeoutError } from './errors.js';
import { emitter } from './events.js';
import { contextOf, type Policy } from './policy.js';
import { withTimeLimit } from './time-limit.js';

/** The settings of {@link timeout}. */
export interface TimeoutOptions {
  readonly timeoutMs: number;
  readonly name?: string;
  readonly clock?: Clock;
}

/** Ends one attempt that takes too long with an `AttemptTimeoutError`; put it inside the retries. */
export function timeout(options: TimeoutOptions): Policy {
  const { timeoutMs, name = 'timeout', clock = systemClock } = options;
  const { emit, on } = emitter(name);
  const expired = (): Error => {
    const error = new AttemptTimeoutError(timeoutMs);
    emit({ type: 'timeout', error });
    return error;
  };
  return {
    name,
    on,
    execute: (run, call = {}) => withTimeLimit(run, contextOf(call), { clock, ms: timeoutMs, expired }),
    describe: () => `${name}: each attempt has ${timeoutMs} ms`,
  };
}
