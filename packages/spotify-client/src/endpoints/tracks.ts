import { defineEndpoint } from '../endpoint.js';
import type { AudioAnalysis } from '../models/audio-analysis.js';
import type { AudioFeatures } from '../models/audio-features.js';
import type { Track } from '../models/track.js';
import {
  type IdParams,
  type IdsParams,
  type MarketParams,
  marketTypes,
  needsIds,
  needsIdsForMarket,
  tagEach,
} from './parameters.js';

/** What can be asked of tracks. */
export const tracks = {
  /** Gets one track. */
  get: defineEndpoint<IdParams & MarketParams, Track>()({
    method: 'GET',
    path: '/tracks/{id}',
    scopes: [],
    access: 'everyone',
    audience: 'public',
    types: marketTypes,
    volatility: 'slow',
    provides: ({ id }) => [`track:${id}`],
  }),

  /** Gets at most 50 tracks, in the order of asking; null stands for one that is unknown. */
  getMany: defineEndpoint<IdsParams & MarketParams, { readonly tracks: readonly (Track | null)[] }>()({
    ...needsIdsForMarket,
    method: 'GET',
    path: '/tracks',
    scopes: [],
    access: 'extended',
    audience: 'public',
    limits: { ids: [1, 50] },
    volatility: 'slow',
    provides: ({ ids }) => tagEach('track', ids),
  }),

  /** Gets what was measured of the sound of one track. */
  audioFeatures: defineEndpoint<IdParams, AudioFeatures>()({
    method: 'GET',
    path: '/audio-features/{id}',
    scopes: [],
    access: 'legacy',
    audience: 'public',
    volatility: 'fixed',
    provides: ({ id }) => [`track:${id}`],
  }),

  /** Gets what was measured of the sound of at most 100 tracks, in the order of asking; null stands for one that is unknown. */
  manyAudioFeatures: defineEndpoint<IdsParams, { readonly audio_features: readonly (AudioFeatures | null)[] }>()({
    ...needsIds,
    method: 'GET',
    path: '/audio-features',
    scopes: [],
    access: 'legacy',
    audience: 'public',
    limits: { ids: [1, 100] },
    volatility: 'fixed',
    provides: ({ ids }) => tagEach('track', ids),
  }),

  /** Gets the structure of one track: its bars, beats, sections and segments. */
  audioAnalysis: defineEndpoint<IdParams, AudioAnalysis>()({
    method: 'GET',
    path: '/audio-analysis/{id}',
    scopes: [],
    access: 'legacy',
    audience: 'public',
    volatility: 'fixed',
    provides: ({ id }) => [`track:${id}`],
  }),
};
