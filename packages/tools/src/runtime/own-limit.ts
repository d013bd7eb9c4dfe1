import type { GetOrLoadOptions } from '@tonearm/cache';
import { InvalidParameterError, type SpotifyCall, TimeoutError } from '@tonearm/spotify-client';

/** More than this no timer can wait for. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Waits for an answer no longer than a call says. Others may wait for the same request, so it is given no limit: whoever has waited
 * long enough leaves, and the last one to leave stops it.
 */
export async function withOwnLimit<T>(
  { endpoint: { name: endpoint }, options: { timeoutMs, signal } }: SpotifyCall,
  ask: (patience: Pick<GetOrLoadOptions<unknown>, 'signal' | 'softTimeoutMs'>) => Promise<T>,
): Promise<T> {
  if (timeoutMs === undefined) return ask({});
  if (!(timeoutMs > 0 && timeoutMs <= longestTimerMs)) {
    const problem = `The option timeoutMs must be more than 0 and at most ${longestTimerMs}.`;
    throw new InvalidParameterError(problem, { parameter: 'timeoutMs', endpoint, hint: 'Give milliseconds.' });
  }
  const leaving = new AbortController();
  const given = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
  const answering = ask({ signal: given, softTimeoutMs: timeoutMs });
  const leave = (): void =>
    leaving.abort(new TimeoutError(`Spotify did not answer within ${timeoutMs} ms.`, { endpoint, timeoutMs }));
  // A turn later: an old answer that is given when the time is over is better than none.
  const timer = setTimeout(() => setImmediate(leave), timeoutMs).unref();
  try {
    return await answering;
  } finally {
    clearTimeout(timer);
  }
}
