import { begin, type CallContext, neverAborted } from './call-context.js';
import type { Clock } from './clock.js';
import { expireAfter } from './late-timer.js';
import type { Run } from './policy.js';

/** How long something may take and what is thrown when it takes longer. */
export interface TimeLimit {
  readonly clock: Clock;
  readonly ms: number;
  readonly expired: () => Error;
  /** The instant that what is inside is told to be done by, when it is another than the context's. */
  readonly deadline?: number | undefined;
}

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
    const cancel = expireAfter(limit.clock, limit.ms, () => end(limit.expired()));
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
