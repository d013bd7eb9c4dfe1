import { albumFacts, albumName, artistOf } from './album-facts.js';
import { createLayout, type Layout } from './layout.js';
import { createLazyCollection } from './lazy-collection.js';
import { type Album, type Artist, type Collection, createCollection, type Track } from './models.js';
import { createArtistNamer } from './names.js';
import { base62Id, createRandom } from './random.js';
import { sizes } from './scale.js';
import { collectedPopularity, trackFacts } from './track-facts.js';
import { genres } from './words.js';

const isrcPerRegistrant = 100_000;

/** All invented music. */
export interface Music {
  readonly layout: Layout;
  readonly artists: Collection<Artist>;
  readonly albums: Collection<Album>;
  readonly tracks: Collection<Track>;
}

/** Invents artists, their releases and the tracks on them. Artists are there from the start; the rest is made when asked for. */
export function createMusic(seed: number, artistCount: number = sizes.small.artists): Music {
  const layout = createLayout(seed, artistCount);
  const all = createArtists(seed, artistCount);
  const albums = createLazyCollection<Album>({
    seed,
    kind: 'album',
    size: layout.albumCount,
    make: (index) => createAlbum(layout, index, thing(all[artistOf(index)]), (track) => thing(tracks.at(track))),
  });
  const tracks: Collection<Track> = createLazyCollection<Track>({
    seed,
    kind: 'track',
    size: layout.trackCount,
    make: (index) => {
      const source = layout.sourceOf(index);
      const album = thing(albums.at(layout.albumOf(index)));
      return { ...standing(layout, index, album), ...recording(layout, index, album, all, source, tracks) };
    },
  });
  return { layout, artists: createCollection(all), albums, tracks };
}

function createArtists(seed: number, count: number): readonly Artist[] {
  const name = createArtistNamer();
  return Array.from({ length: count }, (_, index): Artist => {
    const random = createRandom(seed, 'artist', index);
    const id = base62Id(seed, 'artist', index);
    return {
      type: 'artist',
      id,
      uri: `spotify:artist:${id}`,
      name: name(random, index),
      genres: [...new Set([random.pick(genres), random.pick(genres)])],
      popularity: random.integer(5, 90),
      followers: random.integer(20, 2_000_000),
    };
  });
}

function createAlbum(layout: Layout, index: number, artist: Artist, trackAt: (track: number) => Track): Album {
  const { seed, firstTracks } = layout;
  const { trackCount, collects: _, ...facts } = albumFacts(seed, index, layout.ownBefore(index));
  const id = base62Id(seed, 'album', index);
  const first = firstTracks[index] ?? 0;
  let tracks: readonly Track[] | undefined;
  return {
    type: 'album',
    id,
    uri: `spotify:album:${id}`,
    ...facts,
    name: albumName(facts, artist.name),
    artists: [artist],
    upc: `2${String(index * 7919).padStart(11, '0')}`,
    trackCount,
    get tracks() {
      tracks ??= Array.from({ length: trackCount }, (_, place) => trackAt(first + place));
      return tracks;
    },
  };
}

/** What a track is by the place where it stands. */
function standing({ seed, firstTracks, albumOf }: Layout, index: number, album: Album) {
  const id = base62Id(seed, 'track', index);
  return {
    type: 'track',
    id,
    uri: `spotify:track:${id}`,
    album,
    disc_number: 1,
    track_number: index - (firstTracks[albumOf(index)] ?? 0) + 1,
    markets: album.markets,
  } as const;
}

type Recording = Pick<Track, 'name' | 'artists' | 'duration_ms' | 'explicit' | 'isrc' | 'popularity'>;

/** What is heard: a track of a compilation is a second release of a recording, under another id and the same ISRC. */
function recording(
  layout: Layout,
  index: number,
  album: Album,
  artists: readonly Artist[],
  source: number | undefined,
  tracks: Collection<Track>,
): Recording {
  const place = layout.placeOf(index);
  if (source !== undefined) {
    const { name, artists: heard, duration_ms, explicit, isrc } = thing(tracks.at(source));
    return { name, artists: heard, duration_ms, explicit, isrc, popularity: collectedPopularity(place) };
  }
  const { guest, ...facts } = trackFacts(place);
  return {
    ...facts,
    artists: [...album.artists, ...(guest < 0 ? [] : [thing(artists[guest])])],
    isrc: isrcOf(layout.seed, index, album.release_date.slice(2, 4)),
  };
}

/** A country that does not exist, a registrant, a year and five digits. */
function isrcOf(seed: number, index: number, year: string): string {
  const registrant = base62Id(seed, 'registrant', Math.floor(index / isrcPerRegistrant))
    .slice(1, 4)
    .toUpperCase();
  return `ZZ${registrant}${year}${String(index % isrcPerRegistrant).padStart(5, '0')}`;
}

function thing<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('There is nothing at this place of the catalogue.');
  return value;
}
