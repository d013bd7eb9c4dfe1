import { begin, type CallContext, contextOf } from './call-context.js';
import { type Circuit, type CircuitPhase, type CircuitSettings, circuit, type Outcome } from './circuit.js';
import { type CircuitSnapshot, checkSnapshots } from './circuit-snapshot.js';
import { type Clock, systemClock } from './clock.js';
import { CircuitOpenError, isResilienceError } from './errors.js';
import { emitter } from './events.js';
import { keyed, type PerKey } from './keyed.js';
import type { Policy, Reconfigurable, Run } from './policy.js';
import { inWords, type Trip, tripwire } from './trip.js';

/** What of a {@link circuitBreaker} can be changed while it is used. */
export interface CircuitBreakerSettings {
  /** When to open; after five failures in a row unless said. */
  readonly trip?: Trip;
  /** How long the circuit stays open the first time; each failed probe doubles it. */
  readonly openForMs?: number;
  readonly maxOpenForMs?: number;
  /** How many calls must go well, one unless said, before the circuit closes; no more than these are let through until then. */
  readonly probes?: number;
  /** After how long a probe that has not ended no longer keeps others from probing. */
  readonly probeTimeoutMs?: number;
}

/** The settings of {@link circuitBreaker}. */
export interface CircuitBreakerOptions extends CircuitBreakerSettings {
  /**
   * What an error says of the other side: `true` that it is ill, `false` that it is well (it answered "not found"),
   * `undefined` nothing at all (the call never left). Every error counts unless said. An `AttemptTimeoutError` of a
   * policy inside is asked about as well; the other rejections of policies say nothing.
   */
  readonly counts?: (error: unknown) => boolean | undefined;
  /** Keeps one circuit for each key, or for each group that a function puts keys into, instead of one for all. */
  readonly perKey?: PerKey;
  readonly name?: string;
  readonly clock?: Clock;
}

/** A {@link circuitBreaker} also tells its phase, and what it knows. */
export interface CircuitBreaker extends Policy, Reconfigurable<CircuitBreakerSettings> {
  phase(key?: string): CircuitPhase;
  /** Milliseconds until calls of the key are let through again; 0 when they are. */
  openForMs(key?: string): number;
  /** Everything that its circuits know, as plain data. */
  export(): readonly CircuitSnapshot[];
  /** Goes on from what was exported, perhaps by another process. Throws a TypeError and changes nothing when it is no such data. */
  restore(snapshots: readonly CircuitSnapshot[]): void;
}

const eventOf = { closed: 'close', 'half-open': 'half-open' } as const;

/** Refuses calls for a while after too many failed, at once and with the time when it is worth asking again. */
export function circuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const { counts = () => true, perKey = false, clock = systemClock, name = 'circuit-breaker' } = options;
  let settings = checked(options);
  const { emit, on } = emitter(name);
  const circuits = keyed<Circuit>({
    perKey,
    create: (key) =>
      circuit(
        clock,
        () => settings,
        (phase, waitMs) => emit(phase === 'open' ? { type: 'open', waitMs, key } : { type: eventOf[phase], key }),
      ),
    isIdle: (each) => each.isIdle,
  });

  function outcomeOf(error: unknown, signal: AbortSignal): Outcome {
    // A caller who left and a policy inside that refused have not heard from the other side.
    if (signal.aborted || (isResilienceError(error) && error.code !== 'attempt_timeout' && error.code !== 'chaos'))
      return 'neutral';
    const isIll = counts(error);
    if (isIll === undefined) return 'neutral';
    return isIll ? 'failure' : 'success';
  }

  function passThrough<T>(run: Run<T>, context: CallContext, settle: (outcome: Outcome) => void): Promise<T> {
    return begin(run, context).then(
      (value) => {
        settle('success');
        return value;
      },
      (error: unknown) => {
        settle(outcomeOf(error, context.signal));
        throw error;
      },
    );
  }

  return {
    name,
    on,
    phase: (key) => circuits.peek(key)?.phase ?? 'closed',
    openForMs: (key) => circuits.peek(key)?.state.leftMs ?? 0,
    execute(run, call) {
      const context = contextOf(call);
      if (context.signal.aborted) return Promise.reject(context.signal.reason);
      const entered = circuits.of(context.key).enter();
      if (typeof entered === 'function') return passThrough(run, context, entered);
      const error = new CircuitOpenError(entered);
      emit({ type: 'reject', error, waitMs: entered, key: context.key });
      return Promise.reject(error);
    },
    export: () => [...circuits.entries()].map(([key, each]) => ({ ...(key !== undefined && { key }), ...each.state })),
    restore(snapshots) {
      for (const { key, ...state } of checkSnapshots(snapshots)) circuits.ofGroup(key).state = state;
    },
    reconfigure(changes) {
      const before = settings;
      settings = checked({ ...settings, ...changes });
      for (const [, each] of circuits.entries()) each.reset(before);
      emit({ type: 'reconfigure' });
    },
    describe: () =>
      `${name}: opens ${inWords(settings.trip)}, for ${settings.openForMs} ms doubling to ${settings.maxOpenForMs} ms`,
  };
}

function checked(given: CircuitBreakerSettings): CircuitSettings {
  const { trip = { consecutive: 5 }, openForMs = 10_000, maxOpenForMs = 60_000 } = given;
  const { probes = 1, probeTimeoutMs = 30_000 } = given;
  if (!(openForMs > 0 && maxOpenForMs > 0 && probeTimeoutMs > 0)) throw new RangeError('times must be above 0');
  if (!(probes >= 1)) throw new RangeError(`probes must be at least 1, not ${probes}`);
  // Throws when the trip makes no sense.
  tripwire(trip, systemClock);
  return { trip, openForMs, maxOpenForMs, probes, probeTimeoutMs };
}
