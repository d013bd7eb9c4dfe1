import { albumFacts, albumName, artistOf } from './album-facts.js';
import { createLayout, type Layout } from './layout.js';
import { createLazyCollection } from './lazy-collection.js';
import { type Album, type Artist, type Collection, createCollection, type Track } from './models.js';
import { createArtistNamer } from './names.js';
import { base62Id, createRandom } from './random.js';
import { sizes } from './scale.js';
import { titleOf } from './titles.js';
import { collectedPopularity, type TrackFacts, trackFacts, trackRandom } from './track-facts.js';
import { genres } from './words.js';

const firstUpc = 200_000_000_000;
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
  const registrantOf = createRegistrants(seed);
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
    make: (index) => createTrack({ layout, artists: all, albums, tracks, registrantOf }, index),
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
  const facts = albumFacts(seed, index, layout.ownBefore(index));
  const { trackCount } = facts;
  const id = base62Id(seed, 'album', index);
  const first = firstTracks[index] ?? 0;
  let tracks: readonly Track[] | undefined;
  return {
    type: 'album',
    id,
    uri: `spotify:album:${id}`,
    album_type: facts.album_type,
    name: albumName(facts, artist.name),
    artists: [artist],
    release_date: facts.release_date,
    release_date_precision: facts.release_date_precision,
    label: facts.label,
    upc: String(firstUpc + index * 7919),
    popularity: facts.popularity,
    markets: facts.markets,
    isPremiumOnly: facts.isPremiumOnly,
    trackCount,
    get tracks() {
      tracks ??= Array.from({ length: trackCount }, (_, place) => trackAt(first + place));
      return tracks;
    },
  };
}

/** What a track is made of. */
interface TrackParts {
  readonly layout: Layout;
  readonly artists: readonly Artist[];
  readonly albums: Collection<Album>;
  readonly tracks: Collection<Track>;
  /** The registrant in the ISRC of a track. */
  registrantOf(track: number): string;
}

function createTrack({ layout, artists, albums, tracks, registrantOf }: TrackParts, index: number): Track {
  const { seed, artistCount, firstTracks } = layout;
  const albumIndex = layout.albumOf(index);
  const album = thing(albums.at(albumIndex));
  const place = { artistCount, artist: artistOf(albumIndex) };
  const random = trackRandom(seed, index);
  const id = base62Id(seed, 'track', index);
  const source = layout.sourceOf(index, albumIndex);
  // What a compilation collects is a second release of a recording, under another id and the same ISRC.
  const recording =
    source === undefined
      ? recorded(trackFacts(random, place), album, artists)
      : { ...thing(tracks.at(source)), popularity: collectedPopularity(random, place) };
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
    isrc: recording.isrc ?? isrcOf(registrantOf(index), index, album.release_date.slice(2, 4)),
    popularity: recording.popularity,
    markets: album.markets,
  };
}

function recorded({ guest, title, ...facts }: TrackFacts, album: Album, artists: readonly Artist[]) {
  const heard = guest < 0 ? album.artists : [...album.artists, thing(artists[guest])];
  return { ...facts, name: titleOf(title), artists: heard, isrc: undefined };
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

function thing<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('There is nothing at this place of the catalogue.');
  return value;
}
