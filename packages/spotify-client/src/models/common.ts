/** The kinds of things that have a Spotify URI. */
export type ItemType =
  | 'album'
  | 'artist'
  | 'audiobook'
  | 'chapter'
  | 'episode'
  | 'playlist'
  | 'show'
  | 'track'
  | 'user';

/** Links to the thing outside of the API. */
export interface ExternalUrls {
  /** The page on open.spotify.com. Absent for local files. */
  readonly spotify?: string;
}

/** Identifiers of other catalogues. */
export interface ExternalIds {
  /** International Standard Recording Code. */
  readonly isrc?: string;
  /** International Article Number. */
  readonly ean?: string;
  /** Universal Product Code. */
  readonly upc?: string;
}

/** A picture at one size. */
export interface Image {
  readonly url: string;
  /** In pixels; null when unknown. */
  readonly height: number | null;
  /** In pixels; null when unknown. */
  readonly width: number | null;
}

/** Why content cannot be played. */
export interface Restrictions {
  /** 'market', 'product', 'explicit', or a word that Spotify adds later. */
  readonly reason: string;
}

/** How many follow; the URL is always null. */
export interface Followers {
  readonly href: string | null;
  readonly total: number;
}

/** A legal notice. */
export interface Copyright {
  readonly text: string;
  /** 'C' for the copyright, 'P' for the sound recording. */
  readonly type: string;
}

/** Where a person stopped listening. */
export interface ResumePoint {
  readonly fully_played: boolean;
  /** In milliseconds. */
  readonly resume_position_ms: number;
}

/** How exactly a date is known: `2001`, `2001-05` or `2001-05-31`. */
export type DatePrecision = 'year' | 'month' | 'day';
