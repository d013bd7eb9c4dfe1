import { contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { DeadlineError } from './errors.js';
import { emitter } from './events.js';
import type { Policy, Reconfigurable } from './policy.js';
import { withTimeLimit } from './time-limit.js';
import { positive } from './timeout.js';

/** The settings of {@link deadline}. */
export interface DeadlineOptions {
  /** The time for the whole call; an earlier deadline of the caller counts instead. */
  readonly timeoutMs: number;
  readonly name?: string;
  readonly clock?: Clock;
}

/** Gives the whole call, with its waits and retries, one time to end; every policy inside knows the instant. */
export function deadline(options: DeadlineOptions): Policy & Reconfigurable<Pick<DeadlineOptions, 'timeoutMs'>> {
  const { name = 'deadline', clock = systemClock } = options;
  let timeoutMs = positive(options.timeoutMs);
  const { emit, on } = emitter(name);
  return {
    name,
    on,
    execute(run, call) {
      const context = contextOf(call);
      const expired = (): Error => {
        const error = new DeadlineError();
        emit({ type: 'timeout', error, key: context.key });
        return error;
      };
      const now = clock.now();
      const ends = Math.min(context.deadline ?? Number.POSITIVE_INFINITY, now + timeoutMs);
      if (ends <= now) return Promise.reject(expired());
      return withTimeLimit(run, context, { clock, ms: ends - now, expired, deadline: ends });
    },
    reconfigure(changes) {
      timeoutMs = positive(changes.timeoutMs ?? timeoutMs);
      emit({ type: 'reconfigure' });
    },
    describe: () => `${name}: the whole call has ${timeoutMs} ms`,
  };
}
