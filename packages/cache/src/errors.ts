/** A load took longer than it was allowed to; the load was told to stop. */
export class LoadTimeoutError extends Error {
  readonly code = 'load_timeout';
  readonly timeoutMs: number;

  constructor(name: string, timeoutMs: number) {
    super(`Loading ${name} took longer than ${timeoutMs} ms: allow more with hardTimeoutMs, or look at the origin.`);
    this.name = 'LoadTimeoutError';
    this.timeoutMs = timeoutMs;
  }
}

/** The cache was closed and answers no more. */
export class CacheClosedError extends Error {
  readonly code = 'cache_closed';

  constructor() {
    super('The cache is closed');
    this.name = 'CacheClosedError';
  }
}

/** What more can be said about a store that can't be asked. */
export interface StoreTrouble extends ErrorOptions {
  /** What kind of trouble it is, in one of a few words: `refused`, `timeout`, `out_of_memory`. */
  readonly reason?: string;
  /** What to do about it, as a sentence. */
  readonly hint?: string | undefined;
}

/** The shared store can't be asked now. Never reaches whoever asks the cache: they are answered by the loader. */
export class StoreUnavailableError extends Error {
  readonly code = 'store_unavailable';
  /** What is wrong, as the end of a sentence. */
  readonly why: string;
  /** What kind of trouble it is, in one of a few words; `unknown` where nobody says. */
  readonly reason: string;
  /** What to do about it, if that is known. */
  readonly hint: string | undefined;

  constructor(why: string, { reason = 'unknown', hint, ...options }: StoreTrouble = {}) {
    super(`The shared store can't be asked: ${why}`, options);
    this.name = 'StoreUnavailableError';
    this.why = why;
    this.reason = reason;
    this.hint = hint;
  }
}
