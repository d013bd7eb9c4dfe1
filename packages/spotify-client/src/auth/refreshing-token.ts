import { invalidOption } from '../request/check-options.js';
import type { TokenEndpointOptions } from './request-token.js';
import { storedToken } from './stored-token.js';
import type { TokenSet, TokenSource } from './token-source.js';
import { memoryTokenStore } from './token-store.js';

/** What a refreshing token needs. */
export interface RefreshingTokenOptions extends TokenEndpointOptions {
  readonly tokens: TokenSet;
  /** Called with every new set before it is used, to keep it; the old refresh token may already be dead by then. */
  readonly onTokens?: ((tokens: TokenSet) => void | Promise<void>) | undefined;
}

/** Tokens for a person who consented once, kept in memory. When Spotify ends the consent, every later call fails at once, without asking again. */
export function refreshingToken(options: RefreshingTokenOptions): TokenSource {
  checkTokens(options.tokens);
  const memory = memoryTokenStore(options.tokens);
  return storedToken({
    ...options,
    store: {
      ...memory,
      async write(tokens) {
        // First: what could not be kept is not used either, and the next call tries again.
        await options.onTokens?.(tokens);
        await memory.write(tokens);
      },
    },
  });
}

// Spotify's own form has other names: without this check, it would look like a consent that has ended.
function checkTokens(tokens: Partial<TokenSet> | undefined): void {
  if (typeof tokens?.accessToken === 'string' && typeof tokens.expiresAt === 'number') return;
  throw invalidOption(
    'tokens',
    'must hold accessToken and expiresAt',
    "Give what signIn(), startConsent() or exchangeCode() gave. Of Spotify's own form, access_token is accessToken, refresh_token is refreshToken, and expiresAt is a time in milliseconds.",
  );
}
