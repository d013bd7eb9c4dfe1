import type { Album, Artist, Track } from './models.js';
import { artistName, createNamer, title } from './names.js';
import { base62Id, createRandom, type Random } from './random.js';
import { allMarkets, genres, labels } from './words.js';

const artistCount = 240;
const albumsPerArtist = 3;

/** All invented music. */
export interface Music {
  readonly artists: readonly Artist[];
  readonly albums: readonly Album[];
  readonly tracks: readonly Track[];
}

/** Invents artists, their releases and the tracks on them. */
export function createMusic(seed: number): Music {
  const artists = createArtists(seed);
  const albums: Album[] = [];
  const tracks: Track[] = [];
  for (const artist of artists) {
    const own: Track[] = [];
    for (let release = 0; release < albumsPerArtist; release += 1) {
      const album = createAlbum({
        seed,
        artist,
        artists,
        own,
        index: albums.length,
        firstTrack: tracks.length,
        release,
      });
      albums.push(album);
      for (const track of album.tracks) tracks.push(track);
      if (album.album_type !== 'compilation') own.push(...album.tracks);
    }
  }
  return { artists, albums, tracks };
}

function createArtists(seed: number): readonly Artist[] {
  const unique = createNamer();
  return Array.from({ length: artistCount }, (_, index): Artist => {
    const random = createRandom(seed, 'artist', index);
    const id = base62Id(seed, 'artist', index);
    return {
      type: 'artist',
      id,
      uri: `spotify:artist:${id}`,
      name: unique(artistName(random, index)),
      genres: [...new Set([random.pick(genres), random.pick(genres)])],
      popularity: random.integer(5, 90),
      followers: random.integer(20, 2_000_000),
    };
  });
}

interface AlbumPlan {
  readonly seed: number;
  readonly artist: Artist;
  readonly artists: readonly Artist[];
  /** What the artist has recorded so far: a compilation is made of it. */
  readonly own: readonly Track[];
  readonly index: number;
  readonly firstTrack: number;
  readonly release: number;
}

function createAlbum(plan: AlbumPlan): Album {
  const { seed, artist, index } = plan;
  const random = createRandom(seed, 'album', index);
  const id = base62Id(seed, 'album', index);
  const kind = albumKind(random, plan.release);
  const tracks: Track[] = [];
  const name = title(random);
  const album: Album = {
    type: 'album',
    id,
    uri: `spotify:album:${id}`,
    name: kind === 'compilation' ? `${name}: The Collected ${artist.name}` : name,
    album_type: kind,
    artists: [artist],
    ...releaseDate(random),
    label: random.pick(labels),
    upc: `2${String(index * 7919).padStart(11, '0')}`,
    popularity: random.integer(0, 80),
    markets: random.chance(0.04) ? allMarkets.filter((market) => market !== 'SE' && market !== 'US') : allMarkets,
    tracks,
  };
  const sources = kind === 'compilation' ? random.shuffle(plan.own).slice(0, 12) : [];
  const count =
    kind === 'compilation' ? sources.length : kind === 'single' ? random.integer(1, 3) : random.integer(9, 14);
  for (let position = 0; position < count; position += 1) {
    tracks.push(createTrack(plan, album, position, sources[position]));
  }
  return album;
}

/** The first release is always an album, so that everybody has one; a compilation needs something to collect. */
function albumKind(random: Random, release: number): Album['album_type'] {
  if (release === 0) return 'album';
  if (release === 2 && random.chance(0.12)) return 'compilation';
  return random.chance(0.2) ? 'single' : 'album';
}

/** A track of a compilation is a second release of a recording: another id, the same ISRC. */
function createTrack(plan: AlbumPlan, album: Album, position: number, source: Track | undefined): Track {
  const index = plan.firstTrack + position;
  const random = createRandom(plan.seed, 'track', index);
  const id = base62Id(plan.seed, 'track', index);
  const guests = random.chance(0.1) ? [random.pick(plan.artists)].filter((guest) => guest !== plan.artist) : [];
  const year = album.release_date.slice(2, 4);
  return {
    type: 'track',
    id,
    uri: `spotify:track:${id}`,
    name: source?.name ?? title(random),
    album,
    artists: source?.artists ?? [plan.artist, ...guests],
    disc_number: 1,
    track_number: position + 1,
    duration_ms: source?.duration_ms ?? random.integer(95_000, 420_000),
    explicit: source?.explicit ?? random.chance(0.08),
    isrc:
      source?.isrc ??
      `ZZ${base62Id(plan.seed, 'registrant', 0).slice(1, 4).toUpperCase()}${year}${String(index).padStart(5, '0')}`,
    popularity: random.integer(0, 85),
    markets: album.markets,
  };
}

function releaseDate(random: Random): Pick<Album, 'release_date' | 'release_date_precision'> {
  const year = String(random.integer(1971, 2025));
  if (random.chance(0.05)) return { release_date: year, release_date_precision: 'year' };
  const month = String(random.integer(1, 12)).padStart(2, '0');
  const day = String(random.integer(1, 28)).padStart(2, '0');
  return { release_date: `${year}-${month}-${day}`, release_date_precision: 'day' };
}
