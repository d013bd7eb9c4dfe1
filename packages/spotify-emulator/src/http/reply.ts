/** An answer, before it becomes a WHATWG Response or leaves through a socket. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** How long the body takes to come, piece by piece; at once when left out. */
  readonly dripMs?: number;
  /** What comes after the body; it has to end with the signal, which says that nobody listens any more. */
  readonly stream?: (signal: AbortSignal) => AsyncGenerator<string, undefined>;
  /** Pages of other origins cannot read it. */
  readonly isClosedToPages?: boolean;
}

/** A request, whichever way it came in. */
export interface IncomingRequest {
  readonly method: string;
  /** The path as sent, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  /** Whether the body is larger than anything Spotify takes; then it was not read. */
  readonly isBodyTooLarge: boolean;
  /** Where the emulator is reached: links in answers begin with it. */
  readonly origin: string;
  /** All headers, by their names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The value of a header, the first one of several. */
  header(name: string): string | undefined;
}

const jsonType = 'application/json; charset=utf-8';

/** An answer in JSON. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': jsonType, ...headers }, body: JSON.stringify(value) };
}

/** An answer without a body. */
export function empty(status = 204, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: '' };
}

/** An answer in plain text. */
export function text(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** A page for a person. */
export function html(body: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body };
}

/** Sends a browser elsewhere. */
export function redirect(location: string): Reply {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/** The usual error body of the Web API. */
export function errorReply(
  status: number,
  message: string,
  reason?: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return json({ error: { status, message, ...(reason === undefined ? {} : { reason }) } }, status, headers);
}
