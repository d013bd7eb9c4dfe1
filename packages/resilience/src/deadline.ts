import { type Clock, systemClock } from './clock.js';
import { DeadlineError } from './errors.js';
import { emitter } from './events.js';
import { contextOf, type Policy } from './policy.js';
import { withTimeLimit } from './time-limit.js';

/** The settings of {@link deadline}. */
export interface DeadlineOptions {
  /** The time for the whole call; an earlier deadline of the caller counts instead. */
  readonly timeoutMs: number;
  readonly name?: string;
  readonly clock?: Clock;
}

/** Gives the whole call, with its waits and retries, one time to end; every policy inside knows the instant. */
export function deadline(options: DeadlineOptions): Policy {
  const { timeoutMs, name = 'deadline', clock = systemClock } = options;
  const { emit, on } = emitter(name);
  const expired = (): Error => {
    const error = new DeadlineError();
    emit({ type: 'timeout', error });
    return error;
  };
  return {
    name,
    on,
    async execute(run, call = {}) {
      const now = clock.now();
      const ends = Math.min(call.deadline ?? Number.POSITIVE_INFINITY, now + timeoutMs);
      if (ends <= now) throw expired();
      return withTimeLimit(run, { ...contextOf(call), deadline: ends }, { clock, ms: ends - now, expired });
    },
    describe: () => `${name}: the whole call has ${timeoutMs} ms`,
  };
}
