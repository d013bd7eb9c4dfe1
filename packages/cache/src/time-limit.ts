import { StoreUnavailableError } from './errors.js';

/**
 * Begins something, and waits for it no longer than this. The timer keeps no process alive. When the event loop itself was held up,
 * what has arrived meanwhile is read first: the other side is not slow because this process was. What throws at once, as a store
 * of one's own may, has failed like all else.
 */
export function within<T>(limitMs: number, begin: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const work = begin();
    const giveUp = (): void =>
      reject(new StoreUnavailableError(`no answer within ${limitMs} ms`, { reason: 'timeout' }));
    const timer = setTimeout(() => setImmediate(() => setImmediate(giveUp)), limitMs).unref();
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
