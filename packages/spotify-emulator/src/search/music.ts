import { albumsPerArtist, artistOf, partlySold as fewMarkets } from '../world/album-facts.js';
import type { Layout } from '../world/layout.js';
import { type Catalogue, isThere } from '../world/models.js';
import { recordings } from '../world/recordings.js';
import { allMarkets } from '../world/words.js';
import type { Findings, Found, SearchPlace } from './findings.js';
import { type Column, type MusicColumns, musicColumns } from './music-columns.js';
import type { SearchQuery } from './query.js';
import { type Passes, rank } from './rank.js';
import { meets } from './words.js';

type MusicKind = 'album' | 'artist' | 'track';
type MakeFilter = (value: string, columns: MusicColumns, catalogue: Catalogue) => Passes;

const isrcPerRegistrant = 100_000;
const upcStep = 7919;
const newSince = 2025;
const hipsterBelow = 10;

/** What each kind can be narrowed by; a filter that a kind does not know finds nothing. */
const filters: { readonly [Kind in MusicKind]: Readonly<Record<string, MakeFilter>> } = {
  artist: {
    artist: (value, { artists }) => byName(artists, value),
    genre: (value, _, catalogue) => byGenre(value, catalogue),
    // The years in which somebody released something.
    year: (value, { layout }) => {
      const inYears = byYear(layout, value);
      return (artist) => releasesOf(artist).some(inYears);
    },
  },
  album: {
    album: (value, { albums }) => byName(albums, value),
    artist: (value, { artists }) => through(artistOf, byName(artists, value)),
    year: (value, { layout }) => byYear(layout, value),
    upc: (value, _, catalogue) => (index) =>
      value.length === 12 && Number(value.slice(1)) === index * upcStep && catalogue.albums.at(index)?.upc === value,
    tag:
      (value, { layout, albums }) =>
      (index) =>
        value === 'new'
          ? yearOf(layout, index) >= newSince
          : value === 'hipster' && (albums.popularity[index] ?? 0) < hipsterBelow,
  },
  track: {
    track: (value, { tracks }) => byName(tracks, value),
    artist: (value, { albumsOfTracks, artists, guests }) =>
      eitherArtist(albumsOfTracks, guests, byName(artists, value)),
    album: (value, { albumsOfTracks, albums }) => through((track) => albumsOfTracks[track] ?? 0, byName(albums, value)),
    year: (value, { albumsOfTracks, layout }) => through((track) => albumsOfTracks[track] ?? 0, byYear(layout, value)),
    isrc: (value, { layout }, catalogue) => {
      const found = recordingsOf(value, layout.trackCount, catalogue);
      return (index) => found.has(index);
    },
    genre: (value, { albumsOfTracks, guests }, catalogue) =>
      eitherArtist(albumsOfTracks, guests, byGenre(value, catalogue)),
  },
};

/** Finds music, best first. */
export function searchMusic<Kind extends MusicKind>(
  kind: Kind,
  query: SearchQuery,
  catalogue: Catalogue,
  { market, ...window }: SearchPlace,
): Found<Findings[Kind]> {
  if (query.words.length === 0 && query.filters.size === 0) return { total: 0, items: [] };
  const columns = musicColumns(catalogue).value;
  const passes = [...query.filters].map(([name, value]): Passes => {
    const make = Object.hasOwn(filters[kind], name) ? filters[kind][name] : undefined;
    return make?.(value, columns, catalogue) ?? (() => false);
  });
  if (market !== undefined) passes.push(...soldIn(kind, market, columns));
  const { total, places } = rank(columns[`${kind}s`], query, passes, window);
  const collection = catalogue[`${kind}s`];
  return { total, items: places.map((place) => collection.at(place)).filter(isThere) as Findings[Kind][] };
}

/** What a market narrows: nothing where everything is sold, and nothing of artists. */
function soldIn(kind: MusicKind, market: string, { layout, albumsOfTracks }: MusicColumns): readonly Passes[] {
  if (kind === 'artist' || fewMarkets.includes(market)) return [];
  if (!allMarkets.includes(market)) return [() => false];
  const isSold: Passes = (album) => layout.albums.partlySold[album] === 0;
  return [kind === 'album' ? isSold : through((track) => albumsOfTracks[track] ?? 0, isSold)];
}

function releasesOf(artist: number): readonly number[] {
  return Array.from({ length: albumsPerArtist }, (_, release) => artist * albumsPerArtist + release);
}

/** A filter of one kind for things of another, by way of the first that they belong to. */
function through(to: (index: number) => number, passes: Passes): Passes {
  return (index) => passes(to(index));
}

function eitherArtist(albums: Uint32Array, guests: Int32Array, passes: Passes): Passes {
  return (track) => {
    const guest = guests[track] ?? -1;
    return passes(artistOf(albums[track] ?? 0)) || (guest >= 0 && passes(guest));
  };
}

/** Each different name is looked at once. */
function byName({ names: { names }, nameIds }: Pick<Column, 'names' | 'nameIds'>, value: string): Passes {
  const known = new Int8Array(names.length).fill(-1);
  return (index) => {
    const nameId = nameIds[index] ?? 0;
    if (known[nameId] === -1) known[nameId] = meets(` ${names[nameId]}`, value) ? 1 : 0;
    return known[nameId] === 1;
  };
}

/** Each artist is looked at once. */
function byGenre(value: string, { artists }: Catalogue): Passes {
  const known = new Int8Array(artists.size).fill(-1);
  return (index) => {
    if (known[index] === -1) known[index] = artists.at(index)?.genres.includes(value) ? 1 : 0;
    return known[index] === 1;
  };
}

/** `1999` or `1990 1999`: folding has made the hyphen a space. */
function byYear(layout: Layout, value: string): Passes {
  const [from = '', to = from] = value.split(' ');
  const [first, last] = [Number(from), Number(to)];
  return (album) => yearOf(layout, album) >= first && yearOf(layout, album) <= last;
}

function yearOf({ albums }: Layout, album: number): number {
  return Math.floor((albums.releaseDays[album] ?? 0) / 10_000);
}

/** The tracks with an ISRC: its last digits tell where a recording may be, and it may stand on a compilation of the artist again. */
function recordingsOf(value: string, trackCount: number, catalogue: Catalogue): ReadonlySet<number> {
  const found = new Set<number>();
  const isrc = value.toUpperCase();
  for (let index = Number(isrc.slice(-5)); index < trackCount; index += isrcPerRegistrant) {
    const track = catalogue.tracks.at(index);
    if (track?.isrc !== isrc) continue;
    for (const same of recordings(catalogue, track)) {
      const place = catalogue.tracks.indexOf(same.id);
      if (place !== undefined) found.add(place);
    }
  }
  return found;
}
