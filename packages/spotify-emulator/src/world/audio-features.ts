import type { Track } from './models.js';
import { createRandom, hashText } from './random.js';

/** What a machine hears in a recording. */
export interface AudioFeatures {
  readonly acousticness: number;
  readonly danceability: number;
  readonly energy: number;
  readonly instrumentalness: number;
  /** A pitch class: 0 is C, 11 is B. */
  readonly key: number;
  readonly liveness: number;
  /** Decibels. */
  readonly loudness: number;
  /** 1 is major, 0 is minor. */
  readonly mode: number;
  readonly speechiness: number;
  /** Beats per minute. */
  readonly tempo: number;
  readonly time_signature: number;
  readonly valence: number;
}

/** Invents the features of a recording: every release of one recording, by its ISRC, sounds the same. */
export function audioFeatures(track: Track): AudioFeatures {
  const random = createRandom(hashText(track.isrc), 'audio-features');
  const share = (): number => Math.round(random.next() * 1000) / 1000;
  const energy = share();
  return {
    acousticness: Math.round((1 - energy) * share() * 1000) / 1000,
    danceability: share(),
    energy,
    instrumentalness: random.chance(0.3) ? share() : 0,
    key: random.integer(0, 11),
    liveness: share(),
    loudness: Math.round((-24 + energy * 20) * 1000) / 1000,
    mode: random.chance(0.6) ? 1 : 0,
    speechiness: Math.round(share() * 400) / 1000,
    tempo: random.integer(70_000, 180_000) / 1000,
    time_signature: random.chance(0.9) ? 4 : 3,
    valence: share(),
  };
}
