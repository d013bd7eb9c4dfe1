import type { Clock } from '../clock.js';
import { badRequest, Problem } from '../http/problem.js';
import type { AccessToken, TokenStore } from './token-store.js';

/** What a token is judged by. */
export interface BearerServices {
  readonly tokens: TokenStore;
  readonly clock: Clock;
  /** Whether the message of a 401 tells more than that it is one. */
  readonly saysWhy: boolean;
  /** Whether a token is taken for expired, whatever its age. */
  readonly expires?: ((serial: number) => boolean) | undefined;
}

/** The token of a request, or the 401 that Spotify gives. Only the header says what was wrong with it. */
export function bearerToken(authorization: string | undefined, services: BearerServices): AccessToken {
  const { tokens, clock, expires, saysWhy } = services;
  const unauthorized = (error: string, description: string): Problem =>
    new Problem(401, saysWhy ? description : 'Missing/invalid/expired access token', undefined, {
      'www-authenticate': `Bearer realm="spotify", error="${error}", error_description="${description}"`,
    });
  if (authorization === undefined) throw unauthorized('missing_token', 'No token provided');
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/);
  if (scheme.toLowerCase() !== 'bearer') throw badRequest('Only valid bearer authentication supported');
  const token = tokens.access(value);
  if (!token) throw unauthorized('invalid_token', 'Invalid access token');
  if (token.expiresAt <= clock.now() || expires?.(token.serial)) {
    throw unauthorized('invalid_token', 'The access token expired');
  }
  return token;
}

/** The token of a request, good or expired; undefined when there is none. */
export function presentedToken(authorization: string | undefined, tokens: TokenStore): AccessToken | undefined {
  const value = /^bearer\s+(\S+)$/i.exec(authorization?.trim() ?? '')?.[1];
  return value === undefined ? undefined : tokens.access(value);
}
