import { discography } from './discography.js';
import type { Artist, Catalogue, Track } from './models.js';

const artistTracks = 10;

/** The ten tracks of an artist that are played most; undefined when there is no artist. */
export function popularTracks(catalogue: Catalogue, artist: Artist): readonly Track[];
export function popularTracks(catalogue: Catalogue, artist: Artist | undefined): readonly Track[] | undefined;
export function popularTracks(catalogue: Catalogue, artist: Artist | undefined): readonly Track[] | undefined {
  if (!artist) return undefined;
  return discography(catalogue, artist)
    .flatMap(({ album }) => album.tracks.filter((track) => track.artists.includes(artist)))
    .sort((one, other) => other.popularity - one.popularity)
    .slice(0, artistTracks);
}
