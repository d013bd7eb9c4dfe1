import { untilAborted } from './abortable.js';
import { Once } from './once.js';

/** One load that several callers may be waiting for. */
export interface Flight<T> {
  readonly promise: Promise<T>;
  /** Waits for the load; a caller who leaves disturbs the others only by being the last one. */
  join(signal: AbortSignal | undefined): Promise<T>;
  /** Keeps the load going although nobody waits for it. */
  keep(): void;
  /** Somebody needs the value now. */
  readonly wanted: Once;
  /** Stops the load for everybody. */
  abort(reason: unknown): void;
  /** Whether anybody waits for it now. */
  isWaitedFor(): boolean;
}

/** Who is told how a flight goes on. */
export interface FlightEnds {
  /** The last caller has left before it ended. */
  readonly abandoned: () => void;
  /** It has ended, well or not; told before those who wait. */
  readonly ended: () => void;
}

/**
 * Starts a load, a turn later, so that its flight is known before it begins. Its signal is aborted when nobody waits any
 * more; it is made when it is first asked for, as making it takes longer than all the rest.
 */
export function takeOff<T>(
  load: (signal: () => AbortSignal) => Promise<T>,
  { abandoned, ended }: FlightEnds,
): Flight<T> {
  const controller = new AbortController();
  let waiting = 0;
  let isKept = false;
  const promise = Promise.resolve().then(() => load(() => controller.signal));
  // Whoever waits hears of a failure; that nobody waits is no reason to end the process.
  promise.then(ended, ended);

  function leave(reason: unknown): void {
    waiting -= 1;
    if (waiting > 0 || isKept) return;
    abandoned();
    controller.abort(reason);
  }

  return {
    promise,
    wanted: new Once(),
    keep() {
      isKept = true;
    },
    abort: (reason) => controller.abort(reason),
    // No getter: V8 keeps those of an object with its shape, and with them all that they can reach, until a full collection.
    isWaitedFor: () => waiting > 0,
    join(signal) {
      waiting += 1;
      if (signal === undefined) return promise;
      return untilAborted(promise, signal, leave);
    },
  };
}
