import type { Metrics } from '@tonearm/metrics';
import type { RuntimeCatalogue } from './metric-catalogue.js';

type Fetch = typeof globalThis.fetch;

/** Where tokens come from: Spotify's accounts service, and the emulator's way to sign in without a browser. */
const tokenPath = /\/(api\/token|__emulator\/tokens)$/;

/** Counts the requests for tokens among all that a fetch is asked for; looks at nothing but the status of the answers. */
export function watchTokens(fetch: Fetch, metrics: Metrics<RuntimeCatalogue>): Fetch {
  const requests = metrics.counter('tokenRequests');
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!tokenPath.test(url.pathname)) return fetch(input, init);
    try {
      const response = await fetch(input, init);
      requests.add(1, { outcome: response.ok ? 'ok' : response.status >= 500 ? 'server_error' : 'refused' });
      return response;
    } catch (error) {
      requests.add(1, { outcome: 'network' });
      throw error;
    }
  };
}
