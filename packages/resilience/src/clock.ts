/** Where policies take the time from, so that tests need not wait and a change of the wall clock harms nobody. */
export interface Clock {
  /** Milliseconds that never run backwards; only differences and comparisons have a meaning. */
  now(): number;
  /** Resolves after `ms`; rejects at once with the signal's reason when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** setTimeout fires at once when asked for more than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The process's own monotonic clock, shifted to the epoch once, so that an instant can also be printed as a date. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(ms, signal) {
    const endsAt = systemClock.now() + ms;
    for (let left = ms; left > 0; left = endsAt - systemClock.now()) {
      await timer(Math.min(Math.ceil(left), LONGEST_TIMER_MS), signal);
    }
    signal?.throwIfAborted();
  },
};

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const leave = (): void => {
      clearTimeout(handle);
      reject(signal?.reason);
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener('abort', leave);
      resolve();
    }, ms);
    signal?.addEventListener('abort', leave, { once: true });
  });
}
