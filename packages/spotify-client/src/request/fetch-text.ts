import { NetworkError } from '../errors.js';

/** An answer, read to its end. */
export interface ReadResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What goes to fetch. */
export interface FetchTextOptions {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
  /** For the error only. */
  readonly endpoint?: string | undefined;
}

/** Fetches and reads the whole answer; it is the connection's fault when either fails. */
export async function fetchText(fetch: typeof globalThis.fetch, options: FetchTextOptions): Promise<ReadResponse> {
  const { url, method, headers, body, signal, endpoint } = options;
  try {
    // Followed redirects could carry a token to another host.
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal,
      ...(body !== undefined && { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    const hint = 'Check the connection, then try again.';
    throw new NetworkError('Spotify could not be reached.', { endpoint, cause, hint });
  }
}
