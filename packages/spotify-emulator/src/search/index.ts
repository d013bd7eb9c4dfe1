import type { Catalogue } from '../world/models.js';
import type { Playlist } from '../world/playlist.js';
import type { Findings, Found, SearchKind, SearchPlace } from './findings.js';
import { searchSpoken } from './linear.js';
import { searchMusic } from './music.js';
import type { SearchQuery } from './query.js';

/** Finds things of one kind: how many there are, and the wanted part of them, best first. */
export function search<Kind extends SearchKind>(
  kind: Kind,
  query: SearchQuery,
  catalogue: Catalogue,
  playlists: Iterable<Playlist>,
  place: SearchPlace,
): Found<Findings[Kind]> {
  const finders: { readonly [K in SearchKind]: () => Found<Findings[K]> } = {
    track: () => searchMusic('track', query, catalogue, place),
    album: () => searchMusic('album', query, catalogue, place),
    artist: () => searchMusic('artist', query, catalogue, place),
    show: () => searchSpoken('show', query, catalogue, playlists, place),
    episode: () => searchSpoken('episode', query, catalogue, playlists, place),
    audiobook: () => searchSpoken('audiobook', query, catalogue, playlists, place),
    playlist: () => searchSpoken('playlist', query, catalogue, playlists, place),
  };
  return finders[kind]();
}
