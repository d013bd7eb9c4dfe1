import { NetworkError, type RequestDetails } from '../errors.js';

/** An answer, read to its end. */
export interface ReadResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What goes to fetch. */
export interface TextRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  /** What an error may tell of it. */
  readonly details: RequestDetails;
}

/** When reading has to end, and how soon the connection must know. */
export interface Ending {
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  /**
   * Whether fetch listens to the signal, and closes the connection at once. Otherwise an answer is dropped as soon as it
   * comes: in Node, listening costs more than all else that the client does for a call, and hardly any call ends that way.
   */
  readonly atOnce: boolean;
}

/** Fetches and reads the whole answer; it is the connection's fault when either fails. */
export async function fetchText(
  fetch: typeof globalThis.fetch,
  { url, method, headers, body, details }: TextRequest,
  { signal, atOnce }: Ending,
  endpoint?: string,
): Promise<ReadResponse> {
  // Followed redirects could carry a token to another host.
  const init: RequestInit = { method, headers, redirect: 'manual' };
  if (body !== undefined) init.body = body;
  if (atOnce) init.signal = signal;
  try {
    const response = await fetch(url, init);
    const text = atOnce ? await response.text() : await readUntil(signal, response);
    return { status: response.status, headers: response.headers, text };
  } catch (cause) {
    const hint = 'Check the connection, then try again.';
    throw new NetworkError('Spotify could not be reached.', { endpoint, cause, hint, request: details });
  }
}

/** Reads an answer until the signal is aborted: what is left of it is not read, and the connection is free. */
async function readUntil(signal: AbortSignal, response: Response): Promise<string> {
  // Not every platform can give an answer in pieces; React Native has no body at all.
  if (!response.body) return response.text();
  const reader = response.body.getReader();
  const stop = (): Promise<void> => reader.cancel(signal.reason).catch(() => undefined);
  if (signal.aborted) await stop();
  else signal.addEventListener('abort', stop, { once: true });
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}
