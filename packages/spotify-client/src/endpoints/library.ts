import { defineEndpoint } from '../endpoint.js';
import { listed } from '../listed.js';
import type { SavedAlbum } from '../models/album.js';
import type { SavedAudiobook } from '../models/audiobook.js';
import type { SavedEpisode } from '../models/episode.js';
import type { Paging } from '../models/paging.js';
import type { SavedShow } from '../models/show.js';
import type { SavedTrack } from '../models/track.js';
import {
  type IdsParams,
  type MarketParams,
  marketTypes,
  needsIds,
  needsIdsForMarket,
  type PageParams,
  pageTypes,
} from './parameters.js';

interface UrisParams {
  /** Spotify URIs of any kind, mixed; Spotify reads them from the query only. */
  readonly uris: readonly string[];
}

// Spotify's description leaves artists out for saving, its guide shows one.
const savable = ['track', 'album', 'episode', 'show', 'audiobook', 'artist', 'user', 'playlist'];

// One library holds saved music, followed playlists and followed people.
const sections = (): readonly string[] => ['my:library', 'my:playlists', 'my:following'];

/** What is followed counts its followers. */
const sectionsAndFollowed = ({ uris }: UrisParams): readonly string[] => [
  ...sections(),
  ...listed(uris).flatMap((uri) => /^spotify:((?:artist|playlist|user):.+)$/.exec(String(uri))?.[1] ?? []),
];

const listsSaved = {
  method: 'GET',
  access: 'everyone',
  audience: 'user',
  types: pageTypes,
  limits: { limit: [1, 50] },
  volatility: 'fast',
  provides: () => ['my:library'],
} as const;

/** A track, and when it counts as saved, as an ISO 8601 time in UTC. */
interface TimedId {
  readonly id: string;
  readonly added_at: string;
}

/** Either will do; with `timestamped_ids`, Spotify ignores `ids`. */
type SaveTracksParams =
  | { readonly ids: readonly string[]; readonly timestamped_ids?: readonly TimedId[] | undefined }
  | { readonly ids?: readonly string[] | undefined; readonly timestamped_ids: readonly TimedId[] };

const savesByKind = {
  ...needsIds,
  scopes: ['user-library-modify'],
  access: 'extended',
  audience: 'user',
  limits: { ids: [1, 50] },
  reply: 'ignored',
  touches: () => ['my:library'],
} as const;

const containsByKind = {
  ...needsIds,
  method: 'GET',
  scopes: ['user-library-read'],
  access: 'extended',
  audience: 'user',
  limits: { ids: [1, 50] },
  volatility: 'fast',
  provides: () => ['my:library'],
} as const;

