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

/** Some of many values could not be loaded: which, of what, and the others, so that nothing is lost that is there. */
export class LoadManyError<T = unknown> extends AggregateError {
  readonly code = 'load_many';
  /** What each of these keys failed of. */
  readonly failures: ReadonlyMap<string, unknown>;
  /** The values of all other keys; undefined for those that the load left out. */
  readonly values: ReadonlyMap<string, T | undefined>;

  /** `cause` is what the first of them failed of, and `errors` are all that there were, each once. */
  constructor(name: string, failures: LoadManyError['failures'], values: LoadManyError<T>['values']) {
    const errors = [...new Set(failures.values())];
    const [cause] = errors;
    const why = wordsOf(cause);
    const of = `${failures.size} of ${failures.size + values.size}`;
    super(errors, `Of ${name}, ${of} could not be loaded (see failures; the others are in values): ${why}`, { cause });
    this.name = 'LoadManyError';
    this.failures = failures;
    this.values = values;
  }
}

/** What somebody threw, in words; not everything that can be thrown has some. */
function wordsOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return 'something that can not be shown';
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

/** An option has a value that it can't have. The message names it and says what it may be; texts are not shown, as they may be anybody's. */
export class InvalidOptionError extends TypeError {
  readonly code = 'invalid_option';
  /** Its name: `freshForMs`, `shared.timeoutMs`. */
  readonly option: string;

  constructor(option: string, what: string, value: unknown) {
    super(`${option} must be ${what}; it is ${shown(value)}.`);
    this.name = 'InvalidOptionError';
    this.option = option;
  }
}

function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null)
    return String(value);
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text';
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}

/** A value can't be written for other processes; it stays in the memory of this one. Told by the event `unwritable`, and never thrown at whoever asks. */
export class UnwritableValueError extends Error {
  readonly code = 'unwritable_value';

  /** `cause` is what the codec threw. */
  constructor(codec: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : 'for no reason that it gives';
    super(
      `The codec "${codec}" can't write the value: ${why}. Use one that can, or keep it in memory by tiers: 'memory'.`,
      {
        cause,
      },
    );
    this.name = 'UnwritableValueError';
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
