import type { SignInError } from './auth/sign-in-error.js';
import type { PartialFailureError } from './in-parts.js';

// Symbol.for makes the marker the same in every copy of this package, where instanceof would fail.
const marker: unique symbol = Symbol.for('tonearm.SpotifyError');

/** What went wrong, in one word that a program can compare. */
export type SpotifyErrorCode =
  | 'authentication'
  | ForbiddenCode
  | 'not_found'
  | 'no_active_device'
  | 'rate_limited'
  | 'quota_exceeded'
  | 'bad_request'
  | 'server_error'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'unexpected_response'
  | 'invalid_parameter'
  | 'partial_failure'
  | 'sign_in';

/** The codes of a refusal, one for each kind. */
export type ForbiddenCode =
  | 'forbidden_premium'
  | 'forbidden_owner_premium'
  | 'forbidden_scope'
  | 'forbidden_app_mode'
  | 'forbidden_not_allowed'
  | 'forbidden_restricted'
  | 'forbidden_unknown';

/** Who or what a refusal is about: the person's plan or that of the app's owner, the token's scopes, the app, the person's rights, or the player's state. */
export type ForbiddenKind =
  | 'premium'
  | 'owner-premium'
  | 'scope'
  | 'app-mode'
  | 'not-allowed'
  | 'restricted'
  | 'unknown';

/** What every error of this package can tell. */
export interface SpotifyErrorDetails {
  /** The row of the endpoint table that was called, such as `albums.get`. */
  readonly endpoint?: string | undefined;
  /** The next step for a person. */
  readonly hint?: string | undefined;
  /** Absent when nothing was to be sent yet. */
  readonly request?: RequestDetails | undefined;
  /** Those of the answer; absent when none came. */
  readonly headers?: Headers | undefined;
  readonly cause?: unknown;
}

/** What was to be sent when an error came: never the token, the body or the query. */
export interface RequestDetails {
  readonly method: string;
  /** Without its query. */
  readonly url: string;
}

/** The root of all errors that this package throws. Messages never hold a token or a secret. */
export abstract class SpotifyError<Details extends SpotifyErrorDetails = SpotifyErrorDetails> extends Error {
  // Written out in every class: a minified bundle renames classes.
  abstract override readonly name: string;
  abstract readonly code: SpotifyErrorCode;
  /** Whether the same call may succeed when it is sent again; that sending twice is harmless is for the caller to know. */
  abstract readonly isRetryable: boolean;
  declare readonly endpoint?: string;
  declare readonly hint?: string;
  declare readonly request?: RequestDetails;
  /** What came with the answer, such as `date` or `www-authenticate`; absent when none came. Whoever prints an error does not print them. */
  declare readonly headers?: Headers;

  // Of the class, and not of each error: who prints one need not see it.
  get [marker](): true {
    return true;
  }

  /** Takes over every detail that is known: classes only declare theirs. */
  constructor(message: string, ...[details]: Record<never, never> extends Details ? [Details?] : [Details]) {
    const { cause, ...others }: SpotifyErrorDetails = details ?? {};
    super(message, cause === undefined ? undefined : { cause });
    for (const [name, value] of Object.entries(others)) {
      // Headers are many, and cookies may be among them: nothing for a log.
      if (value !== undefined) Object.defineProperty(this, name, { value, enumerable: name !== 'headers' });
    }
  }
}

/** Tells whether something is an error of this package, whichever copy of it was thrown by; its `code` then tells which, also to TypeScript. */
export function isSpotifyError(value: unknown): value is AnySpotifyError {
  return typeof value === 'object' && value !== null && marker in value;
}

/** Every error of this package: `if (error.code === 'rate_limited')` makes it one with `retryAfterMs`. */
export type AnySpotifyError =
  | AuthenticationError
  | ForbiddenError
  | NotFoundError
  | NoActiveDeviceError
  | RateLimitError
  | QuotaExceededError
  | BadRequestError
  | ServerError
  | NetworkError
  | TimeoutError
  | AbortedError
  | UnexpectedResponseError
  | InvalidParameterError
  | PartialFailureError
  | SignInError;

