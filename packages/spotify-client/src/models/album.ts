import type { SimplifiedArtist } from './artist.js';
import type { Copyright, DatePrecision, ExternalIds, ExternalUrls, Image, Restrictions } from './common.js';
import type { Paging } from './paging.js';
import type { SimplifiedTrack } from './track.js';

/** What kind of release an album is. */
export type AlbumType = 'album' | 'single' | 'compilation';

/** An album as named by a track, a search or a list. */
export interface SimplifiedAlbum {
  /** Null for the album of a local file. */
  readonly album_type: AlbumType | null;
  readonly total_tracks: number;
  /** Country codes. Gone from Development Mode. */
  readonly available_markets?: readonly string[];
  readonly external_urls: ExternalUrls;
  readonly href: string;
  readonly id: string;
  readonly images: readonly Image[];
  readonly name: string;
  /** As exact as `release_date_precision` says. */
  readonly release_date: string;
  readonly release_date_precision: DatePrecision;
  readonly restrictions?: Restrictions;
  readonly type: 'album';
  readonly uri: string;
  readonly artists: readonly SimplifiedArtist[];
  /** Only when a market was given. */
  readonly is_playable?: boolean;
}

/** An album in an artist's discography. */
export interface DiscographyAlbum extends SimplifiedAlbum {
  /** How the artist relates to the album. Gone from Development Mode. */
  readonly album_group?: AlbumType | 'appears_on';
}

/** An album with its first page of tracks. */
export interface Album extends SimplifiedAlbum {
  readonly tracks: Paging<SimplifiedTrack>;
  readonly copyrights: readonly Copyright[];
  readonly external_ids?: ExternalIds;
  /** Deprecated; always empty when sent. */
  readonly genres?: readonly string[];
  /** Gone from Development Mode. */
  readonly label?: string;
  /** From 0 to 100. Gone from Development Mode. */
  readonly popularity?: number;
}

/** An album that a person saved. */
export interface SavedAlbum {
  /** An ISO 8601 time in UTC. */
  readonly added_at: string;
  readonly album: Album;
}
