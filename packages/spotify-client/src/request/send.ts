import type { TokenSource } from '../auth/token-source.js';
import type { Send, SpotifyCall } from '../call.js';
import { AuthenticationError } from '../errors.js';
import { attempt } from './attempt.js';
import { type BuiltRequest, buildRequest } from './build-request.js';
import { checkSource, checkTimeout, checkUserAgent, fetchOf, languageOf } from './check-options.js';
import { checkUrl } from './check-url.js';
import type { Ending } from './ending.js';
import { hideSecrets } from './error-body.js';
import { errorFromResponse } from './error-from-response.js';
import { fetchText, type ReadResponse } from './fetch-text.js';
import { parseResponse } from './parse-response.js';
import { usualTimerOf } from './timers.js';

/** How requests are sent. */
export interface SendOptions {
  /** An access token, or where to get one. */
  readonly token: TokenSource | string;
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default: https://api.spotify.com/v1. */
  readonly apiUrl?: string | undefined;
  /**
   * For each step of a call, in milliseconds: for getting a token, and for the request. What takes longer is aborted, connection and all.
   * Default: 30 seconds for the caller (in Node, Deno and Bun up to one more), while the first connections that fall silent are left to the platform, which
   * ends them later (Node after five minutes).
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
  const usualTimer = usualTimerOf(usualTimeoutMs);
  // Whether a call met silence, and nothing has answered since: meanwhile every call closes its connection, whatever that costs.
  let isSilent = false;
  const onTimeout = (): void => {
    isSilent = true;
  };

  const exchange = async (call: SpotifyCall, closesAtOnce: boolean, ending: Ending<unknown>): Promise<void> => {
    const { locale = options.locale, revalidate } = call.options;
    const ask = (request: BuiltRequest, token: string): Promise<ReadResponse> => {
      const headers = withOwn(revalidate?.headers, headersFor(request, token, locale));
      return fetchText(fetch, { request, headers, endpoint: call.endpoint.name, closesAtOnce }, ending);
    };
    try {
      const request = buildRequest(apiUrl, call.endpoint, call.params);
      let token = typeof given === 'string' ? given : await given.token(ending);
      // Each step has the whole time; a token that is there already is none.
      if (source !== undefined) ending.beginAgain();
      let response = await ask(request, token);
      if (response.status === 401 && source?.refresh !== undefined) {
        ending.beginAgain();
        token = await source.refresh(token, ending);
        ending.beginAgain();
        response = await ask(request, token);
      }
      // What comes after the end, or was cut off by it, is no answer.
      ending.check();
      isSilent = false;
      ending.succeed(answerOf(response, call, request, token));
    } catch (error) {
      ending.fail(error);
    }
  };

  return (call) => {
    const { signal, timeoutMs = options.timeoutMs } = call.options;
    const closesAtOnce = isSilent || signal !== undefined || timeoutMs !== undefined;
    return attempt((ending) => exchange(call, closesAtOnce, ending), {
      signal,
      timer: timeoutMs ?? usualTimer,
      onTimeout,
      endpoint: call.endpoint.name,
    });
  };
}

/** What an answer says; throws when that is an error. */
function answerOf(response: ReadResponse, call: SpotifyCall, { details }: BuiltRequest, token: string): unknown {
  const { endpoint, options } = call;
  const { revalidate, onHeaders } = options;
  const { status, headers } = response;
  if (status === 304 && revalidate !== undefined) {
    onHeaders?.(headers);
    return revalidate.unchanged;
  }
  if (status >= 200 && status < 300) {
    onHeaders?.(headers);
    const answer = parseResponse(response, endpoint.reply ?? 'json', endpoint.name, details);
    return endpoint.shape === undefined ? answer : endpoint.shape(answer);
  }
  const text = hideSecrets(response.text, [token]);
  throw errorFromResponse({ ...response, text }, endpoint, Date.now(), details);
}

/** Makes the headers of requests; those of the last one serve again, since platforms look through every header that is new to them. */
function headersMaker(userAgent: string | undefined) {
  let last:
    | { contentType: string | undefined; token: string; locale: string | undefined; headers: Headers }
    | undefined;
  return ({ contentType }: BuiltRequest, token: string, locale: string | undefined): Headers => {
    if (last !== undefined && last.token === token && last.contentType === contentType && last.locale === locale)
      return last.headers;
    const headers = new Headers({ accept: 'application/json', authorization: `Bearer ${checkToken(token)}` });
    if (contentType !== undefined) headers.set('content-type', contentType);
    if (locale !== undefined && locale !== '') headers.set('accept-language', languageOf(locale));
    if (userAgent !== undefined) headers.set('user-agent', userAgent);
    last = { contentType, token, locale, headers };
    return headers;
  };
}

/** What is asked for a comparison, if anything is, and ours over it: it replaces no token. */
function withOwn(asked: Readonly<Record<string, string>> | undefined, own: Headers): Headers {
  if (asked === undefined) return own;
  const headers = new Headers(asked);
  for (const [name, value] of own) headers.set(name, value);
  return headers;
}

// fetch would refuse such a header too, but its message repeats the token.
function checkToken(token: string): string {
  // A source without types may give none.
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new AuthenticationError('The access token is empty or holds characters that no token has.', {
    status: 401,
    hint: 'Give the token alone, without Bearer before it, or log in again.',
  });
}
