import type { Paging } from './models/paging.js';
import type { Playlist, PlaylistContent, PlaylistItem } from './models/playlist.js';

/** What one place in a playlist holds, whichever form Spotify sent; null when it is gone. */
export function readPlaylistItem(place: PlaylistItem): PlaylistContent | null {
  const content: unknown = place.item ?? place.track;
  // In Development Mode `track` can be a mere true beside or inside of `item`.
  return typeof content === 'object' ? (content as PlaylistContent | null) : null;
}

/** The first page of a playlist's contents, whichever form Spotify sent; undefined when this person may not see them. */
export function readPlaylistItems(playlist: Playlist): Paging<PlaylistItem> | undefined {
  return playlist.items ?? playlist.tracks;
}
