import type { Once } from './once.js';

/** How long somebody waits. */
export interface Patience {
  readonly signal?: AbortSignal | undefined;
  /** As long as it takes unless said; the timer keeps no process alive. */
  readonly limit?: Limit | undefined;
}

/** A limit of time, and what is said when it is over. */
export interface Limit {
  readonly ms: number;
  readonly error: () => Error;
  /** When the time begins to count. */
  readonly begun: Once;
}

/** Waits for something as long as the signal allows. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return untilGivenUp(promise, { signal }, () => undefined);
}

/** Waits for something as long as somebody's patience lasts; `left` is told once when it does no more. */
export function untilGivenUp<T>(
  promise: Promise<T>,
  { signal, limit }: Patience,
  left: (reason: unknown) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (reason: unknown): void => {
      end();
      reject(reason);
      left(reason);
    };
    const onAbort = (): void => giveUp(signal?.reason);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const end = (): void => {
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    limit?.begun.when(() => {
      if (!isOver) timer = setTimeout(() => giveUp(limit.error()), limit.ms).unref();
    });
    promise.then(resolve, reject).finally(end);
  });
}
