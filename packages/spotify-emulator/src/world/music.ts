import { createAlbums } from './albums.js';
import { Ids } from './ids.js';
import { createLayout, type Layout } from './layout.js';
import { type Album, type Artist, type Collection, createCollection, type Track } from './models.js';
import { createArtistNamer } from './names.js';
import { createRandoms } from './random.js';
import { sizes } from './scale.js';
import { createTracks } from './tracks.js';
import { genres } from './words.js';

/** Every two genres, the same twice as one: artists share their lists, since a large world has many of them to keep. */
const genreLists: readonly (readonly (readonly string[])[])[] = genres.map((one) =>
  genres.map((other) => (one === other ? [one] : [one, other])),
);

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
  const artists = createCollection(createArtists(seed, artistCount));
  const albums = createAlbums(layout, artists, (track) => tracks.at(track));
  const tracks: Collection<Track> = createTracks(layout, artists, albums);
  return { layout, artists, albums, tracks };
}

function createArtists(seed: number, count: number): readonly Artist[] {
  const name = createArtistNamer();
  const ids = new Ids(seed, 'artist');
  const randomOf = createRandoms(seed, 'artist');
  return Array.from({ length: count }, (_, index): Artist => {
    const random = randomOf(index);
    const id = ids.at(index);
    return {
      type: 'artist',
      id,
      // Joined, as their names are: the engine keeps a text that was added up as its parts, and there are many artists to keep.
      uri: ['spotify', 'artist', id].join(':'),
      name: name(random, index),
      genres: random.pick(random.pick(genreLists)),
      popularity: random.integer(5, 90),
      followers: random.integer(20, 2_000_000),
    };
  });
}
