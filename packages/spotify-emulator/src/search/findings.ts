import type { Album, Artist, Audiobook, Episode, Show, Track } from '../world/models.js';
import type { Playlist } from '../world/playlist.js';

/** What can be searched for, and what is found. */
export interface Findings {
  readonly album: Album;
  readonly artist: Artist;
  readonly audiobook: Audiobook;
  readonly episode: Episode;
  readonly playlist: Playlist;
  readonly show: Show;
  readonly track: Track;
}

/** A kind of thing that can be searched for. */
export type SearchKind = keyof Findings;

/** Which part of what is found is wanted. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** Which part is wanted, of what is sold where. */
export interface SearchPlace extends Window {
  /** Only what is sold in this country; undefined for everything. */
  readonly market?: string | undefined;
}

/** How much was found, and the wanted part of it, best first. */
export interface Found<T> {
  readonly total: number;
  readonly items: readonly T[];
}
