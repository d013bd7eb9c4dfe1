import { ExponentialBackoff, type GeneratorFn, type IBackoff } from 'cockatiel';

/**
 * How delays are spread: `full` takes any length up to a ceiling that doubles; `decorrelated` any length between the
 * first delay and three times the one before, which spreads a crowd sooner and seldom repeats almost at once.
 */
export type Jitter = 'full' | 'decorrelated';

/** The settings of {@link delays}. */
export interface BackoffOptions {
  readonly jitter: Jitter;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  /** A number from 0 up to 1; cockatiel's own generators cannot be given one. */
  readonly random: () => number;
}

/** The delays of one call, each in milliseconds. */
export type Delays = () => number;

/** Makes the delays of one call: the first, and each further one. */
export function delays({ jitter, initialDelayMs, maxDelayMs, random }: BackoffOptions): () => Delays {
  const backoff = new ExponentialBackoff({
    generator: jitter === 'full' ? full(random) : decorrelated(random),
    initialDelay: initialDelayMs,
    maxDelay: maxDelayMs,
  });
  return () => {
    let current: IBackoff<unknown> | undefined;
    return () => {
      current = current === undefined ? backoff.next() : current.next(undefined);
      return current.duration;
    };
  };
}

function full(random: () => number): GeneratorFn<number> {
  return (step = 0, { initialDelay, exponent, maxDelay }) => [
    random() * Math.min(maxDelay, initialDelay * exponent ** step),
    step + 1,
  ];
}

function decorrelated(random: () => number): GeneratorFn<number> {
  return (before, { initialDelay, maxDelay }) => {
    const delay = Math.min(maxDelay, initialDelay + random() * ((before ?? initialDelay) * 3 - initialDelay));
    return [delay, delay];
  };
}
