/** Where policies take the time from, so that tests need not wait and a change of the wall clock harms nobody. */
export interface Clock {
  /** Milliseconds that never run backwards; only differences and comparisons have a meaning. */
  now(): number;
  /** Resolves after `ms`; rejects at once with the signal's reason when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Calls `wake` once after `ms`, unless the function that it gives is called before. `wake` may be told how many
   * milliseconds late it is: a process that was busy, or asleep with its machine, finds its timers due before it has
   * read the answers that have come meanwhile.
   */
  after(ms: number, wake: (lateByMs?: number) => void): () => void;
}

/** setTimeout fires at once when asked for more than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const startedAt = performance.timeOrigin;

/** The process's own monotonic clock, shifted to the epoch once, so that an instant can also be printed as a date. */
export const systemClock: Clock = {
  now: () => startedAt + performance.now(),
  sleep: (ms, signal) => sleepOn(systemClock, ms, signal),
  after(ms, wake) {
    const endsAt = systemClock.now() + ms;
    const tick = (): void => {
      const left = endsAt - systemClock.now();
      if (left > 0) timer = setTimeout(tick, Math.min(Math.ceil(left), LONGEST_TIMER_MS));
      else wake(-left);
    };
    let timer = setTimeout(tick, Math.min(Math.max(0, Math.ceil(ms)), LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};

/** Sleeps on a clock that can wake somebody. */
export function sleepOn(clock: Pick<Clock, 'after'>, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    if (!(ms > 0)) return resolve();
    const leave = (): void => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    });
    signal?.addEventListener('abort', leave, { once: true });
  });
}
