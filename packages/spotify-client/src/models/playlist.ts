import type { ExternalUrls, Followers, Image } from './common.js';
import type { Paging, PagingReference } from './paging.js';
import type { PlayableItem } from './playable-item.js';
import type { PublicUser } from './user.js';

/** One place in a playlist, in the same shape in every app mode. */
export interface PlaylistItem {
  /** An ISO 8601 time in UTC; null in very old playlists. */
  readonly added_at: string | null;
  /** Null in very old playlists. */
  readonly added_by: PlaylistContributor | null;
  readonly is_local: boolean;
  /** Null when the content is gone. */
  readonly item: PlayableItem | null;
}

/** The person who added something to a playlist. */
export interface PlaylistContributor {
  readonly external_urls: ExternalUrls;
  readonly href: string;
  readonly id: string;
  readonly type: 'user';
  readonly uri: string;
}

/** What every form of a playlist has. */
export interface PlaylistFacts {
  readonly collaborative: boolean;
  /** Null or empty when there is none. */
  readonly description: string | null;
  readonly external_urls: ExternalUrls;
  readonly href: string;
  readonly id: string;
  /** Null for some playlists without a cover. The URLs expire in less than a day. */
  readonly images: readonly Image[] | null;
  readonly name: string;
  readonly owner: PublicUser;
  /** Whether the owner's profile shows it, which is no access control; null when that does not apply. */
  readonly public: boolean | null;
  /** Changes with the contents, and also with the name, the cover and the privacy; may lag behind a write for half a minute. */
  readonly snapshot_id: string;
  readonly type: 'playlist';
  readonly uri: string;
}

/** A playlist as listed by a person's library or a search. */
export interface SimplifiedPlaylist extends PlaylistFacts {
  /** How many places it has; absent when this person may not see the contents. */
  readonly items?: PagingReference;
}

/** A playlist with its first page of contents, in the same shape in every app mode. */
export interface Playlist extends PlaylistFacts {
  readonly followers?: Followers;
  /** Absent when this person may not see the contents: Development Mode shows them to the owner and collaborators only. */
  readonly items?: Paging<PlaylistItem>;
}

/** The version of a playlist after a change to its contents. */
export interface PlaylistSnapshot {
  readonly snapshot_id: string;
}
