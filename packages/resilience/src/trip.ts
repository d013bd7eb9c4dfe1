import { CircuitState, ConsecutiveBreaker, CountBreaker, type IBreaker } from 'cockatiel';
import type { Clock } from './clock.js';
import { failuresIn, goOnWith } from './counted.js';
import { timeWindow } from './time-window.js';

/** What share of calls may fail, and how many there must have been for that to mean anything. */
interface Share {
  /** Opens when more than this share of the calls failed; between 0 and 1. */
  readonly ratio: number;
  readonly minimumCalls?: number;
  /** Opens as well when more than this share of the calls took longer. */
  readonly slow?: { readonly longerThanMs: number; readonly ratio: number };
}

/** When a circuit opens: after so many failures in a row, or at a share of the last calls or of those of the last milliseconds. */
export type Trip =
  | { readonly consecutive: number }
  | (Share & { readonly lastCalls: number })
  | (Share & { readonly windowMs: number });

/** Counts what became of calls and decides when it is too much. */
export interface Tripwire {
  success(tookMs: number): boolean;
  failure(tookMs: number): boolean;
  /** Whether a call took too long to be called well. */
  isSlow(tookMs: number): boolean;
  /** Whether anybody needs to know how long calls take. */
  readonly isTimed: boolean;
  /** Whether no failure is remembered. */
  readonly isClean: boolean;
  /** What was counted, as plain data; what another way of counting has counted is ignored. */
  counted: readonly unknown[];
}

/** Sets a tripwire; it decides with cockatiel's breakers, and with one of the same kind of our own for a window of time. */
export function tripwire(trip: Trip, clock: Pick<Clock, 'now'>): Tripwire {
  const failures = breakerOf(trip, clock);
  const slow = 'slow' in trip ? trip.slow : undefined;
  const slowness = slow === undefined ? undefined : breakerOf({ ...trip, ratio: slow.ratio }, clock);
  const isSlow = (tookMs: number): boolean => slow !== undefined && tookMs > slow.longerThanMs;
  /** Counts how long a call took, and tells whether there are too many slow ones. */
  const timed = (tookMs: number): boolean => {
    if (isSlow(tookMs)) return slowness?.failure(CircuitState.Closed) ?? false;
    slowness?.success(CircuitState.Closed);
    return false;
  };
  return {
    isSlow,
    isTimed: slow !== undefined,
    success(tookMs) {
      failures.success(CircuitState.Closed);
      return timed(tookMs);
    },
    failure(tookMs) {
      const tooSlow = timed(tookMs);
      return failures.failure(CircuitState.Closed) || tooSlow;
    },
    get counted() {
      return slowness === undefined ? [failures.state] : [failures.state, slowness.state];
    },
    set counted([failureState, slowState]) {
      goOnWith(failures, failureState);
      if (slowness !== undefined) goOnWith(slowness, slowState);
    },
    get isClean() {
      return failuresIn(failures.state) + failuresIn(slowness?.state) === 0;
    },
  };
}

function breakerOf(trip: Trip, clock: Pick<Clock, 'now'>): IBreaker {
  if ('consecutive' in trip) {
    if (!(trip.consecutive >= 1)) throw new RangeError(`consecutive must be at least 1, not ${trip.consecutive}`);
    return new ConsecutiveBreaker(trip.consecutive);
  }
  const { ratio } = trip;
  if ('lastCalls' in trip) {
    const { lastCalls, minimumCalls = lastCalls } = trip;
    return new CountBreaker({ threshold: ratio, size: lastCalls, minimumNumberOfCalls: minimumCalls });
  }
  const { windowMs, minimumCalls = 5 } = trip;
  if (!(windowMs > 0 && minimumCalls >= 1 && ratio > 0 && ratio < 1)) {
    throw new RangeError('windowMs must be above 0, minimumCalls at least 1, and ratio between 0 and 1');
  }
  return timeWindow({ ratio, windowMs, minimumCalls, clock });
}

/** When a circuit opens, in words. */
export function inWords(trip: Trip): string {
  if ('consecutive' in trip) return `after ${trip.consecutive} failures in a row`;
  const calls = 'lastCalls' in trip ? `the last ${trip.lastCalls} calls` : `the calls of the last ${trip.windowMs} ms`;
  const slow =
    trip.slow === undefined
      ? ''
      : `, or more than ${trip.slow.ratio * 100} % take longer than ${trip.slow.longerThanMs} ms`;
  return `when more than ${trip.ratio * 100} % of ${calls} fail${slow}`;
}
