import { neverAborted } from './call-context.js';
import { type Lane, laneNow } from './lane.js';

/**
 * People who wait their turn: by lane, and within a lane first come, first served; whoever leaves is gone at once. Whose
 * lane changes goes behind those who wait in the new one.
 */
export interface WaitingLine {
  readonly length: number;
  /** How many would be called before somebody who joins this lane now. */
  ahead(lane: Lane): number;
  /** Resolves when {@link WaitingLine.callNext} reaches this place; rejects with the signal's reason when it leaves. */
  join(signal: AbortSignal, lane: Lane): Promise<void>;
  /** Calls whoever has waited longest in the first lane that anybody waits in; `false` when nobody waits. */
  callNext(): boolean;
  /** Calls everybody at once. */
  callAll(): void;
  /** Sends everybody away at once: each place rejects with that reason. */
  refuseAll(reason: unknown): void;
}

/** Ends one person's wait: lets them in, or sends them away with a reason. */
type End = (refusal?: { readonly reason: unknown }) => void;

interface Queue {
  readonly lane: number;
  // A Set keeps the order of arrival and forgets anybody in the middle in constant time.
  readonly waiting: Set<End>;
}

/** An empty line. `left` is told when somebody gave up waiting. */
export function waitingLine(left?: () => void): WaitingLine {
  const queues: Queue[] = [];
  let length = 0;

  function waitingIn(lane: Lane): Set<End> {
    const number = laneNow(lane);
    const known = queues.find((queue) => queue.lane === number);
    if (known !== undefined) return known.waiting;
    const made = { lane: number, waiting: new Set<End>() };
    queues.push(made);
    queues.sort((a, b) => a.lane - b.lane);
    return made.waiting;
  }

  function callNext(): boolean {
    for (const { waiting } of queues) {
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
    ahead(lane) {
      const number = laneNow(lane);
      return queues.reduce((sum, queue) => (queue.lane <= number ? sum + queue.waiting.size : sum), 0);
    },
    join: (signal, lane) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        let waiting = waitingIn(lane);
        const goOut = (): void => {
          waiting.delete(end);
          length -= 1;
          stopHearing?.();
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
        const change = (): void => {
          const next = waitingIn(lane);
          // Whoever has gone may still be told, and so may who has changed nothing: they keep their place.
          if (next === waiting || !waiting.delete(end)) return;
          waiting = next;
          waiting.add(end);
        };
        const stopHearing = typeof lane === 'number' ? undefined : lane.onChange(change);
        waiting.add(end);
        length += 1;
        if (signal !== neverAborted) signal.addEventListener('abort', leave);
      }),
    callNext,
    callAll() {
      while (callNext());
    },
    refuseAll(reason) {
      for (const { waiting } of queues) for (const end of waiting) end({ reason });
    },
  };
}
