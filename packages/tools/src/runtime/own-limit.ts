import type { GetOrLoadOptions } from '@tonearm/cache';
import { AbortedError, type SpotifyCall, TimeoutError } from '@tonearm/spotify-client';

/**
 * Waits for an answer no longer than a call says, and then takes an old one, where there is any. Others may wait for the same request,
 * so it is given no limit: whoever has waited long enough leaves, and when nobody is left who still waits for it, it is given up.
 */
export async function withOwnLimit<T>(
  { endpoint: { name: endpoint }, options: { timeoutMs, signal } }: SpotifyCall,
  ask: (patience: Pick<GetOrLoadOptions<unknown>, 'signal' | 'softTimeoutMs'>) => Promise<T>,
): Promise<T> {
  if (timeoutMs === undefined) return ask({});
  const leaving = new AbortController();
  // To the request it is somebody who has left: that they were in a hurry says nothing of Spotify.
  const leave = (): void => leaving.abort(new AbortedError('The caller has waited long enough.', { endpoint }));
  const patience = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
  const answering = ask({ signal: patience, softTimeoutMs: timeoutMs });
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
