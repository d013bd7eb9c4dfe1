import { defineEndpoint } from '../endpoint.js';
import type { Track } from '../models/track.js';
import type { IdParams, MarketParams } from './parameters.js';

/** What can be asked of tracks. */
export const tracks = {
  /** Gets one track. */
  get: defineEndpoint<IdParams & MarketParams, Track>()({
    method: 'GET',
    path: '/tracks/{id}',
    scopes: [],
    access: 'everyone',
    audience: 'public',
    volatility: 'slow',
    provides: ({ id }) => [`track:${id}`],
  }),
};
