import type { ExternalUrls, Followers, Image } from './common.js';

/** An artist as named by an album or a track. */
export interface SimplifiedArtist {
  readonly external_urls: ExternalUrls;
  readonly href: string | null;
  /** Null for the artist of a local file. */
  readonly id: string | null;
  readonly name: string;
  readonly type: 'artist';
  readonly uri: string | null;
}

/** An artist. */
export interface Artist extends SimplifiedArtist {
  readonly href: string;
  readonly id: string;
  readonly uri: string;
  /** Gone from Development Mode. */
  readonly followers?: Followers;
  /** Deprecated; not always sent. */
  readonly genres?: readonly string[];
  readonly images: readonly Image[];
  /** From 0 to 100. Gone from Development Mode. */
  readonly popularity?: number;
}
