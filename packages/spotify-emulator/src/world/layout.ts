import { albumFacts, albumsPerArtist, artistOf } from './album-facts.js';
import { guestOf, type TrackPlace } from './track-facts.js';

/** Where everything in the music stands: a few numbers an album and a track, from which each thing is made when asked for. */
export interface Layout {
  readonly seed: number;
  readonly artistCount: number;
  readonly albumCount: number;
  readonly trackCount: number;
  /** The first track of each album, and behind the last one the number of tracks. */
  readonly firstTracks: Uint32Array;
  /** The album that a track is on. */
  albumOf(track: number): number;
  /** How many tracks an artist had recorded before an album; they stand one after the other from the artist's first. */
  ownBefore(album: number): number;
  /** The track that a track of a compilation was taken from; undefined for all others. */
  sourceOf(track: number): number | undefined;
  /** Where a track stands, as far as it decides what is invented. */
  placeOf(track: number): TrackPlace;
  /** The artist who sings along on a track, or −1. */
  guestOf(track: number): number;
}

/** Lays out the music of a seed. */
export function createLayout(seed: number, artistCount: number): Layout {
  const albumCount = artistCount * albumsPerArtist;
  const firstTracks = new Uint32Array(albumCount + 1);
  const collections = new Map<number, readonly number[]>();
  for (let album = 0; album < albumCount; album += 1) {
    const facts = albumFacts(seed, album, ownBefore(album));
    firstTracks[album + 1] = (firstTracks[album] ?? 0) + facts.trackCount;
    if (facts.album_type === 'compilation') collections.set(album, facts.collects);
  }
  const trackCount = firstTracks[albumCount] ?? 0;

  function ownBefore(album: number): number {
    // A compilation can only be the last release of an artist, so all tracks before it are recordings.
    const first = album - (album % albumsPerArtist);
    return (firstTracks[album] ?? 0) - (firstTracks[first] ?? 0);
  }
  const albumOf = (track: number): number => {
    let [low, high] = [0, albumCount - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((firstTracks[middle] ?? 0) <= track) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const sourceOf = (track: number): number | undefined => {
    const album = albumOf(track);
    const place = collections.get(album)?.[track - (firstTracks[album] ?? 0)];
    return place === undefined ? undefined : (firstTracks[album - (album % albumsPerArtist)] ?? 0) + place;
  };
  const placeOf = (track: number): TrackPlace => ({ seed, artistCount, track, artist: artistOf(albumOf(track)) });
  return {
    ...{ seed, artistCount, albumCount, trackCount, firstTracks },
    ...{ albumOf, ownBefore, sourceOf, placeOf },
    guestOf: (track) => guestOf(placeOf(sourceOf(track) ?? track)),
  };
}
