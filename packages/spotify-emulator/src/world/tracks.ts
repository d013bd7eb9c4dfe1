import { artistOf } from './album-facts.js';
import { base62Id } from './ids.js';
import type { Layout } from './layout.js';
import { createLazyCollection } from './lazy-collection.js';
import { type Album, type Artist, type Collection, type Track, thingAt } from './models.js';
import { titleOf } from './titles.js';
import { collectedPopularity, createTrackRandoms, type TrackPlace, trackFacts } from './track-facts.js';

const isrcPerRegistrant = 100_000;
/** The numbers below a thousand with three digits: to write a number anew costs several times as much. */
const digits = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));

/** What is heard on a track, and on every other release of it. */
type Recording = Pick<Track, 'name' | 'artists' | 'duration_ms' | 'explicit' | 'isrc' | 'popularity'>;

/** What a recording has to know of the album it was made for. */
type Recorded = Pick<Album, 'artists' | 'release_date'>;

/** The tracks of a layout. */
export function createTracks(
  layout: Layout,
  artists: Collection<Artist>,
  albums: Collection<Album>,
): Collection<Track> {
  const { seed, artistCount, firstTracks } = layout;
  const randomOf = createTrackRandoms(seed);
  const isrcOf = createIsrcs(seed);

  const place = (albumIndex: number): TrackPlace => ({ artistCount, artist: artistOf(albumIndex) });
  /** What was recorded for the track's album. */
  const recordedFor = (index: number, albumIndex: number, album: Recorded): Recording => {
    const { guest, title, duration_ms, explicit, popularity } = trackFacts(randomOf(index), place(albumIndex));
    return {
      name: titleOf(title),
      artists: guest < 0 ? album.artists : [...album.artists, thingAt(artists, guest)],
      duration_ms,
      explicit,
      isrc: isrcOf(index, album.release_date.slice(2, 4)),
      popularity,
    };
  };
  /** What a compilation collects is a second release of a recording, under another id and the same ISRC. */
  const collectedFrom = (source: number, index: number, albumIndex: number, album: Album): Recording => {
    const popularity = collectedPopularity(randomOf(index), place(albumIndex));
    const sourceAlbum = layout.albumOf(source);
    // Of the artist's album nothing else is needed.
    const { release_date } = layout.factsOf(sourceAlbum);
    return { ...recordedFor(source, sourceAlbum, { artists: album.artists, release_date }), popularity };
  };
  const make = (index: number, id: string): Track => {
    const albumIndex = layout.albumOf(index);
    const album = thingAt(albums, albumIndex);
    const source = album.album_type === 'compilation' ? layout.sourceOf(index, albumIndex) : undefined;
    const recording =
      source === undefined ? recordedFor(index, albumIndex, album) : collectedFrom(source, index, albumIndex, album);
    return {
      type: 'track',
      id,
      uri: `spotify:track:${id}`,
      name: recording.name,
      album,
      artists: recording.artists,
      disc_number: 1,
      track_number: index - (firstTracks[albumIndex] ?? 0) + 1,
      duration_ms: recording.duration_ms,
      explicit: recording.explicit,
      isrc: recording.isrc,
      popularity: recording.popularity,
      markets: album.markets,
    };
  };
  return createLazyCollection({ seed, kind: 'track', size: layout.trackCount, make });
}

/** Writes the ISRCs of a seed: a country that does not exist, a registrant, a year and five digits. */
function createIsrcs(seed: number): (track: number, year: string) => string {
  /** Three letters for every hundred thousand recordings. */
  const registrants: string[] = [];
  return (track, year) => {
    const rest = track % isrcPerRegistrant;
    const number = (track - rest) / isrcPerRegistrant;
    registrants[number] ??= base62Id(seed, 'registrant', number).slice(1, 4).toUpperCase();
    const end = rest % 1000;
    return `ZZ${registrants[number]}${year}${digits[(rest - end) / 1000]?.slice(1)}${digits[end]}`;
  };
}
