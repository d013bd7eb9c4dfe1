import { defineEndpoint } from '../endpoint.js';
import type { Episode } from '../models/episode.js';
import type { IdParams, MarketParams } from './parameters.js';

/** What can be asked of podcast episodes. */
export const episodes = {
  /** Gets one episode, with the place where the person stopped listening. */
  get: defineEndpoint<IdParams & MarketParams, Episode>()({
    method: 'GET',
    path: '/episodes/{id}',
    scopes: ['user-read-playback-position'],
    access: 'everyone',
    audience: 'user',
    volatility: 'fast',
    provides: ({ id }) => [`episode:${id}`],
  }),
};
