export {
  type AuthorizeUrlOptions,
  authorizeUrl,
  type ExchangeCodeOptions,
  exchangeCode,
} from './auth/authorization-code.js';
export { type ClientCredentialsOptions, clientCredentials } from './auth/client-credentials.js';
export { createPkce, type Pkce } from './auth/pkce.js';
export { type RefreshingTokenOptions, refreshingToken } from './auth/refreshing-token.js';
export type { TokenEndpointOptions } from './auth/request-token.js';
export type { TokenOptions, TokenSet, TokenSource } from './auth/token-source.js';
export type { CallOptions, Middleware, Send, SpotifyCall } from './call.js';
export { chunk } from './chunk.js';
export { type Client, type ClientOptions, createClient, type Method, type Methods } from './client.js';
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
  type Volatility,
} from './endpoint.js';
export { type EndpointTable, endpoints, listEndpoints } from './endpoints/index.js';
export {
  AbortedError,
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
  ServerError,
  SpotifyError,
  type SpotifyErrorCode,
  type SpotifyErrorDetails,
  TimeoutError,
  UnexpectedResponseError,
} from './errors.js';
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
  PlaylistContent,
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
export { type Page, type PagePosition, type PaginateOptions, paginate } from './paginate.js';
export type { SendOptions } from './request/send.js';
export type { Scope } from './scope.js';
export { createSpotifyClient, type SpotifyClient, type SpotifyClientOptions } from './spotify-client.js';
