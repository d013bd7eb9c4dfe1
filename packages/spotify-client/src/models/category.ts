import type { Image } from './common.js';
import type { Paging } from './paging.js';
import type { SimplifiedPlaylist } from './playlist.js';

/** A shelf of Spotify's own browse page. */
export interface Category {
  readonly href: string;
  readonly icons: readonly Image[];
  readonly id: string;
  readonly name: string;
}

/** Playlists that Spotify shows together, and what it writes above them. */
export interface FeaturedPlaylists {
  /** In the language of the locale that was asked for. */
  readonly message?: string;
  readonly playlists: Paging<SimplifiedPlaylist | null>;
}
