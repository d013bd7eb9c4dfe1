import type { NamedEndpoint, Volatility } from '@tonearm/spotify-client';

/** How old an answer may be. Every duration after `freshForMs` begins when freshness ends. */
export interface CacheRule {
  readonly freshForMs: number;
  /** Given at once, and loaded anew behind. */
  readonly staleForMs: number;
  /** Given only when Spotify cannot be reached or is ill. */
  readonly graceMs: number;
  /** For so long after a write Spotify may still show what was before: what is loaded then is kept for a moment only. */
  readonly settleForMs: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

function rule(freshForMs: number, staleForMs: number, graceMs: number, settleForMs = 0): CacheRule {
  return { freshForMs, staleForMs, graceMs, settleForMs };
}

/** Snapshots have been seen to lag half a minute behind; the player's state, some seconds. */
const snapshotLag = 35 * second;
const playerLag = 3 * second;

/** A kind of answer. */
export type CacheRuleName =
  | 'track'
  | 'album'
  | 'artist'
  | 'artistCharts'
  | 'audioAnalysis'
  | 'show'
  | 'showEpisodes'
  | 'episode'
  | 'audiobook'
  | 'chapter'
  | 'search'
  | 'recommendations'
  | 'newReleases'
  | 'categories'
  | 'featured'
  | 'genres'
  | 'markets'
  | 'playlist'
  | 'playlistItems'
  | 'playlistCover'
  | 'playlistList'
  | 'library'
  | 'libraryContains'
  | 'following'
  | 'profile'
  | 'publicProfile'
  | 'top'
  | 'playbackState'
  | 'queue'
  | 'devices'
  | 'recentlyPlayed';

/**
 * How long what kind of answer is good for. What other people's apps may change at any moment is short; what Spotify
 * itself changes is long; nothing is longer than a day, as its terms allow only a temporary cache.
 */
export const cacheRules: Readonly<Record<CacheRuleName, CacheRule>> = {
  // The catalogue.
  track: rule(6 * hour, 6 * hour, 17 * hour),
  album: rule(6 * hour, 6 * hour, 17 * hour),
  artist: rule(6 * hour, 6 * hour, 17 * hour),
  artistCharts: rule(hour, 5 * hour, 22 * hour),
  audioAnalysis: rule(23 * hour, 0, 0),
  show: rule(hour, 5 * hour, 22 * hour),
  // New ones appear, and what is listened to moves on.
  showEpisodes: rule(2 * minute, 10 * minute, 12 * hour),
  episode: rule(2 * minute, 10 * minute, 12 * hour),
  audiobook: rule(2 * minute, 10 * minute, 12 * hour),
  chapter: rule(2 * minute, 10 * minute, 12 * hour),
  // Spotify says two minutes itself. Playlists are among the hits.
  search: rule(2 * minute, 8 * minute, hour, snapshotLag),
  recommendations: rule(10 * minute, 0, hour),
  newReleases: rule(hour, 5 * hour, 22 * hour),
  categories: rule(hour, 5 * hour, 22 * hour),
  featured: rule(10 * minute, 20 * minute, hour),
  genres: rule(12 * hour, 11 * hour, 11 * hour),
  markets: rule(12 * hour, 11 * hour, 11 * hour),
  // What is the person's.
  playlist: rule(30 * second, 30 * second, hour, snapshotLag),
  playlistItems: rule(30 * second, 30 * second, hour, snapshotLag),
  playlistCover: rule(5 * minute, 5 * minute, hour, snapshotLag),
  playlistList: rule(minute, minute, hour, snapshotLag),
  library: rule(minute, 2 * minute, hour, 5 * second),
  libraryContains: rule(30 * second, 30 * second, hour, 5 * second),
  following: rule(2 * minute, 10 * minute, hour, 5 * second),
  profile: rule(hour, 5 * hour, 22 * hour),
  publicProfile: rule(hour, 5 * hour, 22 * hour),
  top: rule(6 * hour, 6 * hour, 17 * hour),
  // What plays moves by itself. A crowd of questions is one request; nobody is shown what was a moment ago.
  playbackState: rule(second, 0, 0, playerLag),
  queue: rule(second, 0, 0, playerLag),
  devices: rule(5 * second, 0, 0, playerLag),
  recentlyPlayed: rule(20 * second, 0, minute, playerLag),
};

const ruleNames: Readonly<Record<string, CacheRuleName>> = {
  ...same('album', ['albums.get', 'albums.tracks', 'albums.getMany']),
  ...same('artist', ['artists.get', 'artists.getMany']),
  ...same('artistCharts', ['artists.albums', 'artists.topTracks', 'artists.related']),
  ...same('track', ['tracks.get', 'tracks.getMany']),
  ...same('audioAnalysis', ['tracks.audioFeatures', 'tracks.manyAudioFeatures', 'tracks.audioAnalysis']),
  ...same('show', ['shows.get', 'shows.getMany']),
  ...same('showEpisodes', ['shows.episodes']),
  ...same('episode', ['episodes.get', 'episodes.getMany']),
  ...same('audiobook', ['audiobooks.get', 'audiobooks.chapters', 'audiobooks.getMany']),
  ...same('chapter', ['chapters.get', 'chapters.getMany']),
  ...same('search', ['search.search']),
  ...same('recommendations', ['recommendations.get']),
  ...same('genres', ['recommendations.genres']),
  ...same('newReleases', ['browse.newReleases']),
  ...same('categories', ['browse.categories', 'browse.category', 'browse.categoryPlaylists']),
  ...same('featured', ['browse.featuredPlaylists']),
  ...same('markets', ['browse.markets']),
  ...same('playlist', ['playlists.get', 'playlists.isFollowed']),
  ...same('playlistItems', ['playlists.items', 'playlists.tracks']),
  ...same('playlistCover', ['playlists.cover']),
  ...same('playlistList', ['playlists.mine', 'users.playlists']),
  ...same('library', ['library.albums', 'library.tracks', 'library.episodes', 'library.shows', 'library.audiobooks']),
  ...same('libraryContains', ['library.contains', 'library.containsAlbums', 'library.containsTracks']),
  ...same('libraryContains', ['library.containsEpisodes', 'library.containsShows', 'library.containsAudiobooks']),
  ...same('following', ['me.following', 'me.follows']),
  ...same('profile', ['me.profile']),
  ...same('publicProfile', ['users.get']),
  ...same('top', ['me.top']),
  ...same('playbackState', ['player.state', 'player.currentlyPlaying']),
  ...same('queue', ['player.queue']),
  ...same('devices', ['player.devices']),
  ...same('recentlyPlayed', ['player.recentlyPlayed']),
};

/** For rows that are newer than this table. */
const byVolatility: Readonly<Record<Volatility, CacheRule | undefined>> = {
  fixed: rule(23 * hour, 0, 0),
  slow: rule(hour, 5 * hour, 22 * hour),
  fast: rule(30 * second, 30 * second, hour, snapshotLag),
  live: undefined,
};

/** The kind of answer that a row of the endpoint table gives; undefined for writes and for rows that have no kind yet. */
export function ruleNameOf(endpoint: string): CacheRuleName | undefined {
  return Object.hasOwn(ruleNames, endpoint) ? ruleNames[endpoint] : undefined;
}

/** The rule for answers of a row; undefined for writes, and for what is never kept. */
export function ruleOf({ name, method, volatility }: NamedEndpoint): CacheRule | undefined {
  if (method !== 'GET') return undefined;
  const known = ruleNameOf(name);
  if (known !== undefined) return cacheRules[known];
  return volatility === undefined ? undefined : byVolatility[volatility];
}

/** No answer of Spotify is kept longer than this, whatever the rule says. */
export const maxAgeMs: number = 24 * hour;

/** For so long after a write Spotify may still show what was before, of whatever it shows latest. */
export const longestSettleMs: number = Math.max(...Object.values(cacheRules).map(({ settleForMs }) => settleForMs));

/** How many answers are kept in memory, and how much of it they may take. */
export const maxEntries = 5000;
export const maxBytes: number = 64 * 1024 * 1024;

/** How long what is loaded while Spotify may still show the past is fresh. */
export const settlingFreshForMs: number = second;

/** How long Spotify's "there is no such thing" is believed. */
export const notFoundForMs: number = 10 * second;

/** After a failure old answers are given for so long before Spotify is asked again. */
export const retryAfterMs: number = second;

function same(kind: CacheRuleName, endpoints: readonly string[]): Record<string, CacheRuleName> {
  return Object.fromEntries(endpoints.map((endpoint) => [endpoint, kind]));
}
