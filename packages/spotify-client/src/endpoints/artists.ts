import { defineEndpoint } from '../endpoint.js';
import type { AlbumType, DiscographyAlbum } from '../models/album.js';
import type { Artist } from '../models/artist.js';
import type { Paging } from '../models/paging.js';
import type { IdParams, MarketParams, PageParams } from './parameters.js';

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
    limits: { limit: [1, 50] },
    volatility: 'slow',
    provides: ({ id }) => [`artist:${id}`],
  }),
};
