import { defineEndpoint } from '../endpoint.js';
import type { Chapter } from '../models/audiobook.js';
import {
  type IdParams,
  type IdsParams,
  type MarketParams,
  marketTypes,
  needsIdsForMarket,
  tagEach,
} from './parameters.js';

/** What can be asked of audiobook chapters. */
export const chapters = {
  /** Gets one chapter, with the place where the person stopped listening. */
  get: defineEndpoint<IdParams & MarketParams, Chapter>()({
    method: 'GET',
    path: '/chapters/{id}',
    scopes: [],
    access: 'everyone',
    audience: 'user',
    types: marketTypes,
    volatility: 'fast',
    provides: ({ id }) => [`chapter:${id}`],
  }),

  /** Gets at most 50 chapters, in the order of asking; null stands for one that is unknown. */
  getMany: defineEndpoint<IdsParams & MarketParams, { readonly chapters: readonly (Chapter | null)[] }>()({
    ...needsIdsForMarket,
    method: 'GET',
    path: '/chapters',
    scopes: [],
    access: 'extended',
    audience: 'user',
    limits: { ids: [1, 50] },
    volatility: 'fast',
    provides: ({ ids }) => tagEach('chapter', ids),
  }),
};
