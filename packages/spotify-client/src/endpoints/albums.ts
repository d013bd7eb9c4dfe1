import { defineEndpoint } from '../endpoint.js';
import type { Album } from '../models/album.js';
import type { Paging } from '../models/paging.js';
import type { SimplifiedTrack } from '../models/track.js';
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

/** What can be asked of albums. */
export const albums = {
  /** Gets one album with its first page of tracks. */
  get: defineEndpoint<IdParams & MarketParams, Album>()({
    method: 'GET',
    path: '/albums/{id}',
    scopes: [],
    access: 'everyone',
    audience: 'public',
    types: marketTypes,
    volatility: 'slow',
    provides: ({ id }) => [`album:${id}`],
  }),

  /** Lists the tracks of one album. */
  tracks: defineEndpoint<IdParams & MarketParams & PageParams, Paging<SimplifiedTrack>>()({
    method: 'GET',
    path: '/albums/{id}/tracks',
    scopes: [],
    access: 'everyone',
    audience: 'public',
    types: { ...pageTypes, ...marketTypes },
    limits: { limit: [1, 50] },
    volatility: 'slow',
    provides: ({ id }) => [`album:${id}`],
  }),

  /** Gets at most 20 albums, in the order of asking; null stands for one that is unknown. */
  getMany: defineEndpoint<IdsParams & MarketParams, { readonly albums: readonly (Album | null)[] }>()({
    ...needsIdsForMarket,
    method: 'GET',
    path: '/albums',
    scopes: [],
    access: 'extended',
    audience: 'public',
    limits: { ids: [1, 20] },
    volatility: 'slow',
    provides: ({ ids }) => tagEach('album', ids),
  }),
};
