import type { CallContext } from './call-context.js';
import type { Clock } from './clock.js';
import { waitingLine } from './waiting-line.js';

/** What a gate says to somebody who wants to pass. */
export type Verdict =
  | { readonly kind: 'free' }
  /** Nobody may pass until then. */
  | { readonly kind: 'silent'; readonly until: number }
  /** The silence is over, and somebody is finding out whether it really is; by then at the latest. */
  | { readonly kind: 'tried'; readonly until: number }
  /** The silence is over, and nobody has tried yet. */
  | { readonly kind: 'unproven' };

/** The right to find out whether a silence is over. */
export interface Probe {
  /** Tells the probes of a process apart. */
  readonly number: number;
  readonly until: number;
}

let probes = 0;

/** The gate of one group of calls, in this process. */
export interface Gate {
  look(now: number): Verdict;
  /** When the silence ends or ended; undefined when there is none. */
  readonly endsAt: number | undefined;
  prolong(end: number): void;
  probe(until: number): Probe;
  /** The result of a probe: whether the silence is over, or `undefined` if it could not find out. */
  settle(probe: Probe | undefined, isOver: boolean | undefined): void;
  /** Resolves at that instant, or earlier when something has changed: look again. */
  wait(context: CallContext, until: number): Promise<void>;
}

const free: Verdict = { kind: 'free' };
const unproven: Verdict = { kind: 'unproven' };

/** An open gate. */
export function gate(clock: Clock): Gate {
  let end: number | undefined;
  let current: Probe | undefined;
  let alarm: { readonly at: number; readonly cancel: () => void } | undefined;
  const line = waitingLine(() => {
    if (line.length === 0) silence();
  });

  function silence(): void {
    alarm?.cancel();
    alarm = undefined;
  }

  /** Everybody looks again, in their order. */
  function changed(): void {
    silence();
    line.callAll();
  }

  return {
    get endsAt() {
      return end;
    },
    look(now) {
      if (end === undefined) return free;
      if (end > now) return { kind: 'silent', until: end };
      if (current !== undefined && current.until > now) return { kind: 'tried', until: current.until };
      return unproven;
    },
    prolong(until) {
      if (end !== undefined && until <= end) return;
      end = until;
      current = undefined;
      changed();
    },
    probe(until) {
      probes += 1;
      current = { number: probes, until };
      return current;
    },
    settle(probe, isOver) {
      // Only the last probe knows anything; `undefined` is somebody else's, in another process.
      if (probe !== undefined && probe !== current) return;
      current = undefined;
      if (isOver === true) end = undefined;
      changed();
    },
    wait(context, until) {
      // One timer for all who wait.
      if (alarm === undefined || alarm.at > until) {
        silence();
        alarm = { at: until, cancel: clock.after(until - clock.now(), changed) };
      }
      return line.join(context.signal, context.lane);
    },
  };
}
