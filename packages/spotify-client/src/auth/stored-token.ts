import { AuthenticationError } from '../errors.js';
import { invalidOption } from '../request/check-options.js';
import { consentEndsAt } from './consent.js';
import { earlyMs, expiringToken } from './expiring-token.js';
import { requestToken, type TokenEndpointOptions } from './request-token.js';
import type { TokenSet, TokenSource } from './token-source.js';
import { notSignedIn, type TokenStore } from './token-store.js';

/** What a stored token needs. */
export interface StoredTokenOptions extends TokenEndpointOptions {
  readonly store: TokenStore;
  /** Called when the store turns out to hold another consent than before: maybe another person's. */
  readonly onReplaced?: ((tokens: TokenSet) => void) | undefined;
}

/**
 * Tokens for a person whose sign-in is in a store. However many processes share the store, one of them refreshes and the
 * others take over what it got. When Spotify ends the consent, every later call fails at once, until somebody signs in again.
 */
export function storedToken(options: StoredTokenOptions): TokenSource {
  const { store, onReplaced, now = Date.now } = options;
  checkStore(store);
  let tokens: TokenSet | undefined;
  let ended: { readonly refreshToken: string; readonly error: AuthenticationError } | undefined;
  /** What Spotify gave and the store did not take: the refresh token that it replaced may be dead. */
  let unkept: { readonly replaced: string; readonly next: TokenSet } | undefined;

  const adopt = (next: TokenSet): string => {
    const before = tokens;
    tokens = next;
    if (before !== undefined && isOtherConsent(before, next)) onReplaced?.(next);
    return next.accessToken;
  };
  // What was rejected or is about to end is what we have; anything else in the store is newer.
  const isNews = ({ accessToken, expiresAt }: TokenSet): boolean =>
    accessToken !== tokens?.accessToken && expiresAt - now() > earlyMs;
  const readStore = async (): Promise<TokenSet> => {
    const kept = await store.read();
    if (kept === undefined) throw notSignedIn();
    return kept;
  };

  // What the reply leaves out stays as it was, the refresh token above all.
  const renew = async (before: TokenSet, refreshToken: string): Promise<TokenSet> => ({
    ...before,
    ...(await requestToken(options, { grant_type: 'refresh_token', refresh_token: refreshToken })),
  });

  const refresh = async (kept: TokenSet): Promise<string> => {
    const { refreshToken } = kept;
    adopt(kept);
    if (refreshToken === undefined) throw noRefreshToken();
    if (ended?.refreshToken === refreshToken) throw ended.error;
    const latest = unkept?.replaced === refreshToken ? unkept.next : kept;
    try {
      const next = isNews(latest) ? latest : await renew(latest, latest.refreshToken ?? refreshToken);
      unkept = { replaced: refreshToken, next };
      await store.write(next);
      unkept = undefined;
      tokens = next;
      return next.accessToken;
    } catch (error) {
      if (!(error instanceof AuthenticationError) || error.reason !== 'invalid_grant') throw error;
      ended = { refreshToken, error: explainEnd(error, kept, now()) };
      throw ended.error;
    }
  };

  const source = expiringToken({
    current: () => tokens,
    now,
    async renew() {
      const kept = await readStore();
      if (isNews(kept)) return adopt(kept);
      return store.exclusively(async () => {
        const latest = await readStore();
        return isNews(latest) ? adopt(latest) : refresh(latest);
      });
    },
  });

  return {
    ...source,
    async token(tokenOptions) {
      tokens ??= await readStore();
      // Without a refresh token there is nothing to do early.
      if (tokens.refreshToken === undefined && tokens.expiresAt > now()) return tokens.accessToken;
      return source.token(tokenOptions);
    },
    async refresh(rejectedToken, tokenOptions) {
      tokens ??= await readStore();
      return source.refresh(rejectedToken, tokenOptions);
    },
  };
}

function checkStore(store: Partial<TokenStore> | undefined): void {
  if (typeof store?.exclusively === 'function') return;
  throw invalidOption(
    'store',
    'must be a store of tokens',
    'Give memoryTokenStore(), or fileTokenStore({ path }) of @tonearm/spotify-client/auth/node.',
  );
}

function isOtherConsent(before: TokenSet, next: TokenSet): boolean {
  if (before.authorizedAt !== undefined) return before.authorizedAt !== next.authorizedAt;
  return before.refreshToken !== next.refreshToken;
}

function explainEnd(error: AuthenticationError, { authorizedAt }: TokenSet, now: number): AuthenticationError {
  // Of a time that is none nothing can be said.
  if (authorizedAt === undefined || !(consentEndsAt(authorizedAt) <= now)) return error;
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return new AuthenticationError(
    `The consent of ${day(authorizedAt)} ended on ${day(consentEndsAt(authorizedAt))}: Spotify lets it live for six months.`,
    {
      status: error.status,
      endpoint: error.endpoint,
      request: error.request,
      headers: error.headers,
      reason: error.reason,
      hint: 'Log in again.',
      cause: error,
    },
  );
}

function noRefreshToken(): AuthenticationError {
  return new AuthenticationError('The access token has ended and there is no refresh token.', {
    status: 401,
    hint: 'Log in again.',
  });
}
