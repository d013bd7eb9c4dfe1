import { defineEndpoint } from '../endpoint.js';
import type { Image } from '../models/common.js';
import type { Paging } from '../models/paging.js';
import type { Playlist, PlaylistItem, PlaylistSnapshot, SimplifiedPlaylist } from '../models/playlist.js';
import { playlistPageShape, playlistShape } from '../request/one-shape.js';
import {
  type AdditionalTypesParams,
  detailTypes,
  type MarketParams,
  type PageParams,
  type PlaylistDetailsParams,
  type PlaylistParams,
  pageTypes,
} from './parameters.js';
import {
  type AddItemsParams,
  adds,
  changesPlaylist,
  type FieldsParams,
  listsContents,
  playable,
  type RemoveItemsParams,
  type RemoveTracksParams,
  readsPlaylist,
  readTypes,
  type UpdateItemsParams,
  updates,
} from './playlist-facts.js';

/** What can be asked of playlists. */
export const playlists = {
  /** Gets one playlist with its first page of contents, if this person may see them. */
  get: defineEndpoint<PlaylistParams & MarketParams & FieldsParams & AdditionalTypesParams, Playlist>()({
    ...readsPlaylist,
    method: 'GET',
    path: '/playlists/{playlist_id}',
    scopes: [],
    types: readTypes,
    shape: playlistShape,
  }),

  /** Changes the name, the description or the visibility of a playlist. */
  update: defineEndpoint<PlaylistParams & PlaylistDetailsParams & { readonly name?: string | undefined }, void>()({
    ...changesPlaylist,
    method: 'PUT',
    path: '/playlists/{playlist_id}',
    scopes: ['playlist-modify-public', 'playlist-modify-private'],
    body: ['name', 'public', 'collaborative', 'description'],
    types: detailTypes,
    reply: 'ignored',
  }),

  /** Lists the contents of a playlist. */
  items: defineEndpoint<
    PlaylistParams & MarketParams & FieldsParams & PageParams & AdditionalTypesParams,
    Paging<PlaylistItem>
  >()({
    ...listsContents,
    path: '/playlists/{playlist_id}/items',
  }),

  /** Adds at most 100 items to a playlist. */
  addItems: defineEndpoint<AddItemsParams, PlaylistSnapshot>()({
    ...adds,
    path: '/playlists/{playlist_id}/items',
  }),

  /** Replaces the contents of a playlist by at most 100 items, or moves a range of them. */
  updateItems: defineEndpoint<UpdateItemsParams, PlaylistSnapshot>()({
    ...updates,
    path: '/playlists/{playlist_id}/items',
  }),

  /** Removes every occurrence of at most 100 items from a playlist. */
  removeItems: defineEndpoint<RemoveItemsParams, PlaylistSnapshot>()({
    ...changesPlaylist,
    method: 'DELETE',
    path: '/playlists/{playlist_id}/items',
    scopes: ['playlist-modify-public', 'playlist-modify-private'],
    body: ['items', 'snapshot_id'],
    types: { items: 'array', snapshot_id: 'string' },
    required: ['items'],
    limits: { items: [1, 100] },
    kinds: { items: playable },
  }),

  /** Gets the cover of a playlist in all its sizes; the URLs expire in less than a day. */
  cover: defineEndpoint<PlaylistParams, readonly Image[]>()({
    ...readsPlaylist,
    method: 'GET',
    path: '/playlists/{playlist_id}/images',
    scopes: [],
  }),

  /** Uploads a cover for a playlist: a JPEG as base64 text of at most 256 KiB. */
  uploadCover: defineEndpoint<PlaylistParams & { readonly image: string }, void>()({
    ...changesPlaylist,
    method: 'PUT',
    path: '/playlists/{playlist_id}/images',
    scopes: ['ugc-image-upload', 'playlist-modify-public', 'playlist-modify-private'],
    body: 'jpeg',
    types: { image: 'string' },
    required: ['image'],
    limits: { image: [1, 262_144] },
    checks: { image: imageProblem },
    reply: 'ignored',
  }),

  /** Creates an empty playlist for the person. */
  create: defineEndpoint<PlaylistDetailsParams & { readonly name: string }, Playlist>()({
    method: 'POST',
    path: '/me/playlists',
    scopes: ['playlist-modify-public', 'playlist-modify-private'],
    access: 'everyone',
    audience: 'user',
    body: ['name', 'public', 'collaborative', 'description'],
    types: detailTypes,
    required: ['name'],
    shape: playlistShape,
    touches: () => ['my:playlists'],
  }),

  /**
   * Lists the playlists that the person owns or follows; Spotify sends null in place of those that this app may not see. Without the scope
   * playlist-read-collaborative, those that others share with the person are left out.
   */
  mine: defineEndpoint<PageParams, Paging<SimplifiedPlaylist | null>>()({
    method: 'GET',
    path: '/me/playlists',
    scopes: ['playlist-read-private'],
    access: 'everyone',
    audience: 'user',
    types: pageTypes,
    limits: { limit: [1, 50], offset: [0, 100_000] },
    shape: playlistPageShape,
    volatility: 'fast',
    provides: () => ['my:playlists'],
  }),

  /** Lists the contents of a playlist, by the route from before 2026. */
  tracks: defineEndpoint<
    PlaylistParams & MarketParams & FieldsParams & PageParams & AdditionalTypesParams,
    Paging<PlaylistItem>
  >()({
    ...listsContents,
    access: 'extended',
    path: '/playlists/{playlist_id}/tracks',
  }),

  /** Adds at most 100 items to a playlist, by the route from before 2026. */
  addTracks: defineEndpoint<AddItemsParams, PlaylistSnapshot>()({
    ...adds,
    access: 'extended',
    path: '/playlists/{playlist_id}/tracks',
  }),

  /** Replaces the contents of a playlist by at most 100 items, or moves a range of them, by the route from before 2026. */
  updateTracks: defineEndpoint<UpdateItemsParams, PlaylistSnapshot>()({
    ...updates,
    access: 'extended',
    path: '/playlists/{playlist_id}/tracks',
  }),

  /** Removes every occurrence of at most 100 items from a playlist, by the route from before 2026. */
  removeTracks: defineEndpoint<RemoveTracksParams, PlaylistSnapshot>()({
    ...changesPlaylist,
    access: 'extended',
    method: 'DELETE',
    path: '/playlists/{playlist_id}/tracks',
    scopes: ['playlist-modify-public', 'playlist-modify-private'],
    body: ['tracks', 'snapshot_id'],
    types: { tracks: 'array', snapshot_id: 'string' },
    required: ['tracks'],
    limits: { tracks: [1, 100] },
    kinds: { tracks: playable },
  }),

  /** Follows a playlist: it appears among the person's own. */
  follow: defineEndpoint<PlaylistParams & { readonly public?: boolean | undefined }, void>()({
    ...changesPlaylist,
    access: 'extended',
    method: 'PUT',
    path: '/playlists/{playlist_id}/followers',
    scopes: ['playlist-modify-public', 'playlist-modify-private'],
    body: ['public'],
    types: { public: 'boolean' },
    reply: 'ignored',
  }),

  /** Stops following a playlist; an own playlist is deleted this way. */
  unfollow: defineEndpoint<PlaylistParams, void>()({
    ...changesPlaylist,
    access: 'extended',
    method: 'DELETE',
    path: '/playlists/{playlist_id}/followers',
    scopes: ['playlist-modify-public', 'playlist-modify-private'],
    reply: 'ignored',
  }),

  /** Tells whether the person follows a playlist: a list of one answer. */
  isFollowed: defineEndpoint<PlaylistParams & { readonly ids?: readonly string[] | undefined }, readonly boolean[]>()({
    ...readsPlaylist,
    access: 'extended',
    method: 'GET',
    path: '/playlists/{playlist_id}/followers/contains',
    scopes: [],
    types: { ids: 'array' },
    limits: { ids: [1, 1] },
    provides: ({ playlist_id }) => [`playlist:${playlist_id}`, 'my:playlists'],
  }),
};

// Every JPEG begins with the same three bytes, which are these letters in base64.
function imageProblem(image: unknown): string | undefined {
  if (/^\/9j\/[A-Za-z0-9+/]*={0,2}$/.test(String(image))) return undefined;
  return 'must be a JPEG as base64 text, without `data:` before it';
}
