import { checkAgainst } from '../schema/check.js';
import type { Bucket } from './buckets.js';
import { limitsSchema } from './schema.js';

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
  /** How often a user's player may be made to begin with a track: by playing, and by skipping to the next or the previous. */
  readonly plays?: RateWindow;
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
  checkAgainst(limitsSchema, options, 'the limits');
  return options;
}
