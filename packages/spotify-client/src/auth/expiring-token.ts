import { isSpotifyError } from '../errors.js';
import { singleFlight, waitFor } from './single-flight.js';
import type { TokenSource } from './token-source.js';

/** A token that ends, and how to get the next one. */
export interface ExpiringTokenOptions {
  readonly current: () => { readonly accessToken: string; readonly expiresAt: number } | undefined;
  /** Gets the next token and makes it the current one. */
  readonly renew: () => Promise<string>;
  readonly now: () => number;
}

/** How long before its end a token is renewed, in milliseconds: one that ends on the way to Spotify costs a second call. */
export const earlyMs = 60_000;

/** Renews a token shortly before it ends or when it is rejected; however many ask, it is renewed once. */
export function expiringToken({ current, renew, now }: ExpiringTokenOptions): Required<TokenSource> {
  const renewOnce = singleFlight(renew);
  const leftMs = (): number => (current()?.expiresAt ?? 0) - now();

  return {
    async token(options) {
      const known = current();
      if (known !== undefined && leftMs() > earlyMs) return known.accessToken;
      try {
        return await waitFor(renewOnce(), options?.signal);
      } catch (error) {
        const mayPass = isSpotifyError(error) && error.isRetryable;
        const stillGood = current();
        if (mayPass && stillGood !== undefined && leftMs() > 0) return stillGood.accessToken;
        throw error;
      }
    },

    async refresh(rejectedToken, options) {
      const known = current();
      // Another call was quicker.
      if (known !== undefined && known.accessToken !== rejectedToken) return known.accessToken;
      return waitFor(renewOnce(), options?.signal);
    },
  };
}
