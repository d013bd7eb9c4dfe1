import { defineEndpoint, type Limits, type NoParams, type ValueType } from '../endpoint.js';
import type { Recommendations } from '../models/recommendations.js';
import type { MarketParams } from './parameters.js';

/** What Spotify measures of the sound of a track, each from 0 to 1. */
const shares = [
  'acousticness',
  'danceability',
  'energy',
  'instrumentalness',
  'liveness',
  'speechiness',
  'valence',
] as const;

/** What Spotify counts or names by a whole number. */
const wholeMeasures = ['duration_ms', 'key', 'mode', 'popularity', 'time_signature'] as const;

type Measure = (typeof shares)[number] | 'loudness' | 'tempo' | (typeof wholeMeasures)[number];

type Tunable<Of extends Measure> = `${(typeof bounds)[number]}_${Of}`;

type Tunables = { readonly [Name in Tunable<Measure>]?: number | undefined };

interface SeedParams extends MarketParams {
  /** How many tracks to get. */
  readonly limit?: number | undefined;
  /** Ids. Of all seeds together, Spotify takes at least one and at most five. */
  readonly seed_artists?: readonly string[] | undefined;
  readonly seed_genres?: readonly string[] | undefined;
  /** Ids. */
  readonly seed_tracks?: readonly string[] | undefined;
}

const bounds = ['min', 'max', 'target'] as const;

const tunables = <Of extends Measure>(...measures: readonly Of[]): readonly Tunable<Of>[] =>
  measures.flatMap((measure) => bounds.map((bound): Tunable<Of> => `${bound}_${measure}`));

const each = <Fact>(names: readonly string[], fact: Fact): Readonly<Record<string, Fact>> =>
  Object.fromEntries(names.map((name) => [name, fact]));

/** What can be asked of Spotify's recommendations. */
export const recommendations = {
  /** Gets tracks that go with artists, tracks or genres, and have the sound that the `min_`, `max_` and `target_` values ask for. */
  get: defineEndpoint<SeedParams & Tunables, Recommendations>()({
    method: 'GET',
    path: '/recommendations',
    scopes: [],
    access: 'legacy',
    audience: 'public',
    types: {
      ...{ seed_artists: 'array', seed_genres: 'array', seed_tracks: 'array', limit: 'integer', market: 'string' },
      ...each<ValueType>(tunables(...wholeMeasures), 'integer'),
      ...each<ValueType>(tunables('loudness', 'tempo', ...shares), 'number'),
    },
    limits: {
      ...each<Limits>(tunables('loudness'), [-100, 100]),
      ...each<Limits>(tunables('mode', ...shares), [0, 1]),
      ...each<Limits>(tunables('popularity'), [0, 100]),
      ...each<Limits>(tunables('key'), [0, 11]),
      min_time_signature: [0, 11],
      limit: [1, 100],
      seed_artists: [1, 5],
      seed_genres: [1, 5],
      seed_tracks: [1, 5],
    },
    together: { names: ['seed_artists', 'seed_genres', 'seed_tracks'], limits: [1, 5] },
    volatility: 'fast',
  }),

  /** Lists the genres that can be seeds. */
  genres: defineEndpoint<NoParams, { readonly genres: readonly string[] }>()({
    method: 'GET',
    path: '/recommendations/available-genre-seeds',
    scopes: [],
    access: 'legacy',
    audience: 'public',
    volatility: 'fixed',
  }),
};
