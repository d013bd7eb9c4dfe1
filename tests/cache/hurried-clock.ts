import type { Clock } from '@tonearm/resilience';

/** Nobody waits: whoever would sleep finds that the time has passed. Beside that it goes on as `elapsedMs` says. */
export function hurriedClock(elapsedMs: () => number = () => 0): Clock {
  let time = Date.UTC(2026, 0, 1);
  return {
    now: () => time + elapsedMs(),
    async sleep(milliseconds, signal) {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      time += milliseconds;
    },
    after(milliseconds, wake) {
      // Limits of time are not what is tested here: none is ever reached.
      if (milliseconds > 5_000) return () => undefined;
      const soon = setImmediate(() => {
        time += milliseconds;
        wake();
      });
      return () => clearImmediate(soon);
    },
  };
}
