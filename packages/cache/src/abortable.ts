/** Waits for something as long as the signal allows; `left` is told when it does no more. */
export function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  left: (reason: unknown) => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason);
      left(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
