import type { ToolContext } from '../tool.js';

/** Waits with the context's own clock, or with a timer; rejects as soon as the signal aborts. */
export function wait(milliseconds: number, { wait: injected, signal }: ToolContext): Promise<void> {
  if (injected !== undefined) return injected(milliseconds, signal);
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
