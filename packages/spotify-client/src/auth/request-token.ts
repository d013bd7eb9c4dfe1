import {
  AuthenticationError,
  RateLimitError,
  type RequestDetails,
  ServerError,
  type SpotifyError,
  UnexpectedResponseError,
} from '../errors.js';
import { attempt } from '../request/attempt.js';
import { fetchOf } from '../request/check-options.js';
import { checkUrl } from '../request/check-url.js';
import { entryOf, hideSecrets, isRecord, tidy } from '../request/error-body.js';
import { fetchText, type ReadResponse } from '../request/fetch-text.js';
import { describe, parseJson } from '../request/parse-response.js';
import { parseRetryAfter } from '../request/retry-after.js';
import { checkApp } from './check-app.js';

/** Who asks the token endpoint, and how it is reached. */
export interface TokenEndpointOptions {
  readonly clientId: string;
  /** Absent for apps that cannot keep a secret: these use PKCE. */
  readonly clientSecret?: string | undefined;
  /** Default: https://accounts.spotify.com. */
  readonly accountsUrl?: string | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The time in milliseconds since 1970. Default: the system's clock. */
  readonly now?: (() => number) | undefined;
}

/** What the token endpoint gave. */
export interface TokenReply {
  readonly accessToken: string;
  /** Absent when the one that was used stays good. */
  readonly refreshToken?: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
  readonly scopes?: readonly string[];
}

const timeoutMs = 30_000;
const name = 'accounts.token';

/** The base URL of Spotify's accounts service. */
export const defaultAccountsUrl = 'https://accounts.spotify.com';

/** Asks the token endpoint for a grant; every failure is a SpotifyError without a secret in it. */
export async function requestToken(options: TokenEndpointOptions, grant: Record<string, string>): Promise<TokenReply> {
  const { clientId, clientSecret, accountsUrl = defaultAccountsUrl, now = Date.now } = options;
  checkApp({ clientId, clientSecret });
  const url = `${checkUrl(accountsUrl, 'accountsUrl')}/api/token`;
  const form = new URLSearchParams(clientSecret === undefined ? { ...grant, client_id: clientId } : grant);
  const headers = new Headers({ accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' });
  if (clientSecret !== undefined) headers.set('authorization', `Basic ${btoa(`${clientId}:${clientSecret}`)}`);
  const fetch = fetchOf(options.fetch);
  const details = { url, method: 'POST' };
  const request = { ...details, details, body: form.toString() };
  const toSend = { request, headers, endpoint: name, closesAtOnce: true };
  const bounds = { timer: timeoutMs, endpoint: name };
  const response = await attempt<ReadResponse>(
    (ending) =>
      fetchText(fetch, toSend, ending).then(
        (read) => ending.succeed(read),
        (error) => ending.fail(error),
      ),
    bounds,
  );
  const secrets = [clientSecret, grant.refresh_token, grant.code, grant.code_verifier];
  return readReply(response, now(), secrets, details);
}

function readReply(
  response: ReadResponse,
  now: number,
  secrets: readonly (string | undefined)[],
  request: RequestDetails,
): TokenReply {
  const { status, text } = response;
  if (status < 200 || status > 299) {
    throw failure({ ...response, text: hideSecrets(text, secrets) }, now, request);
  }
  const reply = parseJson(text);
  if (!isRecord(reply) || typeof reply.access_token !== 'string') throw unexpected(response, request);
  const { refresh_token: refreshToken, expires_in: seconds, scope } = reply;
  return {
    accessToken: reply.access_token,
    expiresAt: now + (typeof seconds === 'number' ? seconds : 3600) * 1000,
    ...(typeof refreshToken === 'string' && refreshToken !== '' && { refreshToken }),
    ...(typeof scope === 'string' && { scopes: scope.split(' ').filter((one) => one !== '') }),
  };
}

function failure(response: ReadResponse, now: number, request: RequestDetails): SpotifyError {
  const { status, headers, text } = response;
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), now);
  const details = { status, headers, endpoint: name, request, retryAfterMs };
  if (status === 429) return new RateLimitError('Too many calls for tokens in a short time.', details);
  // An outage says nothing about the consent: only invalid_grant ends it.
  if (status >= 500)
    return new ServerError("Spotify's accounts service failed.", { ...details, hint: 'Try again in a moment.' });
  const body = parseJson(text);
  if (!isRecord(body) || typeof body.error !== 'string') return unexpected(response, request);
  const reason = tidy(body.error);
  const description = typeof body.error_description === 'string' ? `: ${tidy(body.error_description)}` : '';
  return new AuthenticationError(`Spotify gave no token (${reason}${description}).`, {
    ...details,
    reason,
    hint: entryOf(hints, reason) ?? 'Log in again.',
  });
}

const hints: Readonly<Record<string, string>> = {
  invalid_grant: 'Log in again: the consent was withdrawn, is older than six months, or was already used.',
  invalid_request: 'Check what was given: an app that keeps a secret has to give its clientSecret here too.',
  invalid_client:
    "Check the client id and the client secret against the app's settings at https://developer.spotify.com/dashboard.",
};

function unexpected({ status, headers, text }: ReadResponse, request: RequestDetails): SpotifyError {
  return new UnexpectedResponseError(
    `Spotify's accounts service answered with ${describe(text)} in place of a token.`,
    {
      status,
      headers,
      endpoint: name,
      request,
      hint: 'A proxy or a login page may stand between here and Spotify.',
    },
  );
}
