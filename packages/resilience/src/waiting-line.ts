import { neverAborted } from './call-context.js';

/** People who wait their turn: by lane, and within a lane first come, first served; whoever leaves is gone at once. */
export interface WaitingLine {
  readonly length: number;
  /** How many would be called before somebody who joins this lane now. */
  ahead(lane: number): number;
  /** Resolves when {@link WaitingLine.callNext} reaches this place; rejects with the signal's reason when it leaves. */
  join(signal: AbortSignal, lane: number): Promise<void>;
  /** Calls whoever has waited longest in the first lane that anybody waits in; `false` when nobody waits. */
  callNext(): boolean;
  /** Calls everybody at once. */
  callAll(): void;
  /** Sends everybody away at once: each place rejects with that reason. */
  refuseAll(reason: unknown): void;
}

/** Ends one person's wait: lets them in, or sends them away with a reason. */
type End = (refusal?: { readonly reason: unknown }) => void;

interface Lane {
  readonly number: number;
  // A Set keeps the order of arrival and forgets anybody in the middle in constant time.
  readonly waiting: Set<End>;
}

/** An empty line. `left` is told when somebody gave up waiting. */
export function waitingLine(left?: () => void): WaitingLine {
  const lanes: Lane[] = [];
  let length = 0;

  function laneOf(number: number): Set<End> {
    const known = lanes.find((lane) => lane.number === number);
    if (known !== undefined) return known.waiting;
    const made = { number, waiting: new Set<End>() };
    lanes.push(made);
    lanes.sort((a, b) => a.number - b.number);
    return made.waiting;
  }

  function callNext(): boolean {
    for (const { waiting } of lanes) {
      for (const end of waiting) {
        end();
        return true;
      }
    }
    return false;
  }

  return {
    get length() {
      return length;
    },
    ahead: (number) => lanes.reduce((sum, lane) => (lane.number <= number ? sum + lane.waiting.size : sum), 0),
    join: (signal, number) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const waiting = laneOf(number);
        const goOut = (): void => {
          waiting.delete(end);
          length -= 1;
          if (signal !== neverAborted) signal.removeEventListener('abort', leave);
        };
        const leave = (): void => {
          goOut();
          reject(signal.reason);
          left?.();
        };
        const end: End = (refusal) => {
          goOut();
          if (refusal === undefined) resolve();
          else reject(refusal.reason);
        };
        waiting.add(end);
        length += 1;
        if (signal !== neverAborted) signal.addEventListener('abort', leave);
      }),
    callNext,
    callAll() {
      while (callNext());
    },
    refuseAll(reason) {
      for (const { waiting } of lanes) for (const end of waiting) end({ reason });
    },
  };
}
