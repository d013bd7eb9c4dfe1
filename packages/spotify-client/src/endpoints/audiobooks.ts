import { defineEndpoint } from '../endpoint.js';
import type { Audiobook, SimplifiedChapter } from '../models/audiobook.js';
import type { Paging } from '../models/paging.js';
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

// Chapters tell where the asking person stopped listening: what lists them is personal and goes out of date by listening.

/** What can be asked of audiobooks; Spotify has them in some countries only. */
export const audiobooks = {
  /** Gets one audiobook with its first page of chapters. */
  get: defineEndpoint<IdParams & MarketParams, Audiobook>()({
    method: 'GET',
    path: '/audiobooks/{id}',
    scopes: [],
    access: 'everyone',
    audience: 'user',
    types: marketTypes,
    volatility: 'fast',
    provides: ({ id }) => [`audiobook:${id}`],
  }),

  /** Lists the chapters of one audiobook. */
  chapters: defineEndpoint<IdParams & MarketParams & PageParams, Paging<SimplifiedChapter>>()({
    method: 'GET',
    path: '/audiobooks/{id}/chapters',
    scopes: [],
    access: 'everyone',
    audience: 'user',
    types: { ...pageTypes, ...marketTypes },
    limits: { limit: [1, 50] },
    volatility: 'fast',
    provides: ({ id }) => [`audiobook:${id}`],
  }),

  /** Gets at most 50 audiobooks, in the order of asking; null stands for one that is unknown. */
  getMany: defineEndpoint<IdsParams & MarketParams, { readonly audiobooks: readonly (Audiobook | null)[] }>()({
    ...needsIdsForMarket,
    method: 'GET',
    path: '/audiobooks',
    scopes: [],
    access: 'extended',
    audience: 'user',
    limits: { ids: [1, 50] },
    volatility: 'fast',
    provides: ({ ids }) => tagEach('audiobook', ids),
  }),
};
