import { defineEndpoint } from '../endpoint.js';
import type { Chapter } from '../models/audiobook.js';
import type { IdParams, MarketParams } from './parameters.js';

/** What can be asked of audiobook chapters. */
export const chapters = {
  /** Gets one chapter, with the place where the person stopped listening. */
  get: defineEndpoint<IdParams & MarketParams, Chapter>()({
    method: 'GET',
    path: '/chapters/{id}',
    scopes: [],
    access: 'everyone',
    audience: 'user',
    volatility: 'fast',
    provides: ({ id }) => [`chapter:${id}`],
  }),
};
