import { type AlbumFacts, albumName, artistOf } from './album-facts.js';
import type { Layout } from './layout.js';
import { createLazyCollection } from './lazy-collection.js';
import { type Album, type Artist, type Collection, isThere, type Track, thingAt } from './models.js';

const firstUpc = 200_000_000_000;
const upcStep = 7919;

/** The albums of a layout; each asks for its tracks when somebody looks at them. */
export function createAlbums(
  layout: Layout,
  artists: Collection<Artist>,
  trackAt: (track: number) => Track | undefined,
): Collection<Album> {
  const firstOf = (album: number): number => layout.firstTracks[album] ?? 0;
  const tracksOf = (album: number): readonly Track[] => {
    const first = firstOf(album);
    return Array.from({ length: firstOf(album + 1) - first }, (_, place) => trackAt(first + place)).filter(isThere);
  };
  return createLazyCollection<Album>({
    seed: layout.seed,
    kind: 'album',
    size: layout.albumCount,
    make: (index, id) =>
      new InventedAlbum(
        {
          index,
          id,
          artist: thingAt(artists, artistOf(index)),
          trackCount: firstOf(index + 1) - firstOf(index),
          tracksOf,
        },
        layout.factsOf(index),
      ),
  });
}

/** What an album is made of besides its facts. */
interface AlbumParts {
  readonly index: number;
  readonly id: string;
  readonly artist: Artist;
  readonly trackCount: number;
  tracksOf(album: number): readonly Track[];
}

/** A class, since the engine keeps objects with a getter each of their own as dictionaries, which cost several times as much. */
class InventedAlbum implements Album {
  readonly type = 'album';
  readonly id: string;
  readonly uri: string;
  readonly album_type: Album['album_type'];
  readonly name: string;
  readonly artists: readonly Artist[];
  readonly release_date: string;
  readonly release_date_precision: Album['release_date_precision'];
  readonly label: string;
  readonly popularity: number;
  readonly markets: readonly string[];
  readonly isPremiumOnly: boolean;
  readonly trackCount: number;
  readonly #parts: AlbumParts;
  #tracks: readonly Track[] | undefined;

  constructor(parts: AlbumParts, facts: AlbumFacts) {
    const { id, artist } = parts;
    this.id = id;
    this.uri = `spotify:album:${id}`;
    this.album_type = facts.album_type;
    this.name = albumName(facts, artist.name);
    this.artists = [artist];
    this.release_date = facts.release_date;
    this.release_date_precision = facts.release_date_precision;
    this.label = facts.label;
    this.popularity = facts.popularity;
    this.markets = facts.markets;
    this.isPremiumOnly = facts.isPremiumOnly;
    this.trackCount = parts.trackCount;
    this.#parts = parts;
  }

  get upc(): string {
    return String(firstUpc + this.#parts.index * upcStep);
  }

  get tracks(): readonly Track[] {
    this.#tracks ??= this.#parts.tracksOf(this.#parts.index);
    return this.#tracks;
  }
}
