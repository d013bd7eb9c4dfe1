import type { Clock } from '../clock.js';
import { badRequest, Problem } from '../http/problem.js';
import type { AccessToken, TokenStore } from './token-store.js';

/** The token of a request, or the 401 that Spotify gives. Only the header says what was wrong with it. */
export function bearerToken(authorization: string | undefined, tokens: TokenStore, clock: Clock): AccessToken {
  if (authorization === undefined) throw unauthorized('missing_token', 'No token provided');
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/);
  if (scheme.toLowerCase() !== 'bearer') throw badRequest('Only valid bearer authentication supported');
  const token = tokens.access(value);
  if (!token) throw unauthorized('invalid_token', 'Invalid access token');
  if (token.expiresAt <= clock.now()) throw unauthorized('invalid_token', 'The access token expired');
  return token;
}

function unauthorized(error: string, description: string): Problem {
  return new Problem(401, 'Missing/invalid/expired access token', undefined, {
    'www-authenticate': `Bearer realm="spotify", error="${error}", error_description="${description}"`,
  });
}
