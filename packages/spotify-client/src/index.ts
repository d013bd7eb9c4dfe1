export type { AnswerByType, AnswerTo } from './answer-by-type.js';
export {
  type AuthorizeUrlOptions,
  authorizeUrl,
  type ExchangeCodeOptions,
  exchangeCode,
} from './auth/authorization-code.js';
export { type ClientCredentialsOptions, clientCredentials } from './auth/client-credentials.js';
export { consentDaysLeft, consentEndsAt } from './auth/consent.js';
export { createPkce, type Pkce } from './auth/pkce.js';
export { type RefreshingTokenOptions, refreshingToken } from './auth/refreshing-token.js';
export type { TokenEndpointOptions } from './auth/request-token.js';
export { SignInError, type SignInProblem } from './auth/sign-in-error.js';
export { type Consent, type ConsentOptions, redirectQuery, startConsent } from './auth/start-consent.js';
export { type StoredTokenOptions, storedToken } from './auth/stored-token.js';
export type { TokenOptions, TokenSet, TokenSource } from './auth/token-source.js';
export { memoryTokenStore, type TokenStore } from './auth/token-store.js';
export { type WebStorage, type WebTokenStoreOptions, webTokenStore } from './auth/web-token-store.js';
export type { CallOptions, Middleware, Revalidation, Send, SpotifyCall } from './call.js';
export { callInChunks, type ListMethod } from './call-in-chunks.js';
export { chunk } from './chunk.js';
export {
  type Client,
  type ClientOptions,
  createClient,
  type Method,
  type Methods,
  type SelectedAnswer,
  type SelectingMethod,
  type TypedMethod,
} from './client.js';
export {
  type Access,
  type Audience,
  defineEndpoint,
  type Endpoint,
  type EndpointFacts,
  type HttpMethod,
  type Limits,
  type NamedEndpoint,
  type NoParams,
  type Reply,
  type Together,
  type ValueType,
  type Volatility,
} from './endpoint.js';
export { albums } from './endpoints/albums.js';
export { artists } from './endpoints/artists.js';
export { audiobooks } from './endpoints/audiobooks.js';
export { browse } from './endpoints/browse.js';
export { chapters } from './endpoints/chapters.js';
export { episodes } from './endpoints/episodes.js';
export { type EndpointTable, endpoints, listEndpoints } from './endpoints/index.js';
export { library } from './endpoints/library.js';
export { me } from './endpoints/me.js';
export { player } from './endpoints/player.js';
export { playlists } from './endpoints/playlists.js';
export { recommendations } from './endpoints/recommendations.js';
export { search } from './endpoints/search.js';
export { shows } from './endpoints/shows.js';
export { tracks } from './endpoints/tracks.js';
export { users } from './endpoints/users.js';
export {
  AbortedError,
  type AnySpotifyError,
  ApiError,
  type ApiErrorDetails,
  AuthenticationError,
  BadRequestError,
  type ForbiddenCode,
  ForbiddenError,
  type ForbiddenKind,
  InvalidParameterError,
  isSpotifyError,
  NetworkError,
  NoActiveDeviceError,
  NotFoundError,
  QuotaExceededError,
  RateLimitError,
  type RequestDetails,
  ServerError,
  SpotifyError,
  type SpotifyErrorCode,
  type SpotifyErrorDetails,
  TimeoutError,
  UnexpectedResponseError,
} from './errors.js';
export type { FieldSelection, Fields, PlainFields, SelectedFields } from './fields.js';
export { PartialFailureError } from './in-parts.js';
export { type IterateOptions, type Iteration, iterate, type Position } from './iterate.js';
export type { ItemOf, ListCall, Page } from './list-call.js';
export type { Album, AlbumType, DiscographyAlbum, SavedAlbum, SimplifiedAlbum } from './models/album.js';
export type { Artist, SimplifiedArtist } from './models/artist.js';
export type {
  AnalysisReport,
  AnalyzedTrack,
  AudioAnalysis,
  AudioSection,
  AudioSegment,
  SoundEstimate,
  TimeInterval,
} from './models/audio-analysis.js';
export type { AudioFeatures } from './models/audio-features.js';
export type { Audiobook, Chapter, SavedAudiobook, SimplifiedAudiobook, SimplifiedChapter } from './models/audiobook.js';
export type { Category, FeaturedPlaylists } from './models/category.js';
export type {
  Copyright,
  DatePrecision,
  ExternalIds,
  ExternalUrls,
  Followers,
  Image,
  ItemType,
  Restrictions,
  ResumePoint,
} from './models/common.js';
export type { Episode, SavedEpisode, SimplifiedEpisode } from './models/episode.js';
export type { CursorPaging, Cursors, Paging, PagingReference } from './models/paging.js';
export type { PlayableItem } from './models/playable-item.js';
export type {
  CurrentlyPlaying,
  Device,
  Devices,
  Playback,
  PlaybackActions,
  PlaybackContext,
  PlayHistory,
  Queue,
  RepeatState,
} from './models/player.js';
export type {
  Playlist,
  PlaylistContributor,
  PlaylistFacts,
  PlaylistItem,
  PlaylistSnapshot,
  SimplifiedPlaylist,
} from './models/playlist.js';
export type { RecommendationSeed, Recommendations } from './models/recommendations.js';
export type { SearchResults, SearchType } from './models/search.js';
export type { SavedShow, Show, SimplifiedShow } from './models/show.js';
export type { LinkedTrack, LocalTrack, SavedTrack, SimplifiedTrack, Track } from './models/track.js';
export type { PrivateUser, PublicUser } from './models/user.js';
export type { AppMode, AppModeNotice, AppModeOptions } from './modes/app-mode.js';
export { type ParameterNames, parametersOf } from './parameters-of.js';
export { playlistFields, playlistItemsFields } from './playlist-fields.js';
export { type ChangingPriority, type Priority, priorityNow } from './priority.js';
export { replacePlaylist } from './replace-playlist.js';
export type { SendOptions } from './request/send.js';
export type { AnyScope, Scope } from './scope.js';
export { createSpotifyClient, type SpotifyClient, type SpotifyClientOptions } from './spotify-client.js';
export { type CoverImage, uploadPlaylistCover } from './upload-playlist-cover.js';
