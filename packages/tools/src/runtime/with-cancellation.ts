import { AbortedError, isSpotifyError, type Middleware } from '@tonearm/spotify-client';

/**
 * Says in one way that the caller has left. Whoever a call waits for at that moment (the cache, a policy, Spotify) passes
 * on the reason that the signal gave, and that can be anything.
 */
export function withCancellation(): Middleware {
  return (next) => async (call) => {
    try {
      return await next(call);
    } catch (error) {
      if (call.options.signal?.aborted !== true || isSpotifyError(error)) throw error;
      throw new AbortedError('The caller left.', { endpoint: call.endpoint.name, cause: error });
    }
  };
}
