import type { SimplifiedAlbum } from './album.js';
import type { SimplifiedArtist } from './artist.js';
import type { ExternalIds, ExternalUrls, Restrictions } from './common.js';

/** The track that was asked for, when another one plays in its place. */
export interface LinkedTrack {
  readonly external_urls: ExternalUrls;
  readonly href: string;
  readonly id: string;
  readonly type: 'track';
  readonly uri: string;
}

/** A track as listed by its album. */
export interface SimplifiedTrack {
  readonly artists: readonly SimplifiedArtist[];
  /** Country codes. Gone from Development Mode. */
  readonly available_markets?: readonly string[];
  readonly disc_number: number;
  /** In milliseconds. */
  readonly duration_ms: number;
  readonly explicit: boolean;
  readonly external_urls: ExternalUrls;
  readonly href: string;
  readonly id: string;
  /** Only when a market was given. */
  readonly is_playable?: boolean;
  /** Gone from Development Mode. */
  readonly linked_from?: LinkedTrack;
  readonly restrictions?: Restrictions;
  readonly name: string;
  /** The URL of thirty seconds of MP3. Deprecated; usually null or absent. */
  readonly preview_url?: string | null;
  /** Counted from 1 on each disc. */
  readonly track_number: number;
  readonly type: 'track';
  readonly uri: string;
  readonly is_local: boolean;
}

/** A track of the catalogue, with its album. */
export interface Track extends SimplifiedTrack {
  readonly album: SimplifiedAlbum;
  readonly external_ids?: ExternalIds;
  /** From 0 to 100. Gone from Development Mode. */
  readonly popularity?: number;
  readonly is_local: false;
}

/** A file on a person's own device, as a playlist holds it or a player plays it: it has a name but no id, and nobody else can hear it. */
export interface LocalTrack {
  readonly album: {
    readonly album_type: null;
    readonly artists: readonly SimplifiedArtist[];
    readonly external_urls: ExternalUrls;
    readonly href: null;
    readonly id: null;
    readonly images: readonly [];
    readonly name: string | null;
    readonly type: 'album';
    readonly uri: null;
  };
  readonly artists: readonly SimplifiedArtist[];
  /** In milliseconds. */
  readonly duration_ms: number;
  readonly explicit: boolean;
  readonly external_urls: ExternalUrls;
  readonly href: null;
  readonly id: null;
  readonly name: string;
  readonly type: 'track';
  /** `spotify:local:{artist}:{album}:{title}:{seconds}`. */
  readonly uri: string;
  readonly is_local: true;
}

/** A track that a person saved. */
export interface SavedTrack {
  /** An ISO 8601 time in UTC. */
  readonly added_at: string;
  readonly track: Track;
}
