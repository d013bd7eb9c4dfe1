import { CircuitState, type IBreaker } from 'cockatiel';
import type { Clock } from './clock.js';

/** The settings of {@link timeWindow}. */
export interface TimeWindowOptions {
  readonly ratio: number;
  readonly windowMs: number;
  readonly minimumCalls: number;
  readonly clock: Pick<Clock, 'now'>;
}

/** A slice of the window: how old it is, in slices, and what was counted in it. */
type Slice = readonly [age: number, calls: number, failures: number];

/** How finely the window slides; what is counted is at most one of these parts older than the window. */
const SLICES = 10;

/**
 * A breaker of cockatiel's kind that counts the calls of the last milliseconds. cockatiel's own SamplingBreaker needs
 * some calls a second to see anything, and after an idle day still counts yesterday's failures.
 */
export function timeWindow({ ratio, windowMs, minimumCalls, clock }: TimeWindowOptions): IBreaker {
  const sliceMs = windowMs / SLICES;
  const numbers: number[] = new Array(SLICES + 1).fill(Number.NEGATIVE_INFINITY);
  const calls: number[] = new Array(SLICES + 1).fill(0);
  const failures: number[] = new Array(SLICES + 1).fill(0);
  const numberNow = (): number => Math.floor(clock.now() / sliceMs);

  function count(number: number, moreCalls: number, moreFailures: number): void {
    const place = number % (SLICES + 1);
    if (numbers[place] !== number) {
      numbers[place] = number;
      calls[place] = 0;
      failures[place] = 0;
    }
    calls[place] = (calls[place] ?? 0) + moreCalls;
    failures[place] = (failures[place] ?? 0) + moreFailures;
  }

  function slices(): Slice[] {
    const now = numberNow();
    return numbers
      .map((number, place): Slice => [now - number, calls[place] ?? 0, failures[place] ?? 0])
      .filter(([age]) => age <= SLICES);
  }

  return {
    get state() {
      return slices();
    },
    set state(value: unknown) {
      const now = numberNow();
      for (const [age, someCalls, someFailures] of value as readonly Slice[]) {
        if (age >= 0 && age <= SLICES) count(now - age, someCalls, someFailures);
      }
    },
    success: () => count(numberNow(), 1, 0),
    failure(state) {
      count(numberNow(), 1, 1);
      if (state !== CircuitState.Closed) return true;
      let all = 0;
      let failed = 0;
      for (const [, someCalls, someFailures] of slices()) {
        all += someCalls;
        failed += someFailures;
      }
      return all >= minimumCalls && failed > ratio * all;
    },
  };
}
