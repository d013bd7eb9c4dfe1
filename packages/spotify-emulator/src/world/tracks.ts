import { artistOf } from './album-facts.js';
import { base62Id } from './ids.js';
import type { Layout } from './layout.js';
import { createLazyCollection } from './lazy-collection.js';
import { type Album, type Artist, type Collection, type Track, thingAt } from './models.js';
import { titleOf } from './titles.js';
import { collectedPopularity, createTrackRandoms, trackFacts } from './track-facts.js';

const isrcPerRegistrant = 100_000;

/** What is heard on a track, and on every other release of it. */
type Recording = Pick<Track, 'name' | 'artists' | 'duration_ms' | 'explicit' | 'isrc' | 'popularity'>;

/** The tracks of a layout. */
export function createTracks(
  layout: Layout,
  artists: Collection<Artist>,
  albums: Collection<Album>,
): Collection<Track> {
  const { seed, artistCount, firstTracks } = layout;
  const randomOf = createTrackRandoms(seed);
  const registrantOf = createRegistrants(seed);

  const recordingAt = (index: number, albumIndex: number, album: Album): Recording => {
    const place = { artistCount, artist: artistOf(albumIndex) };
    const source = layout.sourceOf(index, albumIndex);
    if (source !== undefined) {
      // What a compilation collects is a second release of a recording, under another id and the same ISRC.
      const { name, artists: heard, duration_ms, explicit, isrc } = thingAt(tracks, source);
      const popularity = collectedPopularity(randomOf(index), place);
      return { name, artists: heard, duration_ms, explicit, isrc, popularity };
    }
    const { guest, title, duration_ms, explicit, popularity } = trackFacts(randomOf(index), place);
    return {
      name: titleOf(title),
      artists: guest < 0 ? album.artists : [...album.artists, thingAt(artists, guest)],
      duration_ms,
      explicit,
      isrc: isrcOf(registrantOf(index), index, album.release_date.slice(2, 4)),
      popularity,
    };
  };
  const make = (index: number, id: string): Track => {
    const albumIndex = layout.albumOf(index);
    const album = thingAt(albums, albumIndex);
    const recording = recordingAt(index, albumIndex, album);
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
  const tracks: Collection<Track> = createLazyCollection({ seed, kind: 'track', size: layout.trackCount, make });
  return tracks;
}

/** A country that does not exist, a registrant, a year and five digits. */
function isrcOf(registrant: string, index: number, year: string): string {
  return `ZZ${registrant}${year}${String(isrcPerRegistrant + (index % isrcPerRegistrant)).slice(1)}`;
}

/** Three letters for every hundred thousand recordings. */
function createRegistrants(seed: number): (track: number) => string {
  const known: string[] = [];
  return (track) => {
    const number = Math.floor(track / isrcPerRegistrant);
    known[number] ??= base62Id(seed, 'registrant', number).slice(1, 4).toUpperCase();
    return known[number];
  };
}
