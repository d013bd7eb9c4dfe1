import { ownReleases } from './discography.js';
import type { Catalogue, Track } from './models.js';

/** All releases of a recording, on whatever album of the artist. */
export function recordings(catalogue: Catalogue, track: Track): readonly Track[] {
  const artist = catalogue.artists.indexOf(track.album.artists[0]?.id ?? '');
  if (artist === undefined) return [track];
  return ownReleases(catalogue, artist)
    .flatMap(({ album }) => album.tracks)
    .filter(({ isrc }) => isrc === track.isrc);
}

/** The release of a recording that is sold in a market, when this one is not; undefined when none is needed or there is none. */
export function soldInstead(catalogue: Catalogue, track: Track, market: string | undefined): Track | undefined {
  if (market === undefined || track.markets.includes(market)) return undefined;
  return recordings(catalogue, track).find(({ markets }) => markets.includes(market));
}
