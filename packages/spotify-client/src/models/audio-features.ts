/** What Spotify measured of the sound of one track. */
export interface AudioFeatures {
  /** How surely it is acoustic, from 0 to 1. */
  readonly acousticness: number;
  readonly analysis_url: string;
  /** How well one can dance to it, from 0 to 1. */
  readonly danceability: number;
  /** In milliseconds. */
  readonly duration_ms: number;
  /** How intense it is, from 0 to 1. */
  readonly energy: number;
  readonly id: string;
  /** How surely nobody sings, from 0 to 1. */
  readonly instrumentalness: number;
  /** A pitch class from 0 (C) to 11 (B); -1 when unknown. */
  readonly key: number;
  /** How surely an audience is there, from 0 to 1. */
  readonly liveness: number;
  /** Of the whole track, in decibels, mostly from -60 to 0. */
  readonly loudness: number;
  /** 1 is major, 0 is minor. */
  readonly mode: number;
  /** How surely somebody speaks, from 0 to 1. */
  readonly speechiness: number;
  /** In beats a minute. */
  readonly tempo: number;
  /** In beats a bar, mostly from 3 to 7. */
  readonly time_signature: number;
  readonly track_href: string;
  readonly type: 'audio_features';
  readonly uri: string;
  /** How cheerful it sounds, from 0 to 1. */
  readonly valence: number;
}
