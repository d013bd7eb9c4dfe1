import { CircuitState, type IBreaker } from 'cockatiel';
import type { Clock } from './clock.js';
import { type Slice, slidingCounts } from './sliding-counts.js';

/** The settings of {@link timeWindow}. */
export interface TimeWindowOptions {
  readonly ratio: number;
  readonly windowMs: number;
  readonly minimumCalls: number;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * A breaker of cockatiel's kind that counts the calls of the last milliseconds. cockatiel's own SamplingBreaker needs
 * some calls a second to see anything, and after an idle day still counts yesterday's failures.
 */
export function timeWindow({ ratio, windowMs, minimumCalls, clock }: TimeWindowOptions): IBreaker {
  const counts = slidingCounts(windowMs, clock);
  return {
    get state() {
      return counts.slices;
    },
    set state(value: unknown) {
      counts.goOnWith(value as readonly Slice[]);
    },
    success: () => counts.add(1, 0),
    failure(state) {
      counts.add(1, 1);
      if (state !== CircuitState.Closed) return true;
      const { calls, marked: failed } = counts.sums;
      return calls >= minimumCalls && failed > ratio * calls;
    },
  };
}
