import { defineEndpoint } from '../endpoint.js';
import type { SavedAlbum } from '../models/album.js';
import type { SavedAudiobook } from '../models/audiobook.js';
import type { SavedEpisode } from '../models/episode.js';
import type { Paging } from '../models/paging.js';
import type { SavedShow } from '../models/show.js';
import type { SavedTrack } from '../models/track.js';
import type { MarketParams, PageParams } from './parameters.js';

interface UrisParams {
  /** Spotify URIs of any kind, mixed; Spotify reads them from the query only. */
  readonly uris: readonly string[];
}

// One library holds saved music, followed playlists and followed people.
const sections = (): readonly string[] => ['my:library', 'my:playlists', 'my:following'];

const listsSaved = {
  method: 'GET',
  access: 'everyone',
  audience: 'user',
  limits: { limit: [1, 50] },
  volatility: 'fast',
  provides: () => ['my:library'],
} as const;

/** What can be asked of a person's library. */
export const library = {
  /** Saves or follows at most 40 things. */
  save: defineEndpoint<UrisParams, void>()({
    method: 'PUT',
    path: '/me/library',
    scopes: ['user-library-modify', 'user-follow-modify', 'playlist-modify-public'],
    access: 'everyone',
    audience: 'user',
    limits: { uris: [1, 40] },
    reply: 'ignored',
    touches: sections,
  }),

  /** Removes or unfollows at most 40 things; an own playlist is deleted this way. */
  remove: defineEndpoint<UrisParams, void>()({
    method: 'DELETE',
    path: '/me/library',
    scopes: ['user-library-modify', 'user-follow-modify', 'playlist-modify-public'],
    access: 'everyone',
    audience: 'user',
    limits: { uris: [1, 40] },
    reply: 'ignored',
    touches: sections,
  }),

  /** Tells of at most 40 things whether they are saved or followed, in the order of asking. */
  contains: defineEndpoint<UrisParams, readonly boolean[]>()({
    method: 'GET',
    path: '/me/library/contains',
    scopes: ['user-library-read', 'user-follow-read', 'playlist-read-private'],
    access: 'everyone',
    audience: 'user',
    limits: { uris: [1, 40] },
    volatility: 'fast',
    provides: sections,
  }),

  /** Lists the saved albums, newest first. */
  albums: defineEndpoint<PageParams & MarketParams, Paging<SavedAlbum>>()({
    ...listsSaved,
    path: '/me/albums',
    scopes: ['user-library-read'],
  }),

  /** Lists the saved tracks, newest first. */
  tracks: defineEndpoint<PageParams & MarketParams, Paging<SavedTrack>>()({
    ...listsSaved,
    path: '/me/tracks',
    scopes: ['user-library-read'],
  }),

  /** Lists the saved episodes, newest first. */
  episodes: defineEndpoint<PageParams & MarketParams, Paging<SavedEpisode>>()({
    ...listsSaved,
    path: '/me/episodes',
    scopes: ['user-library-read', 'user-read-playback-position'],
  }),

  /** Lists the saved podcasts, newest first. */
  shows: defineEndpoint<PageParams, Paging<SavedShow>>()({
    ...listsSaved,
    path: '/me/shows',
    scopes: ['user-library-read'],
  }),

  /** Lists the saved audiobooks, newest first. */
  audiobooks: defineEndpoint<PageParams, Paging<SavedAudiobook>>()({
    ...listsSaved,
    path: '/me/audiobooks',
    scopes: ['user-library-read'],
  }),
};
