/** People who wait their turn: first come, first served, and whoever leaves is gone at once. */
export interface WaitingLine {
  readonly length: number;
  /** Resolves when {@link WaitingLine.callNext} reaches this place; rejects with the signal's reason when it leaves. */
  join(signal: AbortSignal): Promise<void>;
  /** Calls whoever has waited longest; `false` when nobody waits. */
  callNext(): boolean;
}

/** An empty line. `left` is told when somebody gave up waiting. */
export function waitingLine(left?: () => void): WaitingLine {
  // A Set keeps the order of arrival and forgets anybody in the middle in constant time.
  const waiting = new Set<() => void>();
  return {
    get length() {
      return waiting.size;
    },
    join: (signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const leave = (): void => {
          waiting.delete(enter);
          reject(signal.reason);
          left?.();
        };
        const enter = (): void => {
          waiting.delete(enter);
          signal.removeEventListener('abort', leave);
          resolve();
        };
        waiting.add(enter);
        signal.addEventListener('abort', leave, { once: true });
      }),
    callNext() {
      for (const enter of waiting) {
        enter();
        return true;
      }
      return false;
    },
  };
}
