import { defineEndpoint } from '../endpoint.js';
import type { Paging } from '../models/paging.js';
import type { Playlist, SimplifiedPlaylist } from '../models/playlist.js';
import type { PublicUser } from '../models/user.js';
import { playlistPageShape, playlistShape } from '../request/one-shape.js';
import { detailTypes, type PageParams, type PlaylistDetailsParams, pageTypes } from './parameters.js';

interface UserParams {
  /** A person's id, as in `spotify:user:{id}`. */
  readonly user_id: string;
}

/** What can be asked of other people. */
export const users = {
  /** Gets what everybody may know of a person. */
  get: defineEndpoint<UserParams, PublicUser>()({
    method: 'GET',
    path: '/users/{user_id}',
    scopes: [],
    access: 'extended',
    audience: 'public',
    volatility: 'slow',
    provides: ({ user_id }) => [`user:${user_id}`],
  }),

  /** Lists the playlists of a person; Spotify sends null in place of those that this app may not see. */
  playlists: defineEndpoint<UserParams & PageParams, Paging<SimplifiedPlaylist | null>>()({
    method: 'GET',
    path: '/users/{user_id}/playlists',
    scopes: ['playlist-read-private', 'playlist-read-collaborative'],
    access: 'extended',
    audience: 'user',
    types: pageTypes,
    limits: { limit: [1, 50] },
    shape: playlistPageShape,
    volatility: 'fast',
    provides: () => ['my:playlists'],
  }),

  /** Creates an empty playlist for a person, who has to be the one whose token it is. */
  createPlaylist: defineEndpoint<UserParams & PlaylistDetailsParams & { readonly name: string }, Playlist>()({
    method: 'POST',
    path: '/users/{user_id}/playlists',
    scopes: ['playlist-modify-public', 'playlist-modify-private'],
    access: 'extended',
    audience: 'user',
    body: ['name', 'public', 'collaborative', 'description'],
    types: detailTypes,
    required: ['name'],
    shape: playlistShape,
    touches: () => ['my:playlists'],
  }),
};
