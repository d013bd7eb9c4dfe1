import type { Track } from './track.js';

/** What one seed contributed. */
export interface RecommendationSeed {
  /** How many tracks are left after the `min_` and `max_` filters. */
  readonly afterFilteringSize: number;
  /** How many tracks are left that play in the market. */
  readonly afterRelinkingSize: number;
  /** Null for a genre. */
  readonly href: string | null;
  readonly id: string;
  /** How many tracks the seed leads to. */
  readonly initialPoolSize: number;
  /** 'artist', 'track' or 'genre', in capitals or not. */
  readonly type: string;
}

/** Tracks that go with the seeds. */
export interface Recommendations {
  readonly seeds: readonly RecommendationSeed[];
  readonly tracks: readonly Track[];
}
