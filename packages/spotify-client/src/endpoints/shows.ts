import { defineEndpoint } from '../endpoint.js';
import type { SimplifiedEpisode } from '../models/episode.js';
import type { Paging } from '../models/paging.js';
import type { Show, SimplifiedShow } from '../models/show.js';
import {
  type IdParams,
  type IdsParams,
  type MarketParams,
  marketTypes,
  needsIdsForMarket,
  type PageParams,
  pageTypes,
  tagEach,
} from './parameters.js';

// Episodes tell where the asking person stopped listening: what lists them is personal and goes out of date by listening.

/** What can be asked of podcasts. */
export const shows = {
  /** Gets one podcast with its first page of episodes. */
  get: defineEndpoint<IdParams & MarketParams, Show>()({
    method: 'GET',
    path: '/shows/{id}',
    scopes: ['user-read-playback-position'],
    access: 'everyone',
    audience: 'user',
    types: marketTypes,
    volatility: 'fast',
    provides: ({ id }) => [`show:${id}`],
  }),

  /** Lists the episodes of one podcast. */
  episodes: defineEndpoint<IdParams & MarketParams & PageParams, Paging<SimplifiedEpisode | null>>()({
    method: 'GET',
    path: '/shows/{id}/episodes',
    scopes: ['user-read-playback-position'],
    access: 'everyone',
    audience: 'user',
    types: { ...pageTypes, ...marketTypes },
    limits: { limit: [1, 50] },
    volatility: 'fast',
    provides: ({ id }) => [`show:${id}`],
  }),

  /** Gets at most 50 podcasts without their episodes, in the order of asking; null stands for one that is unknown. */
  getMany: defineEndpoint<IdsParams & MarketParams, { readonly shows: readonly (SimplifiedShow | null)[] }>()({
    ...needsIdsForMarket,
    method: 'GET',
    path: '/shows',
    scopes: [],
    access: 'extended',
    audience: 'public',
    limits: { ids: [1, 50] },
    volatility: 'slow',
    provides: ({ ids }) => tagEach('show', ids),
  }),
};
