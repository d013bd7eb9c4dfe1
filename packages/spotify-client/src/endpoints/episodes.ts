import { defineEndpoint } from '../endpoint.js';
import type { Episode } from '../models/episode.js';
import {
  type IdParams,
  type IdsParams,
  type MarketParams,
  marketTypes,
  needsIdsForMarket,
  tagEach,
} from './parameters.js';

/** What can be asked of podcast episodes. */
export const episodes = {
  /** Gets one episode, with the place where the person stopped listening. */
  get: defineEndpoint<IdParams & MarketParams, Episode>()({
    method: 'GET',
    path: '/episodes/{id}',
    scopes: ['user-read-playback-position'],
    access: 'everyone',
    audience: 'user',
    types: marketTypes,
    volatility: 'fast',
    provides: ({ id }) => [`episode:${id}`],
  }),

  /** Gets at most 50 episodes, in the order of asking; null stands for one that is unknown. */
  getMany: defineEndpoint<IdsParams & MarketParams, { readonly episodes: readonly (Episode | null)[] }>()({
    ...needsIdsForMarket,
    method: 'GET',
    path: '/episodes',
    scopes: ['user-read-playback-position'],
    access: 'extended',
    audience: 'user',
    limits: { ids: [1, 50] },
    volatility: 'fast',
    provides: ({ ids }) => tagEach('episode', ids),
  }),
};
