import type { GetOrLoadOptions } from '@tonearm/cache';
import { AbortedError, InvalidParameterError, type SpotifyCall, TimeoutError } from '@tonearm/spotify-client';

/** More than this no timer can wait for. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Waits for an answer no longer than a call says, and then takes an old one, where there is any. Others may wait for the same request,
 * so it is given no limit: whoever has waited long enough leaves, and when nobody is left who still waits for it, it is given up.
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
  // To the request it is somebody who has left: that they were in a hurry says nothing of Spotify.
  const leave = (): void => leaving.abort(new AbortedError('The caller has waited long enough.', { endpoint }));
  const answering = ask({ signal: either(signal, leaving.signal), softTimeoutMs: timeoutMs });
  // A turn later than the old answer is given.
  const timer = setTimeout(() => setImmediate(leave), timeoutMs).unref();
  try {
    return await answering;
  } catch (error) {
    if (!leaving.signal.aborted || error !== leaving.signal.reason) throw error;
    throw new TimeoutError(`No answer came within ${timeoutMs} ms.`, { endpoint, timeoutMs });
  } finally {
    clearTimeout(timer);
  }
}

/** What is no signal is left to be refused by name. */
function either(one: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  if (one === undefined) return other;
  return one instanceof AbortSignal ? AbortSignal.any([one, other]) : one;
}
