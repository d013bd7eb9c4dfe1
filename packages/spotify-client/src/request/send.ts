import type { TokenSource } from '../auth/token-source.js';
import type { Send, SpotifyCall } from '../call.js';
import { AuthenticationError, InvalidParameterError } from '../errors.js';
import { attempt } from './attempt.js';
import { type BuiltRequest, buildRequest } from './build-request.js';
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
  /** For each attempt, in milliseconds. Default: 30 seconds. */
  readonly timeoutMs?: number | undefined;
  /** In which language names are wanted, such as `es-MX`. Default: Spotify decides. */
  readonly locale?: string | undefined;
  /** What the requests call themselves. */
  readonly userAgent?: string | undefined;
}

/** Creates the innermost sender: one attempt, and one more with a new token when Spotify rejects the first one's. */
export function createSend(options: SendOptions): Send {
  const apiUrl = checkUrl(options.apiUrl ?? 'https://api.spotify.com/v1', 'apiUrl');
  const fetch = options.fetch ?? globalThis.fetch;
  const { token: given, userAgent, locale: defaultLocale, timeoutMs: defaultTimeoutMs = 30_000 } = options;
  const source = typeof given === 'string' ? undefined : given;
  const headersFor = headersMaker(userAgent);

  return async ({ endpoint, params, options }: SpotifyCall) => {
    const { signal, timeoutMs = defaultTimeoutMs, locale, revalidate, onHeaders } = options;
    const request = buildRequest(apiUrl, endpoint, params);
    const bounds = { signal, timeoutMs, endpoint: endpoint.name };
    const sendWith = (token: string): Promise<ReadResponse> => {
      // Ours last: what is asked for a comparison replaces no token.
      const headers = { ...revalidate?.headers, ...headersFor(request, token, locale ?? defaultLocale) };
      return attempt((ended) => fetchText(fetch, request, headers, ended, endpoint.name), bounds);
    };

    // A token that is there already needs no bounds.
    let token = typeof given === 'string' ? given : await attempt((ended) => given.token({ signal: ended }), bounds);
    let response = await sendWith(token);
    if (response.status === 401 && source?.refresh !== undefined) {
      const rejected = token;
      const refresh = source.refresh.bind(source);
      token = await attempt((ended) => refresh(rejected, { signal: ended }), bounds);
      response = await sendWith(token);
    }
    if (response.status === 304 && revalidate !== undefined) {
      onHeaders?.(response.headers);
      return revalidate.unchanged;
    }
    if (response.status >= 200 && response.status < 300) {
      onHeaders?.(response.headers);
      const answer = parseResponse(response, endpoint.reply ?? 'json', endpoint.name);
      return endpoint.shape === undefined ? answer : endpoint.shape(answer);
    }
    const { method, url } = request;
    const sent = { method, url: url.split('?')[0] ?? '' };
    throw errorFromResponse({ ...response, text: hideSecrets(response.text, [token]) }, endpoint, Date.now(), sent);
  };
}

/** Makes the headers of a request; a token is looked at once, and not at every call. */
function headersMaker(userAgent: string | undefined) {
  let known: string | undefined;
  let authorization = '';
  return (request: BuiltRequest, token: string, locale: string | undefined): Record<string, string> => {
    if (token !== known) {
      authorization = `Bearer ${checkToken(token)}`;
      known = token;
    }
    const headers: Record<string, string> = { accept: 'application/json', authorization };
    if (request.contentType !== undefined) headers['content-type'] = request.contentType;
    if (locale !== undefined) headers['accept-language'] = checkLocale(locale);
    if (userAgent !== undefined) headers['user-agent'] = userAgent;
    return headers;
  };
}

function checkLocale(locale: string): string {
  if (/^[A-Za-z]{2,8}([_-][A-Za-z0-9]{1,8})*$/.test(locale)) return locale.replaceAll('_', '-');
  throw new InvalidParameterError('The option locale is no language.', {
    parameter: 'locale',
    hint: 'Write es or es-MX.',
  });
}

// fetch would refuse such a header too, but its message repeats the token.
function checkToken(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new AuthenticationError('The access token is empty or holds characters that no token has.', {
    status: 401,
    hint: 'Log in again.',
  });
}
