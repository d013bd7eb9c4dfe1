import { slice } from '../http/paging.js';
import type { Album, Artist, Track } from '../world/models.js';
import { soldInstead } from '../world/recordings.js';
import { playabilityOf } from '../world/restriction.js';
import { covers, links, playability, removed, type View } from './view.js';

/** An artist as part of something else. */
function simplifiedArtist(view: View, artist: Artist): object {
  const { id, name, uri } = artist;
  return { ...links(view, 'artist', id), id, name, type: 'artist', uri };
}

/** An artist on their own. */
export function fullArtist(view: View, artist: Artist): object {
  return {
    ...simplifiedArtist(view, artist),
    genres: artist.genres,
    images: covers(view, artist.id),
    ...removed(view, { followers: { href: null, total: artist.followers }, popularity: artist.popularity }),
  };
}

/** An album as part of something else. */
export function simplifiedAlbum(view: View, album: Album): object {
  const { id, name, uri, album_type, release_date, release_date_precision, markets, isPremiumOnly } = album;
  return {
    album_type,
    artists: album.artists.map((artist) => simplifiedArtist(view, artist)),
    ...removed(view, { available_markets: markets }),
    ...links(view, 'album', id),
    id,
    images: covers(view, id),
    name,
    release_date,
    release_date_precision,
    // Field by field: a copy of the album would ask for its tracks, and make them all.
    ...playability(view, { markets, isPremiumOnly, explicit: false }),
    total_tracks: album.trackCount,
    type: 'album',
    uri,
  };
}

/** An album in the list of an artist; `group` says what the artist is to it. */
export function discographyAlbum(view: View, album: Album, group: string): object {
  return { ...simplifiedAlbum(view, album), ...removed(view, { album_group: group }) };
}

/** An album on its own, with the first page of its tracks. */
export function fullAlbum(view: View, album: Album): object {
  const url = `${view.origin}/v1/albums/${album.id}/tracks`;
  const year = album.release_date.slice(0, 4);
  return {
    ...simplifiedAlbum(view, album),
    copyrights: [{ text: `© ${year} ${album.label}`, type: 'C' }],
    external_ids: { upc: album.upc },
    genres: [],
    ...removed(view, { label: album.label, popularity: album.popularity }),
    tracks: slice(album.tracks, (track) => simplifiedTrack(view, track), { url, limit: 50, offset: 0 }),
  };
}

/** A track as part of its album. */
export function simplifiedTrack(view: View, track: Track): object {
  const { track: told, linkedFrom } = relinked(view, track);
  return { ...trackPart(view, told), ...linkedFrom };
}

/** A track on its own. */
export function fullTrack(view: View, track: Track): object {
  return {
    album: simplifiedAlbum(view, track.album),
    ...trackPart(view, track),
    external_ids: { isrc: track.isrc },
    ...removed(view, { popularity: track.popularity }),
  };
}

/** A track on its own where Spotify relinks: in a market that does not sell it, another release of the recording takes its place and says so. */
export function relinkedTrack(view: View, track: Track): object {
  const { track: told, linkedFrom } = relinked(view, track);
  return { ...fullTrack(view, told), ...linkedFrom };
}

function relinked(view: View, track: Track): { readonly track: Track; readonly linkedFrom: object } {
  const other = soldInstead(view.catalogue, track, view.askedMarket);
  if (!other) return { track, linkedFrom: {} };
  const { id, uri } = track;
  const linked_from = { ...links(view, 'track', id), id, type: 'track', uri };
  return { track: other, linkedFrom: removed(view, { linked_from }) };
}

function trackPart(view: View, track: Track): object {
  const { id, name, uri, disc_number, duration_ms, explicit, track_number, markets } = track;
  return {
    artists: track.artists.map((artist) => simplifiedArtist(view, artist)),
    ...(view.askedMarket === undefined ? removed(view, { available_markets: markets }) : {}),
    disc_number,
    duration_ms,
    explicit,
    ...links(view, 'track', id),
    id,
    is_local: false,
    ...playability(view, playabilityOf(track)),
    name,
    preview_url: null,
    track_number,
    type: 'track',
    uri,
  };
}
