import { defineEndpoint } from '../endpoint.js';
import type { AlbumType, DiscographyAlbum } from '../models/album.js';
import type { Artist } from '../models/artist.js';
import type { Paging } from '../models/paging.js';
import type { Track } from '../models/track.js';
import {
  asksForFewer,
  type IdParams,
  type IdsParams,
  type MarketParams,
  marketTypes,
  needsIds,
  type PageParams,
  pageTypes,
  tagEach,
} from './parameters.js';

interface DiscographyParams extends IdParams, MarketParams, PageParams {
  /** Which releases; without it, all. */
  readonly include_groups?: readonly (AlbumType | 'appears_on')[] | undefined;
}

/** What can be asked of artists. */
export const artists = {
  /** Gets one artist. */
  get: defineEndpoint<IdParams, Artist>()({
    method: 'GET',
    path: '/artists/{id}',
    scopes: [],
    access: 'everyone',
    audience: 'public',
    volatility: 'slow',
    provides: ({ id }) => [`artist:${id}`],
  }),

  /** Lists the releases of one artist; Development Mode gives at most 10 a page. */
  albums: defineEndpoint<DiscographyParams, Paging<DiscographyAlbum>>()({
    method: 'GET',
    path: '/artists/{id}/albums',
    scopes: [],
    access: 'everyone',
    audience: 'public',
    types: { ...pageTypes, ...marketTypes, include_groups: 'array' },
    limits: { limit: [1, 50] },
    choices: { include_groups: ['album', 'single', 'compilation', 'appears_on'] },
    nextSteps: asksForFewer,
    volatility: 'slow',
    provides: ({ id }) => [`artist:${id}`],
  }),

  /** Gets at most 50 artists, in the order of asking; null stands for one that is unknown. */
  getMany: defineEndpoint<IdsParams, { readonly artists: readonly (Artist | null)[] }>()({
    ...needsIds,
    method: 'GET',
    path: '/artists',
    scopes: [],
    access: 'extended',
    audience: 'public',
    limits: { ids: [1, 50] },
    volatility: 'slow',
    provides: ({ ids }) => tagEach('artist', ids),
  }),

  /** Lists at most ten tracks of one artist that are heard most. */
  topTracks: defineEndpoint<IdParams & MarketParams, { readonly tracks: readonly Track[] }>()({
    method: 'GET',
    path: '/artists/{id}/top-tracks',
    scopes: [],
    access: 'extended',
    audience: 'public',
    types: marketTypes,
    volatility: 'slow',
    provides: ({ id }) => [`artist:${id}`],
  }),

  /** Lists at most twenty artists whose listeners are the same. */
  related: defineEndpoint<IdParams, { readonly artists: readonly Artist[] }>()({
    method: 'GET',
    path: '/artists/{id}/related-artists',
    scopes: [],
    access: 'legacy',
    audience: 'public',
    volatility: 'slow',
    provides: ({ id }) => [`artist:${id}`],
  }),
};
