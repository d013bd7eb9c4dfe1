import { NetworkError, type RequestDetails } from '../errors.js';
import type { EarlyEnd } from './ending.js';

/** An answer, read to its end. */
export interface ReadResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What goes to fetch. */
export interface TextRequest {
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly body: string | undefined;
    /** What an error may tell of it. */
    readonly details: RequestDetails;
  };
  readonly headers: Headers;
  /**
   * Whether fetch listens for the end, and closes the connection at once. Otherwise an answer is dropped as soon as it comes: in
   * Node, listening costs more than all else that the client does for a call, and hardly any call ends that way.
   */
  readonly closesAtOnce: boolean;
  readonly endpoint: string;
}

/** Fetches and reads the whole answer; it is the connection's fault when either fails. */
export async function fetchText(
  fetch: typeof globalThis.fetch,
  { request, headers: toSend, closesAtOnce, endpoint }: TextRequest,
  ending: EarlyEnd,
): Promise<ReadResponse> {
  const { url, method, body, details } = request;
  ending.request = details;
  // The same headers serve again. The platform only reads them; somebody's own fetch may add to them, for this request alone.
  const own = fetch === globalThis.fetch ? toSend : new Headers(toSend);
  // Followed redirects could carry a token to another host.
  const init: RequestInit = { method, headers: own, redirect: 'manual' };
  if (body !== undefined) init.body = body;
  if (closesAtOnce) init.signal = ending.signal;
  try {
    const response = await fetch(url, init);
    const { status, headers } = response;
    // Not everybody can give an answer in pieces: React Native has no body at all, and that of node-fetch is another kind of stream.
    const reader = closesAtOnce ? undefined : response.body?.getReader?.();
    if (reader === undefined) return { status, headers, text: await response.text() };
    // What is left of the answer is not read then, and the connection is free.
    ending.whenEnded((reason) => reader.cancel(reason).catch(() => undefined));
    const pieces: Uint8Array[] = [];
    for (let read = await reader.read(); !read.done; read = await reader.read()) pieces.push(read.value);
    return { status, headers, text: decode(pieces) };
  } catch (cause) {
    const hint = 'Check the connection, then try again.';
    throw new NetworkError('Spotify could not be reached.', { endpoint, cause, hint, request: details });
  }
}

// Made when it is first needed: where answers have no body, there may be no decoder either.
let utf8: InstanceType<typeof TextDecoder> | undefined;

/** Reads the bytes as text, all at once: decoding them piece by piece needs a decoder for each answer, which costs Node several times as much. */
function decode(pieces: readonly Uint8Array[]): string {
  utf8 ??= new TextDecoder();
  return utf8.decode(pieces.length === 1 ? pieces[0] : joined(pieces));
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((bytes, piece) => bytes + piece.length, 0));
  let place = 0;
  for (const piece of pieces) {
    whole.set(piece, place);
    place += piece.length;
  }
  return whole;
}
