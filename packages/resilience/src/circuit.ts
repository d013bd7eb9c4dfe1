import type { Clock } from './clock.js';
import { type Trip, tripwire } from './trip.js';

/** What a call turned out to be, seen from the circuit; `neutral` says nothing about the other side. */
export type Outcome = 'success' | 'failure' | 'neutral';

/** Whether calls pass (`closed`), are refused (`open`), or a few are let through to find out (`half-open`). */
export type CircuitPhase = 'closed' | 'open' | 'half-open';

/** The numbers of a circuit. */
export interface CircuitSettings {
  readonly trip: Trip;
  readonly openForMs: number;
  readonly maxOpenForMs: number;
  readonly probes: number;
  readonly probeTimeoutMs: number;
}

/** What one circuit knows, as plain data: to be kept over a restart or handed to another process. */
export interface CircuitState {
  /** An open circuit that is being probed is open again elsewhere. */
  readonly phase: 'closed' | 'open';
  /** How much longer it stays open. */
  readonly leftMs: number;
  /** How often it has opened without closing in between. */
  readonly openings: number;
  readonly counted: readonly unknown[];
}

/** The state of one circuit. */
export interface Circuit {
  readonly phase: CircuitPhase;
  /** Whether a new circuit would decide the same. */
  readonly isIdle: boolean;
  /** Lets a call in and gives what must be told its outcome, or the milliseconds until it is worth asking again. */
  enter(): ((outcome: Outcome) => void) | number;
  state: CircuitState;
  /** Takes note of changed settings; what was counted goes on to count, unless it is counted in another way now. */
  reset(before: CircuitSettings): void;
}

/**
 * The states of a circuit are ours: cockatiel's policy trusts the wall clock, lets a hung probe block everybody, and
 * takes late results of an earlier state for news.
 */
export function circuit(
  clock: Clock,
  settings: () => CircuitSettings,
  changed: (phase: CircuitPhase, openForMs: number) => void,
): Circuit {
  let wire = tripwire(settings().trip, clock);
  let phase: CircuitPhase = 'closed';
  let openUntil = 0;
  let openings = 0;
  let passed = 0;
  /** When each running probe is given up. */
  const probing = new Set<{ readonly until: number }>();
  // Every change of phase begins a new generation; results of an older one are no longer news.
  let generation = 0;

  function become(next: CircuitPhase, openForMs = 0): void {
    generation += 1;
    phase = next;
    probing.clear();
    passed = 0;
    changed(next, openForMs);
  }

  function open(): void {
    const { openForMs, maxOpenForMs } = settings();
    const durationMs = Math.min(maxOpenForMs, openForMs * 2 ** openings);
    openings += 1;
    openUntil = clock.now() + durationMs;
    become('open', durationMs);
  }

  function close(): void {
    openings = 0;
    wire = tripwire(settings().trip, clock);
    become('closed');
  }

  function enterClosed(): (outcome: Outcome) => void {
    const entered = generation;
    const since = wire.isTimed ? clock.now() : undefined;
    return (outcome) => {
      if (entered !== generation || outcome === 'neutral') return;
      // Unknown when the way of counting has changed meanwhile.
      const tookMs = since === undefined ? 0 : clock.now() - since;
      if (outcome === 'success' ? wire.success(tookMs) : wire.failure(tookMs)) open();
    };
  }

  function enterAsProbe(now: number): ((outcome: Outcome) => void) | number {
    let firstEnd = Number.POSITIVE_INFINITY;
    for (const probe of probing) {
      if (probe.until <= now) probing.delete(probe);
      else firstEnd = Math.min(firstEnd, probe.until);
    }
    if (probing.size + passed >= settings().probes) return firstEnd - now;
    const entered = generation;
    const probe = { until: now + settings().probeTimeoutMs };
    probing.add(probe);
    return (outcome) => {
      if (entered !== generation) return;
      // A probe that says nothing leaves its place to the next caller.
      probing.delete(probe);
      if (outcome === 'failure' || (outcome === 'success' && wire.isSlow(clock.now() - now))) open();
      else if (outcome === 'success') {
        passed += 1;
        if (passed >= settings().probes) close();
      }
    };
  }

  return {
    get phase() {
      return phase;
    },
    get isIdle() {
      return phase === 'closed' && wire.isClean;
    },
    enter() {
      if (phase === 'closed') return enterClosed();
      const now = clock.now();
      if (phase === 'open') {
        if (now < openUntil) return openUntil - now;
        become('half-open');
      }
      return enterAsProbe(now);
    },
    get state(): CircuitState {
      const leftMs = phase === 'open' ? Math.max(0, openUntil - clock.now()) : 0;
      return { phase: phase === 'closed' ? 'closed' : 'open', leftMs, openings, counted: wire.counted };
    },
    set state(state) {
      wire = tripwire(settings().trip, clock);
      wire.counted = state.counted;
      openings = state.openings;
      const leftMs = Math.min(state.leftMs, settings().maxOpenForMs);
      openUntil = clock.now() + leftMs;
      if (state.phase !== phase) become(state.phase, leftMs);
    },
    reset(before) {
      const { trip } = settings();
      if (JSON.stringify(trip) === JSON.stringify(before.trip)) return;
      const { counted } = wire;
      wire = tripwire(trip, clock);
      wire.counted = counted;
    },
  };
}