/** What an answer of Spotify can tell about an error. */
export interface ApiErrorDetails extends SpotifyErrorDetails {
  readonly status: number;
  /** Spotify's own word for it, such as `NO_ACTIVE_DEVICE`. */
  readonly reason?: string | undefined;
  /** How long Spotify asks to wait, in milliseconds. Absent when it does not say, and in web pages, which are not shown that header. */
  readonly retryAfterMs?: number | undefined;
}

/** Spotify answered, and the answer was no. */
export abstract class ApiError<Details extends ApiErrorDetails = ApiErrorDetails> extends SpotifyError<Details> {
  override readonly isRetryable: boolean = false;
  declare readonly status: number;
  declare readonly reason?: string;
  declare readonly retryAfterMs?: number;
}

/** The token, the consent behind it or the app's credentials are no longer good. */
export class AuthenticationError extends ApiError {
  override readonly name = 'AuthenticationError';
  override readonly code = 'authentication';
}

/** The token is good, but this is not allowed; `kind` says why. */
export class ForbiddenError extends ApiError<ApiErrorDetails & { readonly kind: ForbiddenKind }> {
  override readonly name = 'ForbiddenError';
  override readonly code: ForbiddenCode;
  declare readonly kind: ForbiddenKind;

  constructor(message: string, details: ApiErrorDetails & { readonly kind: ForbiddenKind }) {
    super(message, details);
    // Made of the kind, which takes less than a table does.
    this.code = `forbidden_${details.kind.replace('-', '_')}` as ForbiddenCode;
  }
}

/** There is no such thing, or not for this app. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';
  override readonly code = 'not_found';
}

/** Nothing is there that could play. */
export class NoActiveDeviceError extends ApiError {
  override readonly name = 'NoActiveDeviceError';
  override readonly code = 'no_active_device';
}

/** Too many calls in a short time: waiting for seconds helps. */
export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError';
  override readonly code = 'rate_limited';
  override readonly isRetryable = true;
}

/** The app's quota is used up: only waiting for hours helps. */
export class QuotaExceededError extends ApiError {
  override readonly name = 'QuotaExceededError';
  override readonly code = 'quota_exceeded';
}

/** Spotify did not accept the request as it was. */
export class BadRequestError extends ApiError {
  override readonly name = 'BadRequestError';
  override readonly code = 'bad_request';
}

/** Spotify failed. */
export class ServerError extends ApiError {
  override readonly name = 'ServerError';
  override readonly code = 'server_error';
  override readonly isRetryable = true;
}

/** No answer came: the connection failed. In web pages, Spotify's 429 looks the same: it lacks what would let a page read it. */
export class NetworkError extends SpotifyError {
  override readonly name = 'NetworkError';
  override readonly code = 'network';
  override readonly isRetryable = true;
}

/** No answer came in time. */
export class TimeoutError extends SpotifyError<SpotifyErrorDetails & { readonly timeoutMs: number }> {
  override readonly name = 'TimeoutError';
  override readonly code = 'timeout';
  override readonly isRetryable = true;
  declare readonly timeoutMs: number;
}

/** The caller gave up; the cause is the reason that the signal gave. */
export class AbortedError extends SpotifyError {
  override readonly name = 'AbortedError';
  override readonly code = 'aborted';
  override readonly isRetryable = false;
}

/** An answer came that is not what Spotify's Web API sends: a web page, broken JSON, a redirect. */
export class UnexpectedResponseError extends SpotifyError<SpotifyErrorDetails & { readonly status: number }> {
  override readonly name = 'UnexpectedResponseError';
  override readonly code = 'unexpected_response';
  override readonly isRetryable = true;
  declare readonly status: number;
}

/** A parameter cannot be right, so nothing was sent. */
export class InvalidParameterError extends SpotifyError<SpotifyErrorDetails & { readonly parameter: string }> {
  override readonly name = 'InvalidParameterError';
  override readonly code = 'invalid_parameter';
  override readonly isRetryable = false;
  /** The parameter's name. */
  declare readonly parameter: string;
}
