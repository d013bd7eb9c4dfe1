import {
  AbortedError,
  InvalidParameterError,
  type RequestDetails,
  type SpotifyError,
  TimeoutError,
} from '../errors.js';
import { Ending } from './ending.js';

/** The bounds of one attempt. */
export interface AttemptOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
  /** Called when the time is over. */
  readonly onTimeout?: (() => void) | undefined;
  readonly endpoint?: string | undefined;
  /** For the error. */
  readonly request?: RequestDetails | undefined;
}

/** Runs one attempt; ends when it does, when the time is over or when the caller gives up, whichever comes first. */
export function attempt<T>(run: (ending: Ending) => Promise<T>, options: AttemptOptions): Promise<T> {
  const { signal, timeoutMs, onTimeout, endpoint, request } = options;
  // One promise for all ends, and not a race: a fetch that ignores its signal must not hold the caller.
  return new Promise((resolve, reject) => {
    const ending = new Ending();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cleanUp = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    };
    const end = (error: SpotifyError): void => {
      cleanUp();
      // Rejected first: what fails because of the end is not why it ended.
      reject(error);
      ending.end(error);
    };
    const giveUp = (): void =>
      end(new AbortedError('The call was given up.', { endpoint, request, cause: signal?.reason }));
    if (signal?.aborted) return giveUp();
    if (signal !== undefined && typeof signal?.addEventListener !== 'function') return reject(noSignal(endpoint));
    signal?.addEventListener('abort', giveUp, { once: true });
    timer = setTimeout(() => {
      onTimeout?.();
      end(new TimeoutError(`Spotify did not answer within ${timeoutMs} ms.`, { endpoint, request, timeoutMs }));
    }, timeoutMs);
    run(ending).then(
      (value) => {
        cleanUp();
        resolve(value);
      },
      (error: unknown) => {
        cleanUp();
        reject(error);
      },
    );
  });
}

function noSignal(endpoint: string | undefined): InvalidParameterError {
  return new InvalidParameterError('The option signal must be an AbortSignal.', {
    parameter: 'signal',
    endpoint,
    hint: 'Give controller.signal.',
  });
}
