import { albumFacts, albumName, artistOf, partlySold as fewMarkets } from '../world/album-facts.js';
import { layoutOf } from '../world/catalogue.js';
import type { Layout } from '../world/layout.js';
import type { Catalogue } from '../world/models.js';
import { collectedPopularity, trackFacts } from '../world/track-facts.js';
import { type Column, createColumn, NameTable, Vocabulary } from './column.js';

/** What a search has to know of the music. */
export interface MusicColumns {
  readonly layout: Layout;
  readonly artists: Column;
  readonly albums: Column;
  readonly tracks: Column;
  /** The year of each album. */
  readonly years: Uint16Array;
  /** Whether each album is sold in some countries only, 1, or everywhere, 0. */
  readonly partlySold: Uint8Array;
  /** The album that each track is on. */
  readonly albumsOfTracks: Uint32Array;
  /** The artist who sings along on each track, or −1. */
  readonly guests: Int32Array;
}

const known = new WeakMap<Catalogue, MusicColumns>();

/** The columns of a catalogue; made at the first search, which takes some seconds in a large world. */
export function musicColumns(catalogue: Catalogue): MusicColumns {
  const columns = known.get(catalogue) ?? createColumns(catalogue);
  known.set(catalogue, columns);
  return columns;
}

function createColumns(catalogue: Catalogue): MusicColumns {
  const layout = layoutOf(catalogue);
  const { artistCount, albumCount, trackCount } = layout;
  const artists = createPart(artistCount);
  for (let index = 0; index < artistCount; index += 1) {
    const artist = catalogue.artists.at(index);
    artists.nameIds[index] = artists.names.idOf(artist?.name ?? '');
    artists.popularity[index] = artist?.popularity ?? 0;
  }
  const artistName = (index: number): string => catalogue.artists.at(index)?.name ?? '';

  const albums = createPart(albumCount);
  const years = new Uint16Array(albumCount);
  const partlySold = new Uint8Array(albumCount);
  for (let index = 0; index < albumCount; index += 1) {
    const facts = albumFacts(layout.seed, index, layout.ownBefore(index));
    albums.nameIds[index] = albums.names.idOf(albumName(facts, artistName(artistOf(index))));
    albums.popularity[index] = facts.popularity;
    years[index] = Number(facts.release_date.slice(0, 4));
    partlySold[index] = facts.markets === fewMarkets ? 1 : 0;
  }

  const tracks = createPart(trackCount);
  const guests = new Int32Array(trackCount);
  for (let index = 0; index < trackCount; index += 1) {
    const source = layout.sourceOf(index);
    const place = layout.placeOf(index);
    if (source === undefined) {
      const { name, guest, popularity } = trackFacts(place);
      tracks.nameIds[index] = tracks.names.idOf(name);
      tracks.popularity[index] = popularity;
      guests[index] = guest;
    } else {
      // A compilation can only collect what stands before it.
      tracks.nameIds[index] = tracks.nameIds[source] ?? 0;
      tracks.popularity[index] = collectedPopularity(place);
      guests[index] = guests[source] ?? -1;
    }
  }

  // Names are numbered by each kind on its own, so the words of an artist or an album are taken apart again for its albums and tracks.
  const artistWords = (part: Part, index: number): readonly number[] =>
    part.foreign(artists.names, artists.nameIds[index] ?? 0, 0);
  const albumsOfTracks = listAlbums(layout);
  return {
    layout,
    years,
    partlySold,
    albumsOfTracks,
    guests,
    artists: finish(artists, (index) => [artists.own(index)]),
    albums: finish(albums, (index) => [albums.own(index), artistWords(albums, artistOf(index))]),
    tracks: finish(tracks, (index) => {
      const album = albumsOfTracks[index] ?? 0;
      const guest = guests[index] ?? -1;
      const words = [
        tracks.own(index),
        artistWords(tracks, artistOf(album)),
        tracks.foreign(albums.names, albums.nameIds[album] ?? 0, 1),
      ];
      return guest < 0 ? words : [...words, artistWords(tracks, guest)];
    }),
  };
}

function listAlbums({ firstTracks, albumCount, trackCount }: Layout): Uint32Array {
  const albums = new Uint32Array(trackCount);
  for (let album = 0; album < albumCount; album += 1) albums.fill(album, firstTracks[album], firstTracks[album + 1]);
  return albums;
}

interface Part {
  readonly size: number;
  readonly vocabulary: Vocabulary;
  readonly names: NameTable;
  readonly nameIds: Uint32Array;
  readonly popularity: Uint8Array;
  /** The words of a thing's own name. */
  own(index: number): readonly number[];
  /** The words of a name of another kind; `slot` tells the kinds apart. */
  foreign(names: NameTable, nameId: number, slot: 0 | 1): readonly number[];
}

function createPart(size: number): Part {
  const vocabulary = new Vocabulary();
  const names = new NameTable(vocabulary);
  const nameIds = new Uint32Array(size);
  const borrowed: (readonly number[])[][] = [[], []];
  return {
    size,
    vocabulary,
    names,
    nameIds,
    popularity: new Uint8Array(size),
    own: (index) => names.words[nameIds[index] ?? 0] ?? [],
    foreign: (others, nameId, slot) => {
      const words = borrowed[slot]?.[nameId] ?? vocabulary.wordsOf(others.folded[nameId] ?? '');
      const kept = borrowed[slot];
      if (kept) kept[nameId] = words;
      return words;
    },
  };
}

function finish(
  { size, vocabulary, names, nameIds, popularity, ...part }: Part,
  wordsOf: (index: number) => readonly (readonly number[])[],
): Column {
  // All words have to be known before they are counted.
  for (let index = 0; index < size; index += 1) wordsOf(index);
  return createColumn({ size, vocabulary, names, nameIds, popularity, wordsOf, ...part });
}
