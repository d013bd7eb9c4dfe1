import {
  CircuitState,
  ConsecutiveBreaker,
  CountBreaker,
  ExponentialBackoff,
  type IBackoff,
  noJitterGenerator,
} from 'cockatiel';
import type { Clock } from './clock.js';

/** When a circuit opens: after so many failures in a row, or at a share of failures among the last calls. */
export type Trip =
  | { readonly consecutive: number }
  | { readonly ratio: number; readonly lastCalls: number; readonly minimumCalls?: number };

/** What a call turned out to be, seen from the circuit; `neutral` says nothing about the other side. */
export type Outcome = 'success' | 'failure' | 'neutral';

/** Whether calls pass (`closed`), are refused (`open`), or one is let through to find out (`half-open`). */
export type CircuitPhase = 'closed' | 'open' | 'half-open';

/** The settings of one circuit. */
export interface CircuitOptions {
  readonly trip: Trip;
  readonly openForMs: number;
  readonly maxOpenForMs: number;
  readonly probeTimeoutMs: number;
  readonly clock: Clock;
  readonly changed: (phase: CircuitPhase, openForMs: number) => void;
}

/** The state of one circuit. */
export interface Circuit {
  readonly phase: CircuitPhase;
  /** Lets a call in and gives what must be told its outcome, or the milliseconds until it is worth asking again. */
  enter(): ((outcome: Outcome) => void) | number;
}

/**
 * A circuit whose decision to open is cockatiel's and whose states are ours: cockatiel's own policy trusts the wall
 * clock, lets a hung probe block everybody, and takes late results of an earlier state for news. Its SamplingBreaker
 * is not offered: it is blind below some calls per second and keeps failures of an idle day in a window of seconds.
 */
export function circuit(options: CircuitOptions): Circuit {
  const { clock, probeTimeoutMs, changed } = options;
  const breaker =
    'consecutive' in options.trip ? new ConsecutiveBreaker(options.trip.consecutive) : counting(options.trip);
  const backoff = new ExponentialBackoff({
    generator: noJitterGenerator,
    initialDelay: options.openForMs,
    maxDelay: options.maxOpenForMs,
  });
  let phase: CircuitPhase = 'closed';
  let opened: IBackoff<unknown> | undefined;
  let openUntil = 0;
  let probeUntil = 0;
  // Every change of phase and every probe begins a new generation; results of an older one are no longer news.
  let generation = 0;

  function open(): void {
    opened = opened === undefined ? backoff.next() : opened.next(undefined);
    openUntil = clock.now() + opened.duration;
    become('open', opened.duration);
  }

  function become(next: CircuitPhase, openForMs = 0): void {
    generation += 1;
    if (phase === next) return;
    phase = next;
    changed(next, openForMs);
  }

  function settleClosed(outcome: Outcome): void {
    if (outcome === 'success') breaker.success(CircuitState.Closed);
    else if (outcome === 'failure' && breaker.failure(CircuitState.Closed)) open();
  }

  function settleProbe(outcome: Outcome): void {
    // A probe that says nothing leaves its place to the next caller.
    if (outcome === 'neutral') probeUntil = 0;
    else if (outcome === 'failure') {
      breaker.failure(CircuitState.HalfOpen);
      open();
    } else {
      breaker.success(CircuitState.HalfOpen);
      opened = undefined;
      become('closed');
    }
  }

  return {
    get phase() {
      return phase;
    },
    enter() {
      const now = clock.now();
      if (phase === 'open' && now < openUntil) return openUntil - now;
      if (phase === 'half-open' && now < probeUntil) return probeUntil - now;
      if (phase !== 'closed') {
        probeUntil = now + probeTimeoutMs;
        become('half-open');
      }
      const settle = phase === 'closed' ? settleClosed : settleProbe;
      const entered = generation;
      return (outcome) => {
        if (entered === generation) settle(outcome);
      };
    },
  };
}

function counting(trip: {
  readonly ratio: number;
  readonly lastCalls: number;
  readonly minimumCalls?: number;
}): CountBreaker {
  const { ratio, lastCalls, minimumCalls = lastCalls } = trip;
  return new CountBreaker({ threshold: ratio, size: lastCalls, minimumNumberOfCalls: minimumCalls });
}
