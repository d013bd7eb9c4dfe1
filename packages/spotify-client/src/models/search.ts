import type { SimplifiedAlbum } from './album.js';
import type { Artist } from './artist.js';
import type { SimplifiedAudiobook } from './audiobook.js';
import type { SimplifiedEpisode } from './episode.js';
import type { Paging } from './paging.js';
import type { SimplifiedPlaylist } from './playlist.js';
import type { SimplifiedShow } from './show.js';
import type { Track } from './track.js';

/** What can be searched for. */
export type SearchType = 'album' | 'artist' | 'playlist' | 'track' | 'show' | 'episode' | 'audiobook';

/** One page of hits for each type that was asked for; a null hit is one that this app may not see. */
export interface SearchResults {
  readonly tracks?: Paging<Track>;
  readonly artists?: Paging<Artist>;
  readonly albums?: Paging<SimplifiedAlbum>;
  readonly playlists?: Paging<SimplifiedPlaylist | null>;
  readonly shows?: Paging<SimplifiedShow | null>;
  readonly episodes?: Paging<SimplifiedEpisode | null>;
  readonly audiobooks?: Paging<SimplifiedAudiobook | null>;
}
