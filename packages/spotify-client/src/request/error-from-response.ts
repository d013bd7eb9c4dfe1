import type { NamedEndpoint } from '../endpoint.js';
import {
  type ApiErrorDetails,
  AuthenticationError,
  BadRequestError,
  ForbiddenError,
  NoActiveDeviceError,
  NotFoundError,
  QuotaExceededError,
  RateLimitError,
  type RequestDetails,
  ServerError,
  type SpotifyError,
  UnexpectedResponseError,
} from '../errors.js';
import { type ErrorBody, readErrorBody } from './error-body.js';
import { explainRefusal } from './explain-refusal.js';
import type { ReadResponse } from './fetch-text.js';
import { parseRetryAfter } from './retry-after.js';

// Spotify counts calls in windows of 30 seconds. Who asks to wait for longer than two of them counts by the day.
const longestWindowMs = 60_000;

/** Maps an answer that is no success to its error; the only place where that is decided. */
export function errorFromResponse(
  response: ReadResponse,
  endpoint: NamedEndpoint,
  now: number,
  request?: RequestDetails,
): SpotifyError {
  const { status } = response;
  if (status < 400) return redirected(response, endpoint.name, request);
  const body = readErrorBody(response.text);
  const details: ApiErrorDetails = {
    status,
    endpoint: endpoint.name,
    reason: body.reason,
    retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), now),
    headers: response.headers,
    request,
  };
  if (status === 401) return unauthorized(response.headers, details);
  if (status === 403) return forbidden(endpoint, body, details);
  if (status === 404) return notFound(endpoint, body, details);
  if (status === 429) return tooMany(details);
  if (status >= 500)
    return new ServerError(say('Spotify failed', body), {
      ...details,
      hint: nextStep(endpoint, body) ?? 'Try again in a moment.',
    });
  return new BadRequestError(say('Spotify did not accept the request', body), {
    ...details,
    hint: nextStep(endpoint, body),
  });
}

function say(what: string, body: ErrorBody): string {
  return body.message ? `${what}: ${body.message}` : `${what}.`;
}

function redirected(
  { status, headers }: ReadResponse,
  endpoint: string,
  request: RequestDetails | undefined,
): SpotifyError {
  // Following it could carry the token to another host.
  return new UnexpectedResponseError('Spotify answered with a redirect, which is not followed.', {
    status,
    headers,
    endpoint,
    request,
    hint: 'Check the URL of the API.',
  });
}

function unauthorized(headers: Headers, details: ApiErrorDetails): SpotifyError {
  // The body no longer tells the cases apart; the header does.
  const reason = /error="([a-z_]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1] ?? details.reason;
  const message =
    reason === 'missing_token'
      ? 'Spotify got no access token.'
      : 'Spotify rejected the access token: it is wrong or expired.';
  return new AuthenticationError(message, { ...details, reason, hint: 'Log in again.' });
}

function forbidden(endpoint: NamedEndpoint, body: ErrorBody, details: ApiErrorDetails): SpotifyError {
  const { kind, message, hint } = explainRefusal(endpoint, body);
  return new ForbiddenError(message, { ...details, kind, hint });
}

function notFound(endpoint: NamedEndpoint, body: ErrorBody, details: ApiErrorDetails): SpotifyError {
  if (body.reason === 'NO_ACTIVE_DEVICE' || /no active device/i.test(body.message ?? '')) {
    return new NoActiveDeviceError('No device is active.', {
      ...details,
      hint: 'Open Spotify on a device, or transfer playback to one that is listed.',
    });
  }
  return new NotFoundError(say('Spotify has no such thing', body), {
    ...details,
    hint: `Check the id; some content is not available to every app or in every country.${marketHint(endpoint)}`,
  });
}

/** What is spoken is to be had in countries only: for a token without a person somebody has to say which. */
function marketHint({ path }: NamedEndpoint): string {
  return /^\/(shows|episodes|audiobooks|chapters)\b/.test(path) ? ' Without a person, it needs a market.' : '';
}

/** The next step where Spotify says too little. */
function nextStep({ nextSteps = [] }: NamedEndpoint, { message = '' }: ErrorBody): string | undefined {
  return nextSteps.find(([said]) => said.test(message))?.[1];
}

function tooMany(details: ApiErrorDetails): SpotifyError {
  const { retryAfterMs } = details;
  if (details.reason === 'QUOTA_EXCEEDED' || (retryAfterMs ?? 0) > longestWindowMs) {
    return new QuotaExceededError("The app's quota for this kind of call is used up.", {
      ...details,
      hint: 'Only waiting helps, and asking again does not shorten it. Other kinds of calls may still work.',
    });
  }
  return new RateLimitError('Too many calls in a short time.', {
    ...details,
    hint: 'Wait some seconds, then ask less often.',
  });
}
