import { AuthenticationError } from '../errors.js';
import { expiringToken } from './expiring-token.js';
import { requestToken, type TokenEndpointOptions, type TokenReply } from './request-token.js';
import type { TokenSet, TokenSource } from './token-source.js';

/** What a refreshing token needs. */
export interface RefreshingTokenOptions extends TokenEndpointOptions {
  readonly tokens: TokenSet;
  /** Called with every new set before it is used, to keep it; the old refresh token may already be dead by then. */
  readonly onTokens?: ((tokens: TokenSet) => void | Promise<void>) | undefined;
}

/** Tokens for a person who consented once. When Spotify ends the consent, every later call fails at once, without asking again. */
export function refreshingToken(options: RefreshingTokenOptions): TokenSource {
  const { onTokens, now = Date.now } = options;
  let { tokens } = options;
  let ended: AuthenticationError | undefined;

  const requestNext = async (): Promise<TokenReply> => {
    if (ended !== undefined) throw ended;
    if (tokens.refreshToken === undefined) throw noRefreshToken();
    try {
      return await requestToken(options, { grant_type: 'refresh_token', refresh_token: tokens.refreshToken });
    } catch (error) {
      if (error instanceof AuthenticationError && error.reason === 'invalid_grant') ended = error;
      throw error;
    }
  };

  const source = expiringToken({
    current: () => tokens,
    now,
    async renew() {
      // What the reply leaves out stays as it was, the refresh token above all.
      tokens = { ...tokens, ...(await requestNext()) };
      await onTokens?.(tokens);
      return tokens.accessToken;
    },
  });

  return {
    ...source,
    async token(tokenOptions) {
      // Without a refresh token there is nothing to do early.
      if (tokens.refreshToken === undefined && tokens.expiresAt > now()) return tokens.accessToken;
      return source.token(tokenOptions);
    },
  };
}

function noRefreshToken(): AuthenticationError {
  return new AuthenticationError('The access token has ended and there is no refresh token.', {
    status: 401,
    hint: 'Log in again.',
  });
}
