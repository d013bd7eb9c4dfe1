import { artistOf } from '../world/album-facts.js';
import { layoutOf } from '../world/catalogue.js';
import { type Gradual, gradualFor, type Pieces } from '../world/gradual.js';
import type { Layout } from '../world/layout.js';
import type { Artist, Catalogue, Collection } from '../world/models.js';
import { titleCount, titleOf } from '../world/titles.js';
import { trackSurvey } from '../world/track-survey.js';
import { createNameIndex, type NameIndex, wholeMask, wordMasks } from './name-index.js';
import { fold } from './query.js';

/** What a search has to know of all things of a kind. */
export interface Column {
  readonly size: number;
  readonly names: NameIndex;
  /** Which of the names a thing has. */
  readonly nameIds: Uint16Array | Uint32Array;
  readonly popularity: Uint8Array;
  /** Visits everything that all words meet, in order: in its own name, or in those of its artists and its album. */
  scan(words: readonly string[], visit: (index: number) => void): void;
}

/** What a search has to know of the music. */
export interface MusicColumns {
  readonly layout: Layout;
  readonly artists: Column;
  readonly albums: Column;
  readonly tracks: Column;
  /** The album that each track is on. */
  readonly albumsOfTracks: Uint32Array;
  /** The artist who sings along on each track, or −1. */
  readonly guests: Int32Array;
}

const namesInPiece = 1_000;

/** The columns of a catalogue, made at the first search. */
export const musicColumns: (catalogue: Catalogue) => Gradual<MusicColumns> = gradualFor(createColumns);

function* createColumns(catalogue: Catalogue): Pieces<MusicColumns> {
  const layout = layoutOf(catalogue);
  const survey = yield* trackSurvey(layout).pieces();
  const titles = Array.from({ length: titleCount }, (_, number) => fold(titleOf(number)));
  yield;
  const artists = yield* artistColumn(catalogue.artists);
  const albums = yield* albumColumn(layout, titles, artists);
  const tracks = { names: yield* createNameIndex(titles), nameIds: survey.titles, popularity: survey.popularity };
  const { guests } = survey;
  return {
    ...{ layout, artists, albums, guests },
    tracks: {
      ...{ ...tracks, size: layout.trackCount },
      scan: (words, visit) => scanTracks({ layout, guests, artists, albums, tracks }, words, visit),
    },
    albumsOfTracks: listAlbums(layout),
  };
}

function* artistColumn(all: Collection<Artist>): Pieces<Column> {
  const { size } = all;
  const folded: string[] = [];
  const nameIds = new Uint32Array(size);
  const popularity = new Uint8Array(size);
  for (let index = 0; index < size; index += 1) {
    if (index % namesInPiece === 0) yield;
    const artist = all.at(index);
    folded.push(fold(artist?.name ?? ''));
    nameIds[index] = index;
    popularity[index] = artist?.popularity ?? 0;
  }
  const names = yield* createNameIndex(folded);
  const scan: Column['scan'] = (words, visit) => {
    const whole = wholeMask(words);
    for (const [index, mask] of wordMasks(names, words).entries()) if (mask === whole) visit(index);
  };
  return { size, names, nameIds, popularity, scan };
}

/** Compilations have names of their own; all other albums share their titles. */
function* albumColumn(layout: Layout, titles: readonly string[], artists: Column): Pieces<Column> {
  const { albums, albumCount: size } = layout;
  const nameIds = new Uint32Array(albums.titles);
  const folded = [...titles];
  for (let album = 0; album < size; album += 1) {
    if (!layout.isCompilation(album)) continue;
    nameIds[album] = folded.length;
    const title = titles[albums.titles[album] ?? 0];
    folded.push(`${title} ${fold('The Collected')} ${artists.names.names[artistOf(album)]}`);
  }
  const names = yield* createNameIndex(folded);
  const scan: Column['scan'] = (words, visit) => {
    const whole = wholeMask(words);
    const [own, byArtist] = [wordMasks(names, words), wordMasks(artists.names, words)];
    for (let album = 0; album < size; album += 1) {
      const mask = (own[nameIds[album] ?? 0] ?? 0) | (byArtist[artistOf(album)] ?? 0);
      if (mask === whole) visit(album);
    }
  };
  return { size, names, nameIds, popularity: albums.popularity, scan };
}

type TrackScan = Pick<MusicColumns, 'layout' | 'guests' | 'artists' | 'albums'> & {
  readonly tracks: Pick<Column, 'names' | 'nameIds'>;
};

/** Album by album: what its name and its artist meet holds for all of its tracks. */
function scanTracks(
  { layout: { firstTracks, albumCount }, guests, artists, albums, tracks: { names, nameIds } }: TrackScan,
  words: readonly string[],
  visit: (track: number) => void,
): void {
  const whole = wholeMask(words);
  const [own, byAlbum, byArtist] = [names, albums.names, artists.names].map((index) => wordMasks(index, words));
  if (!own || !byAlbum || !byArtist) return;
  for (let album = 0; album < albumCount; album += 1) {
    const shared = (byAlbum[albums.nameIds[album] ?? 0] ?? 0) | (byArtist[artistOf(album)] ?? 0);
    const end = firstTracks[album + 1] ?? 0;
    for (let track = firstTracks[album] ?? 0; track < end; track += 1) {
      const guest = guests[track] ?? -1;
      const mask = shared | (own[nameIds[track] ?? 0] ?? 0) | (guest < 0 ? 0 : (byArtist[guest] ?? 0));
      if (mask === whole) visit(track);
    }
  }
}

function listAlbums({ firstTracks, albumCount, trackCount }: Layout): Uint32Array {
  const albums = new Uint32Array(trackCount);
  for (let album = 0; album < albumCount; album += 1) albums.fill(album, firstTracks[album], firstTracks[album + 1]);
  return albums;
}
