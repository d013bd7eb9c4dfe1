import { NetworkError } from '../errors.js';

/** An answer, read to its end. */
export interface ReadResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What goes to fetch, beside the headers. */
export interface TextRequest {
  readonly url: string;
  readonly method: string;
  readonly body: string | undefined;
}

/** Fetches and reads the whole answer; it is the connection's fault when either fails. */
export async function fetchText(
  fetch: typeof globalThis.fetch,
  { url, method, body }: TextRequest,
  headers: Record<string, string>,
  signal: AbortSignal,
  endpoint?: string,
): Promise<ReadResponse> {
  // Followed redirects could carry a token to another host.
  const init: RequestInit = { method, headers, redirect: 'manual', signal };
  if (body !== undefined) init.body = body;
  try {
    const response = await fetch(url, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    const hint = 'Check the connection, then try again.';
    throw new NetworkError('Spotify could not be reached.', { endpoint, cause, hint });
  }
}
