import { AbortedError, type SpotifyError, TimeoutError } from '../errors.js';

/** The bounds of one attempt. */
export interface AttemptOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly endpoint?: string | undefined;
}

/** Runs one attempt; ends when it does, when the time is over or when the caller gives up, whichever comes first. */
export async function attempt<T>(run: (signal: AbortSignal) => Promise<T>, options: AttemptOptions): Promise<T> {
  const { signal, timeoutMs, endpoint } = options;
  const controller = new AbortController();
  let giveUp: () => void = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  // A race, because a fetch that ignores its signal must not hold the caller.
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (error: SpotifyError): void => {
      reject(error);
      controller.abort(error);
    };
    giveUp = () => end(new AbortedError('The call was given up.', { endpoint, cause: signal?.reason }));
    if (signal?.aborted) {
      giveUp();
      return;
    }
    signal?.addEventListener('abort', giveUp, { once: true });
    timer = setTimeout(() => {
      end(new TimeoutError(`Spotify did not answer within ${timeoutMs} ms.`, { endpoint, timeoutMs }));
    }, timeoutMs);
  });

  try {
    if (signal?.aborted) return await ended;
    return await Promise.race([run(controller.signal), ended]);
  } catch (error) {
    // What fails because of the end is not why it ended.
    if (controller.signal.aborted) return await ended;
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
