import { begin, type CallContext, neverAborted } from './call-context.js';
import type { Clock } from './clock.js';
import type { Run } from './policy.js';

/** How long something may take and what is thrown when it takes longer. */
export interface TimeLimit {
  readonly clock: Clock;
  readonly ms: number;
  readonly expired: () => Error;
  /** The instant that what is inside is told to be done by, when it is another than the context's. */
  readonly deadline?: number | undefined;
}

/** A timer that is so late says that this process stood still, and nothing about the other side. */
const STOOD_STILL_MS = 100;
/** How long it then has to read the answers that may have come meanwhile. */
const CATCH_UP_MS = 50;

/**
 * Runs a function that is told to stop, and no longer waited for, when its time is over or the caller leaves.
 * What is thrown follows the reason of the abort and not what the function made of it, so that a caller who
 * left is never taken for a timeout. (cockatiel's timeout reports both as a timeout; this is why it is not used.)
 */
export function withTimeLimit<T>(run: Run<T>, context: CallContext, limit: TimeLimit): Promise<T> {
  const { signal } = context;
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const finish = (): void => {
      cancel();
      if (signal !== neverAborted) signal.removeEventListener('abort', leave);
    };
    const end = (reason: unknown): void => {
      finish();
      reject(reason);
      stop.abort(reason);
    };
    const leave = (): void => end(signal.reason);
    const expire = (): void => end(limit.expired());
    let cancel = limit.clock.after(limit.ms, (lateByMs = 0) => {
      if (lateByMs < STOOD_STILL_MS) expire();
      else cancel = limit.clock.after(CATCH_UP_MS, expire);
    });
    if (signal !== neverAborted) signal.addEventListener('abort', leave);
    begin(run, context.until(stop.signal, limit.deadline ?? context.deadline)).then(
      (value) => {
        finish();
        resolve(value);
      },
      (error: unknown) => {
        finish();
        reject(error);
      },
    );
  });
}
