import type { LocalFile } from '../world/local-file.js';

/** A listener's own file, of which Spotify knows no more than what the file says. */
export function localTrack({ artist, album, title, seconds }: LocalFile, uri: string): object {
  const nowhere = { external_urls: {}, href: null, id: null };
  return {
    album: {
      album_type: null,
      artists: [],
      available_markets: [],
      ...nowhere,
      images: [],
      name: album,
      release_date: null,
      release_date_precision: null,
      type: 'album',
      uri: null,
    },
    artists: [{ ...nowhere, name: artist, type: 'artist', uri: null }],
    available_markets: [],
    disc_number: 0,
    duration_ms: seconds * 1000,
    explicit: false,
    external_ids: {},
    ...nowhere,
    is_local: true,
    name: title,
    popularity: 0,
    preview_url: null,
    track_number: 0,
    type: 'track',
    uri,
  };
}
