import type { NamedEndpoint } from './endpoint.js';
import type { ChangingPriority, Priority } from './priority.js';

/** What can be said about one call beside its parameters. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** For each attempt, in milliseconds; replaces the client's. Middleware that lets several calls share a request may take it for how long this one waits. */
  readonly timeoutMs?: number | undefined;
  /** In which language names are wanted, such as `es-MX`; replaces the client's. */
  readonly locale?: string | undefined;
  /** Whether a person waits for the answer; for middleware that has to choose. */
  readonly priority?: Priority | ChangingPriority | undefined;
  /** Whether only an answer made after this call will do; for middleware that keeps answers. */
  readonly fresh?: boolean | undefined;
  /** For middleware that keeps answers: what to ask Spotify to compare with, and what to give when it says that nothing has changed. */
  readonly revalidate?: Revalidation | undefined;
  /** For middleware that keeps answers: hears the headers of an answer, also of one that says that nothing has changed. What it throws, the call throws. */
  readonly onHeaders?: ((headers: Headers) => void) | undefined;
}

/** A question whether an answer still holds. */
export interface Revalidation {
  /** Such as `if-none-match`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The answer from before. */
  readonly unchanged: unknown;
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
