import type { TokenSource } from '../auth/token-source.js';
import type { Send, SpotifyCall } from '../call.js';
import { AuthenticationError } from '../errors.js';
import { attempt } from './attempt.js';
import { type BuiltRequest, buildRequest } from './build-request.js';
import { checkSource, checkTimeout, checkUserAgent, fetchOf, languageOf } from './check-options.js';
import { checkUrl } from './check-url.js';
import { hideSecrets } from './error-body.js';
import { errorFromResponse } from './error-from-response.js';
import { fetchText, type ReadResponse } from './fetch-text.js';
import { parseResponse } from './parse-response.js';

/** How requests are sent. */
export interface SendOptions {
  /** An access token, or where to get one. */
  readonly token: TokenSource | string;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default: https://api.spotify.com/v1. */
  readonly apiUrl?: string | undefined;
  /**
   * For each attempt, in milliseconds; what takes longer is aborted, connection and all. Default: 30 seconds for the caller, while
   * the first connections that fall silent are left to the platform, which ends them later (Node after five minutes).
   */
  readonly timeoutMs?: number | undefined;
  /** In which language names are wanted, such as `es-MX`. Default: Spotify decides. */
  readonly locale?: string | undefined;
  /** What the requests call themselves. */
  readonly userAgent?: string | undefined;
}

// How long an attempt may take when nobody says.
const usualTimeoutMs = 30_000;

/** Creates the innermost sender: one attempt, and one more with a new token when Spotify rejects the first one's. */
export function createSend(options: SendOptions): Send {
  const apiUrl = checkUrl(options.apiUrl ?? 'https://api.spotify.com/v1', 'apiUrl');
  const fetch = fetchOf(options.fetch);
  const { token: given, userAgent } = options;
  checkSource(given);
  checkTimeout(options.timeoutMs);
  checkUserAgent(userAgent);
  const source = typeof given === 'string' ? undefined : given;
  const headersFor = headersMaker(userAgent);
  // Whether an attempt met silence, and nothing has answered since: meanwhile every attempt closes its connection, whatever that costs.
  let isSilent = false;
  const onTimeout = (): void => {
    isSilent = true;
  };

  return async ({ endpoint, params, options: call }: SpotifyCall) => {
    const { signal, timeoutMs = options.timeoutMs, locale = options.locale, revalidate, onHeaders } = call;
    if (call.timeoutMs !== undefined) checkTimeout(call.timeoutMs);
    const request = buildRequest(apiUrl, endpoint, params);
    const { url, method, body, details } = request;
    const { name } = endpoint;
    const bounds = { signal, timeoutMs: timeoutMs ?? usualTimeoutMs, onTimeout, endpoint: name, request: details };
    const closesAtOnce = isSilent || signal !== undefined || timeoutMs !== undefined;
    const sendWith = (token: string): Promise<ReadResponse> => {
      const own = headersFor(request, token, locale);
      const headers = revalidate === undefined ? own : withOwn(revalidate.headers, own);
      const toSend = { url, method, headers, body, details, endpoint: name, closesAtOnce };
      return attempt((ending) => fetchText(fetch, toSend, ending), bounds);
    };

    // A token that is there already needs no bounds.
    let token = typeof given === 'string' ? given : await attempt((ending) => given.token(ending), bounds);
    let response = await sendWith(token);
    if (response.status === 401 && source?.refresh !== undefined) {
      const rejected = token;
      const refresh = source.refresh.bind(source);
      token = await attempt((ending) => refresh(rejected, ending), bounds);
      response = await sendWith(token);
    }
    isSilent = false;
    if (response.status === 304 && revalidate !== undefined) {
      onHeaders?.(response.headers);
      return revalidate.unchanged;
    }
    if (response.status >= 200 && response.status < 300) {
      onHeaders?.(response.headers);
      const answer = parseResponse(response, endpoint.reply ?? 'json', endpoint.name, details);
      return endpoint.shape === undefined ? answer : endpoint.shape(answer);
    }
    throw errorFromResponse({ ...response, text: hideSecrets(response.text, [token]) }, endpoint, Date.now(), details);
  };
}

/** Makes the headers of requests; those of the last one serve again, since platforms look through every header that is new to them. */
function headersMaker(userAgent: string | undefined) {
  let last:
    | { contentType: string | undefined; token: string; locale: string | undefined; headers: Headers }
    | undefined;
  return ({ contentType }: BuiltRequest, token: string, locale: string | undefined): Headers => {
    if (last?.token === token && last.contentType === contentType && last.locale === locale) return last.headers;
    const headers = new Headers({ accept: 'application/json', authorization: `Bearer ${checkToken(token)}` });
    if (contentType !== undefined) headers.set('content-type', contentType);
    if (locale !== undefined && locale !== '') headers.set('accept-language', languageOf(locale));
    if (userAgent !== undefined) headers.set('user-agent', userAgent);
    last = { contentType, token, locale, headers };
    return headers;
  };
}

/** What is asked for a comparison, and ours over it: it replaces no token. */
function withOwn(asked: Readonly<Record<string, string>>, own: Headers): Headers {
  const headers = new Headers(asked);
  own.forEach((value, name) => {
    headers.set(name, value);
  });
  return headers;
}

// fetch would refuse such a header too, but its message repeats the token.
function checkToken(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new AuthenticationError('The access token is empty or holds characters that no token has.', {
    status: 401,
    hint: 'Give the token alone, without Bearer before it, or log in again.',
  });
}
