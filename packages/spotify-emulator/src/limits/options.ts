import { type Bucket, buckets } from './buckets.js';

/** How many requests are answered within how long. */
export interface RateWindow {
  readonly requests: number;
  /** 30 when left out. */
  readonly seconds?: number;
}

/** What a refusal looks like; Spotify's own differ from day to day. */
export interface RefusalStyle {
  /** A JSON error, the text `Too many requests`, or nothing; JSON when left out. */
  readonly body?: 'json' | 'text' | 'empty';
  /** Whether there is a Retry-After header; true when left out. */
  readonly retryAfter?: boolean;
  /** Whether pages of other origins can read the refusal; true when left out. */
  readonly cors?: boolean;
}

/** How much may be asked for. */
export interface LimitsOptions {
  /** A rolling window over all requests of the app. */
  readonly window?: RateWindow;
  /** A window of its own for uploads of playlist covers. */
  readonly coverUploads?: RateWindow;
  /** Requests in a rolling day, by bucket; they count in Development Mode only. */
  readonly quotas?: { readonly [Name in Bucket]?: number };
  /** What a refusal by a window looks like. */
  readonly refusal?: RefusalStyle;
  /** Whether refused requests count, so that hammering makes the wait longer; false when left out. */
  readonly countsRefused?: boolean;
}

/** Limits as people met them in 2026: three requests a second on average, and the quotas that were counted. */
export const observedLimits: LimitsOptions = {
  window: { requests: 90 },
  coverUploads: { requests: 10 },
  quotas: { artist: 599, 'artist-albums': 100, 'show-episodes': 600, playlist: 2000, search: 200 },
};

/** Checks that limits make sense; throws a `RangeError` that names what does not. */
export function checkLimits(options: object): LimitsOptions {
  const { window, coverUploads, quotas, refusal, countsRefused, ...rest }: LimitsOptions = options;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw new RangeError(
      `Limits have no '${unknown}'. They have: window, coverUploads, quotas, refusal, countsRefused.`,
    );
  }
  checkWindow('window', window);
  checkWindow('coverUploads', coverUploads);
  for (const [name, value] of Object.entries(quotas ?? {})) {
    if (!buckets.some((bucket) => bucket === name)) {
      throw new RangeError(`There is no bucket '${name}'. There are: ${buckets.join(', ')}.`);
    }
    if (!isCount(value)) throw new RangeError(`The quota of '${name}' is a whole number, 0 or more.`);
  }
  if (refusal?.body !== undefined && !['json', 'text', 'empty'].includes(refusal.body)) {
    throw new RangeError("The 'body' of a refusal is one of: json, text, empty.");
  }
  return options;
}

function checkWindow(name: string, window: RateWindow | undefined): void {
  if (window === undefined) return;
  const { requests, seconds = 30 } = window;
  if (!isCount(requests) || !(typeof seconds === 'number' && seconds > 0)) {
    throw new RangeError(`'${name}' is { requests, seconds? }: a whole number, and a number above 0.`);
  }
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
