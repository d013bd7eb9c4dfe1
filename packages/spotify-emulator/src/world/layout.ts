import { type AlbumFacts, albumsPerArtist, createAlbumInventor, partlySold } from './album-facts.js';

const tracksPerMark = 64;

/** What is known of all albums from the start, in columns. */
export interface AlbumColumns {
  /** The number of the title. */
  readonly titles: Uint16Array;
  readonly popularity: Uint8Array;
  /** The release date as the number that it is without hyphens; what it leaves out is 0. */
  readonly releaseDays: Uint32Array;
  /** Whether it is sold in some countries only, 1, or everywhere, 0. */
  readonly partlySold: Uint8Array;
}

/** Where everything in the music stands: a few numbers an album, from which each thing is made when asked for. */
export interface Layout {
  readonly seed: number;
  readonly artistCount: number;
  readonly albumCount: number;
  readonly trackCount: number;
  readonly albums: AlbumColumns;
  /** The first track of each album, and behind the last one the number of tracks. */
  readonly firstTracks: Uint32Array;
  /** The album that a track is on. */
  albumOf(track: number): number;
  /** What an album is without its tracks. */
  factsOf(album: number): AlbumFacts;
  isCompilation(album: number): boolean;
  /** The track that a track of a compilation was taken from; undefined for one of any other album. */
  sourceOf(track: number, album: number): number | undefined;
}

/** Lays out the music of a seed. */
export function createLayout(seed: number, artistCount: number): Layout {
  const { factsOf, wholeOf } = createAlbumInventor(seed);
  const albumCount = artistCount * albumsPerArtist;
  const firstTracks = new Uint32Array(albumCount + 1);
  const albums = createColumns(albumCount);
  const collections = new Map<number, readonly number[]>();
  for (let album = 0; album < albumCount; album += 1) {
    // A compilation can only be the last release of an artist, so all tracks before it are recordings.
    const ownBefore = (firstTracks[album] ?? 0) - (firstTracks[firstRelease(album)] ?? 0);
    const facts = wholeOf(album, ownBefore);
    firstTracks[album + 1] = (firstTracks[album] ?? 0) + facts.trackCount;
    albums.titles[album] = facts.title;
    albums.popularity[album] = facts.popularity;
    albums.releaseDays[album] = Number(facts.release_date.replaceAll('-', '').padEnd(8, '0'));
    albums.partlySold[album] = facts.markets === partlySold ? 1 : 0;
    if (facts.album_type === 'compilation') collections.set(album, facts.collects);
  }

  const trackCount = firstTracks[albumCount] ?? 0;
  const albumOf = createAlbumFinder(firstTracks, trackCount);
  const sourceOf = (track: number, album: number): number | undefined => {
    const place = collections.get(album)?.[track - (firstTracks[album] ?? 0)];
    return place === undefined ? undefined : (firstTracks[firstRelease(album)] ?? 0) + place;
  };
  return {
    ...{ seed, artistCount, albumCount, trackCount, albums, firstTracks },
    ...{ factsOf, albumOf, sourceOf },
    isCompilation: (album) => collections.has(album),
  };
}

/**
 * Makes what finds the album that a track is on: the album of one track in so many is known, and from there it is a few steps
 * through neighbours. A search by halves would look into a dozen far places of the memory.
 */
function createAlbumFinder(firstTracks: Uint32Array, trackCount: number): (track: number) => number {
  const albums = new Uint32Array(Math.ceil(trackCount / tracksPerMark));
  let album = 0;
  for (const mark of albums.keys()) {
    while ((firstTracks[album + 1] ?? Number.POSITIVE_INFINITY) <= mark * tracksPerMark) album += 1;
    albums[mark] = album;
  }
  return (track) => {
    let found = albums[Math.floor(track / tracksPerMark)] ?? 0;
    while ((firstTracks[found + 1] ?? Number.POSITIVE_INFINITY) <= track) found += 1;
    return found;
  };
}

function createColumns(count: number): AlbumColumns {
  return {
    titles: new Uint16Array(count),
    popularity: new Uint8Array(count),
    releaseDays: new Uint32Array(count),
    partlySold: new Uint8Array(count),
  };
}

/** The first release of the artist of an album. */
function firstRelease(album: number): number {
  return album - (album % albumsPerArtist);
}
