/** Something that is done once and waited for by several. */
export interface SharedRun<T> {
  /** For whoever cannot leave. */
  readonly result: Promise<T>;
  /** Whether everybody left before it was done. */
  isAbandoned(): boolean;
  /** The result; whoever gives up leaves it to the others, and the last one who leaves ends it. */
  wait(signal: AbortSignal | undefined): Promise<T>;
}

/** Starts something for all who will wait for it. Its signal fires when nobody does any more. */
export function shareRun<T>(start: (signal: AbortSignal) => Promise<T>): SharedRun<T> {
  const abandoned = new AbortController();
  const result = start(abandoned.signal);
  let waiting = 0;
  let isDone = false;
  const done = (): void => {
    isDone = true;
  };
  result.then(done, done);
  return {
    result,
    isAbandoned: () => abandoned.signal.aborted,
    async wait(signal) {
      waiting += 1;
      try {
        return await until(result, signal);
      } finally {
        waiting -= 1;
        if (waiting === 0 && !isDone) abandoned.abort(signal?.reason);
      }
    },
  };
}

function until<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
