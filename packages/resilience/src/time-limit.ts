import type { Clock } from './clock.js';
import type { ExecuteContext } from './policy.js';

/** How long something may take and what is thrown when it takes longer. */
export interface TimeLimit {
  readonly clock: Clock;
  readonly ms: number;
  readonly expired: () => Error;
}

/**
 * Runs a function that is told to stop, and no longer waited for, when its time is over or the caller leaves.
 * What is thrown follows the reason of the abort and not what the function made of it, so that a caller who
 * left is never taken for a timeout. (cockatiel's timeout reports both as a timeout; this is why it is not used.)
 */
export async function withTimeLimit<T>(
  run: (context: ExecuteContext) => Promise<T>,
  context: ExecuteContext,
  limit: TimeLimit,
): Promise<T> {
  context.signal.throwIfAborted();
  const stop = new AbortController();
  const finished = new AbortController();
  const leave = (): void => stop.abort(context.signal.reason);
  context.signal.addEventListener('abort', leave, { once: true });
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true });
  });
  limit.clock.sleep(limit.ms, finished.signal).then(
    () => stop.abort(limit.expired()),
    () => undefined,
  );
  try {
    return await Promise.race([stopped, run({ ...context, signal: stop.signal })]);
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    context.signal.removeEventListener('abort', leave);
    finished.abort();
  }
}
