import { badRequest } from '../http/problem.js';
import { type AudioFeatures, audioFeatures } from '../world/audio-features.js';
import type { Track } from '../world/models.js';

/** What recommended tracks have to be, and what they had better be. */
export interface Tunables {
  /** Whether no `min_` and no `max_` speaks against a track. */
  readonly allows: (track: Track) => boolean;
  /** How far a track is from all `target_` values; popular ones are nearer where there is none. */
  readonly distance: (track: Track) => number;
}

type Name = keyof AudioFeatures | 'duration_ms' | 'popularity';

/** The span of each attribute, in which a distance is measured. */
const spans: { readonly [Each in Name]: number } = {
  acousticness: 1,
  danceability: 1,
  duration_ms: 600_000,
  energy: 1,
  instrumentalness: 1,
  key: 11,
  liveness: 1,
  loudness: 60,
  mode: 1,
  popularity: 100,
  speechiness: 1,
  tempo: 250,
  time_signature: 11,
  valence: 1,
};

interface Wish {
  readonly kind: 'min' | 'max' | 'target';
  readonly name: Name;
  readonly value: number;
}

/** Reads the `min_`, `max_` and `target_` parameters of a query. */
export function readTunables(query: URLSearchParams): Tunables {
  const wishes = [...query].flatMap(([key, written]) => readWish(key, written));
  const bounds = wishes.filter(({ kind }) => kind !== 'target');
  const targets = wishes.filter(({ kind }) => kind === 'target');
  return {
    allows: (track) =>
      bounds.every(({ kind, name, value }) =>
        kind === 'min' ? attribute(track, name) >= value : attribute(track, name) <= value,
      ),
    distance: (track) =>
      targets.length === 0
        ? -track.popularity
        : targets.reduce((sum, { name, value }) => sum + Math.abs(attribute(track, name) - value) / spans[name], 0),
  };
}

function readWish(key: string, written: string): readonly Wish[] {
  const [, kind, name = ''] = /^(min|max|target)_(\w+)$/.exec(key) ?? [];
  if (kind === undefined || !isName(name)) return [];
  const value = written.trim() === '' ? Number.NaN : Number(written);
  if (!Number.isFinite(value)) throw badRequest(`Invalid value for ${key}`);
  return [{ kind: kind as Wish['kind'], name, value }];
}

function attribute(track: Track, name: Name): number {
  return name === 'duration_ms' || name === 'popularity' ? track[name] : audioFeatures(track)[name];
}

function isName(written: string): written is Name {
  return Object.hasOwn(spans, written);
}
