import type { NamedEndpoint } from './endpoint.js';

/** What can be said about one call beside its parameters. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** For each attempt, in milliseconds; replaces the client's. */
  readonly timeoutMs?: number | undefined;
  /** In which language names are wanted, such as `es-MX`; replaces the client's. */
  readonly locale?: string | undefined;
  /** Whether a person waits for the answer; for middleware that has to choose. */
  readonly priority?: 'user' | 'background' | undefined;
  /** Whether only an answer made after this call will do; for middleware that keeps answers. */
  readonly fresh?: boolean | undefined;
}

/** One call on its way through the middleware. */
export interface SpotifyCall {
  readonly endpoint: NamedEndpoint;
  readonly params: Readonly<Record<string, unknown>>;
  readonly options: CallOptions;
}

/** Sends a call and gives Spotify's object, or throws a SpotifyError. */
export type Send = (call: SpotifyCall) => Promise<unknown>;

/** Something between the caller and Spotify: gets the next sender and gives a sender. */
export type Middleware = (next: Send) => Send;