/** What can be asked of a person's library. The rows that name a kind of thing are from before 2026; those without one take all kinds. */
export const library = {
  /** Saves or follows at most 40 things. */
  save: defineEndpoint<UrisParams, void>()({
    method: 'PUT',
    path: '/me/library',
    scopes: ['user-library-modify', 'user-follow-modify', 'playlist-modify-public'],
    access: 'everyone',
    audience: 'user',
    types: { uris: 'array' },
    required: ['uris'],
    limits: { uris: [1, 40] },
    kinds: { uris: savable },
    reply: 'ignored',
    touches: sectionsAndFollowed,
  }),

  /** Removes or unfollows at most 40 things; an own playlist is deleted this way. */
  remove: defineEndpoint<UrisParams, void>()({
    method: 'DELETE',
    path: '/me/library',
    scopes: ['user-library-modify', 'user-follow-modify', 'playlist-modify-public'],
    access: 'everyone',
    audience: 'user',
    types: { uris: 'array' },
    required: ['uris'],
    limits: { uris: [1, 40] },
    kinds: { uris: savable },
    reply: 'ignored',
    touches: sectionsAndFollowed,
  }),

  /** Tells of at most 40 things whether they are saved or followed, in the order of asking. */
  contains: defineEndpoint<UrisParams, readonly boolean[]>()({
    method: 'GET',
    path: '/me/library/contains',
    scopes: ['user-library-read', 'user-follow-read', 'playlist-read-private'],
    access: 'everyone',
    audience: 'user',
    types: { uris: 'array' },
    required: ['uris'],
    limits: { uris: [1, 40] },
    kinds: { uris: savable },
    volatility: 'fast',
    provides: sections,
  }),

  /** Lists the saved albums, newest first. */
  albums: defineEndpoint<PageParams & MarketParams, Paging<SavedAlbum>>()({
    ...listsSaved,
    types: { ...pageTypes, ...marketTypes },
    path: '/me/albums',
    scopes: ['user-library-read'],
  }),

  /** Lists the saved tracks, newest first. */
  tracks: defineEndpoint<PageParams & MarketParams, Paging<SavedTrack>>()({
    ...listsSaved,
    types: { ...pageTypes, ...marketTypes },
    path: '/me/tracks',
    scopes: ['user-library-read'],
  }),

  /** Lists the saved episodes, newest first. */
  episodes: defineEndpoint<PageParams & MarketParams, Paging<SavedEpisode>>()({
    ...listsSaved,
    types: { ...pageTypes, ...marketTypes },
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

  /** Saves at most 50 albums. */
  saveAlbums: defineEndpoint<IdsParams, void>()({
    ...savesByKind,
    method: 'PUT',
    path: '/me/albums',
    body: ['ids'],
  }),

  /** Removes at most 50 albums from what is saved. */
  removeAlbums: defineEndpoint<IdsParams, void>()({
    ...savesByKind,
    method: 'DELETE',
    path: '/me/albums',
    body: ['ids'],
  }),

  /** Tells of at most 20 albums whether they are saved, in the order of asking. */
  containsAlbums: defineEndpoint<IdsParams, readonly boolean[]>()({
    ...containsByKind,
    path: '/me/albums/contains',
    limits: { ids: [1, 20] },
  }),

  /** Saves at most 50 tracks, now or at given times. */
  saveTracks: defineEndpoint<SaveTracksParams, void>()({
    ...savesByKind,
    method: 'PUT',
    path: '/me/tracks',
    body: ['ids', 'timestamped_ids'],
    types: { ids: 'array', timestamped_ids: 'array' },
    // Either will do.
    required: [],
    limits: { ids: [1, 50], timestamped_ids: [1, 50] },
    together: { names: ['ids', 'timestamped_ids'], limits: [1, 100] },
  }),

  /** Removes at most 50 tracks from what is saved. */
  removeTracks: defineEndpoint<IdsParams, void>()({
    ...savesByKind,
    method: 'DELETE',
    path: '/me/tracks',
    body: ['ids'],
  }),

  /** Tells of at most 50 tracks whether they are saved, in the order of asking. */
  containsTracks: defineEndpoint<IdsParams, readonly boolean[]>()({
    ...containsByKind,
    path: '/me/tracks/contains',
  }),

  /** Saves at most 50 episodes. */
  saveEpisodes: defineEndpoint<IdsParams, void>()({
    ...savesByKind,
    method: 'PUT',
    path: '/me/episodes',
    body: ['ids'],
  }),

  /** Removes at most 50 episodes from what is saved. */
  removeEpisodes: defineEndpoint<IdsParams, void>()({
    ...savesByKind,
    method: 'DELETE',
    path: '/me/episodes',
    body: ['ids'],
  }),

  /** Tells of at most 50 episodes whether they are saved, in the order of asking. */
  containsEpisodes: defineEndpoint<IdsParams, readonly boolean[]>()({
    ...containsByKind,
    path: '/me/episodes/contains',
  }),

  /** Saves at most 50 podcasts. */
  saveShows: defineEndpoint<IdsParams, void>()({
    ...savesByKind,
    method: 'PUT',
    path: '/me/shows',
  }),

  /** Removes at most 50 podcasts from what is saved. */
  removeShows: defineEndpoint<IdsParams & MarketParams, void>()({
    ...savesByKind,
    ...needsIdsForMarket,
    method: 'DELETE',
    path: '/me/shows',
  }),

  /** Tells of at most 50 podcasts whether they are saved, in the order of asking. */
  containsShows: defineEndpoint<IdsParams, readonly boolean[]>()({
    ...containsByKind,
    path: '/me/shows/contains',
  }),

  /** Saves at most 50 audiobooks. */
  saveAudiobooks: defineEndpoint<IdsParams, void>()({
    ...savesByKind,
    method: 'PUT',
    path: '/me/audiobooks',
  }),

  /** Removes at most 50 audiobooks from what is saved. */
  removeAudiobooks: defineEndpoint<IdsParams, void>()({
    ...savesByKind,
    method: 'DELETE',
    path: '/me/audiobooks',
  }),

  /** Tells of at most 50 audiobooks whether they are saved, in the order of asking. */
  containsAudiobooks: defineEndpoint<IdsParams, readonly boolean[]>()({
    ...containsByKind,
    path: '/me/audiobooks/contains',
  }),
};
