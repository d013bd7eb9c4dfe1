import type { Catalogue } from '../world/models.js';
import type { Playlist } from '../world/playlist.js';
import type { Findings, Found, SearchKind, Window } from './findings.js';
import { searchSpoken } from './linear.js';
import { searchMusic } from './music.js';
import type { SearchQuery } from './query.js';

/** Finds things of one kind: how many there are, and the wanted part of them, best first. */
export function search<Kind extends SearchKind>(
  kind: Kind,
  query: SearchQuery,
  catalogue: Catalogue,
  playlists: Iterable<Playlist>,
  window: Window,
): Found<Findings[Kind]> {
  const finders: { readonly [K in SearchKind]: () => Found<Findings[K]> } = {
    track: () => searchMusic('track', query, catalogue, window),
    album: () => searchMusic('album', query, catalogue, window),
    artist: () => searchMusic('artist', query, catalogue, window),
    show: () => searchSpoken('show', query, catalogue, playlists, window),
    episode: () => searchSpoken('episode', query, catalogue, playlists, window),
    audiobook: () => searchSpoken('audiobook', query, catalogue, playlists, window),
    playlist: () => searchSpoken('playlist', query, catalogue, playlists, window),
  };
  return finders[kind]();
}
