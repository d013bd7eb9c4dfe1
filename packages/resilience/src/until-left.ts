import { neverAborted } from './call-context.js';

/** Waits for something as long as the caller does: rejects with the signal's reason at once when they leave. */
export function untilLeft<T>(awaited: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal === neverAborted) return awaited;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const leave = (): void => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    awaited.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
