import { defineEndpoint, type NoParams } from '../endpoint.js';
import type { SimplifiedAlbum } from '../models/album.js';
import type { Category, FeaturedPlaylists } from '../models/category.js';
import type { Paging } from '../models/paging.js';
import { playlistsFieldShape } from '../request/one-shape.js';
import { type LocaleParams, localeTypes, type PageParams, pageTypes } from './parameters.js';

interface CategoryParams {
  /** Mostly an id; a few old categories have a word, such as `party`. */
  readonly category_id: string;
}

/** What can be asked of Spotify's own browse page. */
export const browse = {
  /** Lists the newest albums. */
  newReleases: defineEndpoint<PageParams, { readonly albums: Paging<SimplifiedAlbum> }>()({
    method: 'GET',
    path: '/browse/new-releases',
    scopes: [],
    access: 'extended',
    audience: 'user',
    types: pageTypes,
    limits: { limit: [1, 50] },
    volatility: 'slow',
  }),

  /** Lists the categories. */
  categories: defineEndpoint<PageParams & LocaleParams, { readonly categories: Paging<Category> }>()({
    method: 'GET',
    path: '/browse/categories',
    scopes: [],
    access: 'extended',
    audience: 'user',
    types: { ...pageTypes, ...localeTypes },
    limits: { limit: [1, 50] },
    volatility: 'slow',
  }),

  /** Gets one category. */
  category: defineEndpoint<CategoryParams & LocaleParams, Category>()({
    method: 'GET',
    path: '/browse/categories/{category_id}',
    scopes: [],
    access: 'extended',
    audience: 'user',
    types: localeTypes,
    volatility: 'slow',
  }),

  /** Lists the playlists of one category. */
  categoryPlaylists: defineEndpoint<CategoryParams & PageParams, FeaturedPlaylists>()({
    method: 'GET',
    path: '/browse/categories/{category_id}/playlists',
    scopes: [],
    access: 'legacy',
    shape: playlistsFieldShape,
    audience: 'user',
    types: pageTypes,
    limits: { limit: [1, 50] },
    volatility: 'slow',
  }),

  /** Lists the playlists that Spotify features now. */
  featuredPlaylists: defineEndpoint<PageParams & LocaleParams, FeaturedPlaylists>()({
    method: 'GET',
    path: '/browse/featured-playlists',
    scopes: [],
    access: 'legacy',
    shape: playlistsFieldShape,
    audience: 'user',
    types: { ...pageTypes, ...localeTypes },
    limits: { limit: [1, 50] },
    volatility: 'fast',
  }),

  /** Lists the countries where Spotify is. */
  markets: defineEndpoint<NoParams, { readonly markets: readonly string[] }>()({
    method: 'GET',
    path: '/markets',
    scopes: [],
    access: 'extended',
    audience: 'public',
    volatility: 'slow',
  }),
};
