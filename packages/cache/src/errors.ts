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

/** The shared store can't be asked now. Never reaches whoever asks the cache: they are answered by the loader. */
export class StoreUnavailableError extends Error {
  readonly code = 'store_unavailable';

  constructor(why: string, options?: ErrorOptions) {
    super(`The shared store can't be asked: ${why}`, options);
    this.name = 'StoreUnavailableError';
  }
}
