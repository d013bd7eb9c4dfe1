import { type Circuit, type CircuitPhase, circuit, type Outcome, type Trip } from './circuit.js';
import { type Clock, systemClock } from './clock.js';
import { CircuitOpenError, isResilienceError } from './errors.js';
import { emitter } from './events.js';
import { keyed } from './keyed.js';
import { contextOf, keyOf, type Policy } from './policy.js';

/** The settings of {@link circuitBreaker}. */
export interface CircuitBreakerOptions {
  /** When to open; after five failures in a row unless said. */
  readonly trip?: Trip;
  /** How long the circuit stays open the first time; each failed probe doubles it. */
  readonly openForMs?: number;
  readonly maxOpenForMs?: number;
  /** After how long a probe that has not ended no longer keeps others from probing. */
  readonly probeTimeoutMs?: number;
  /**
   * What an error says of the other side: `true` that it is ill, `false` that it is well (it answered "not found"),
   * `undefined` nothing at all (the call never left). Every error counts unless said. An `AttemptTimeoutError` of a
   * policy inside is asked about as well; the other rejections of policies say nothing.
   */
  readonly counts?: (error: unknown) => boolean | undefined;
  /** Keeps one circuit for each key instead of one for all. */
  readonly perKey?: boolean;
  readonly name?: string;
  readonly clock?: Clock;
}

/** A {@link circuitBreaker} also tells its phase. */
export interface CircuitBreaker extends Policy {
  phase(key?: string): CircuitPhase;
}

const eventOf = { closed: 'close', open: 'open', 'half-open': 'half-open' } as const;

/** Refuses calls for a while after too many failed, at once and with the time when it is worth asking again. */
export function circuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const { trip = { consecutive: 5 }, openForMs = 10_000, maxOpenForMs = 60_000, counts = () => true } = options;
  const { probeTimeoutMs = 30_000, perKey = false, clock = systemClock, name = 'circuit-breaker' } = options;
  const { emit, on } = emitter(name);
  const circuitOf = keyed<Circuit>(perKey, (key) =>
    circuit({
      ...{ trip, openForMs, maxOpenForMs, probeTimeoutMs, clock },
      changed: (phase, waitMs) =>
        emit({ type: eventOf[phase], ...(phase === 'open' && { waitMs }), ...keyOf({ key }) }),
    }),
  );

  function outcomeOf(error: unknown, signal: AbortSignal): Outcome {
    // A caller who left and a policy inside that refused have not heard from the other side.
    if (signal.aborted || (isResilienceError(error) && error.code !== 'attempt_timeout')) return 'neutral';
    const isIll = counts(error);
    if (isIll === undefined) return 'neutral';
    return isIll ? 'failure' : 'success';
  }

  return {
    name,
    on,
    phase: (key) => circuitOf(key).phase,
    async execute(run, call = {}) {
      const context = contextOf(call);
      context.signal.throwIfAborted();
      const entered = circuitOf(call.key).enter();
      if (typeof entered === 'number') {
        const error = new CircuitOpenError(entered);
        emit({ type: 'reject', error, waitMs: entered, ...keyOf(call) });
        throw error;
      }
      try {
        const value = await run(context);
        entered('success');
        return value;
      } catch (error) {
        entered(outcomeOf(error, context.signal));
        throw error;
      }
    },
    describe: () => `${name}: opens ${inWords(trip)}, for ${openForMs} ms doubling to ${maxOpenForMs} ms`,
  };
}

function inWords(trip: Trip): string {
  if ('consecutive' in trip) return `after ${trip.consecutive} failures in a row`;
  return `when more than ${trip.ratio * 100} % of the last ${trip.lastCalls} calls fail`;
}
