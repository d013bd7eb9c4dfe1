import type { TokenSet } from './token-source.js';

/** Reads what a store kept as JSON; throws when it is no sign-in. */
export function readTokenSet(text: string): TokenSet {
  const { accessToken, refreshToken, expiresAt, scopes, authorizedAt } = Object(JSON.parse(text)) as Record<
    string,
    unknown
  >;
  const isTokenSet =
    typeof accessToken === 'string' &&
    typeof expiresAt === 'number' &&
    Array.isArray(scopes) &&
    scopes.every((scope) => typeof scope === 'string') &&
    ['string', 'undefined'].includes(typeof refreshToken) &&
    ['number', 'undefined'].includes(typeof authorizedAt);
  if (!isTokenSet) throw new TypeError('These are no tokens.');
  return {
    accessToken,
    expiresAt,
    scopes,
    ...(typeof refreshToken === 'string' && { refreshToken }),
    ...(typeof authorizedAt === 'number' && { authorizedAt }),
  };
}
