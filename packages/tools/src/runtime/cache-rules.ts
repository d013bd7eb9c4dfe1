import type { Volatility } from '@tonearm/spotify-client';

/** How old an answer may be. Every duration after `freshForMs` begins when freshness ends. */
export interface CacheRule {
  readonly freshForMs: number;
  /** Given at once, and loaded anew behind. */
  readonly staleForMs: number;
  /** Given only when Spotify cannot be reached or is ill. */
  readonly graceMs: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The seconds behind the words of the endpoint table; `live` is never kept. */
export const cacheRules: Readonly<Record<Exclude<Volatility, 'live'>, CacheRule>> = {
  fixed: { freshForMs: 24 * hour, staleForMs: 0, graceMs: 0 },
  slow: { freshForMs: hour, staleForMs: 5 * hour, graceMs: 23 * hour },
  fast: { freshForMs: 30 * second, staleForMs: 30 * second, graceMs: hour },
};

/** No answer of Spotify is kept longer than this, whatever the rule says. */
export const maxAgeMs: number = 24 * hour;

/** How many answers are kept. */
export const maxEntries = 5000;
