import type { Album, Artist, Audiobook, Catalogue, Episode, Show, Track } from '../world/models.js';
import type { Playlist } from '../world/playlist.js';
import { fold, inYears, type SearchQuery } from './query.js';

/** What can be searched for, and what is found. */
export interface Findings {
  readonly album: Album;
  readonly artist: Artist;
  readonly audiobook: Audiobook;
  readonly episode: Episode;
  readonly playlist: Playlist;
  readonly show: Show;
  readonly track: Track;
}

/** A kind of thing that can be searched for. */
export type SearchKind = keyof Findings;

interface Entry<T> {
  readonly item: T;
  readonly name: string;
  /** Everything a loose word may meet. */
  readonly text: string;
  readonly popularity: number;
}

type Filter<T> = (item: T, value: string) => boolean;

const indexes = new WeakMap<object, readonly Entry<unknown>[]>();

/** Finds things of one kind, best first. */
export function search<Kind extends SearchKind>(
  kind: Kind,
  query: SearchQuery,
  catalogue: Catalogue,
  playlists: Iterable<Playlist>,
): readonly Findings[Kind][] {
  const finders: { readonly [K in SearchKind]: () => readonly Findings[K][] } = {
    track: () =>
      pick(
        indexOf(
          catalogue.tracks,
          (track) => [track.name, ...track.artists.map(nameOf), track.album.name],
          popularityOf,
        ),
        query,
        {
          track: (track, value) => has(track.name, value),
          artist: (track, value) => track.artists.some((artist) => has(artist.name, value)),
          album: (track, value) => has(track.album.name, value),
          year: (track, value) => inYears(track.album.release_date, value),
          isrc: (track, value) => track.isrc.toLowerCase() === value,
          genre: (track, value) => track.artists.some((artist) => artist.genres.includes(value)),
        },
      ),
    album: () =>
      pick(
        indexOf(catalogue.albums, (album) => [album.name, ...album.artists.map(nameOf)], popularityOf),
        query,
        {
          album: (album, value) => has(album.name, value),
          artist: (album, value) => album.artists.some((artist) => has(artist.name, value)),
          year: (album, value) => inYears(album.release_date, value),
          upc: (album, value) => album.upc === value,
          tag: (album, value) =>
            value === 'new' ? album.release_date >= '2025' : value === 'hipster' && album.popularity < 10,
        },
      ),
    artist: () =>
      pick(
        indexOf(catalogue.artists, (artist) => [artist.name], popularityOf),
        query,
        {
          artist: (artist, value) => has(artist.name, value),
          genre: (artist, value) => artist.genres.includes(value),
        },
      ),
    show: () =>
      pick(
        indexOf(catalogue.shows, (show) => [show.name, show.publisher, show.description]),
        query,
        {},
      ),
    episode: () =>
      pick(
        indexOf(catalogue.episodes, (episode) => [episode.name, episode.show.name]),
        query,
        {},
      ),
    audiobook: () =>
      pick(
        indexOf(catalogue.audiobooks, (book) => [book.name, ...book.authors]),
        query,
        {},
      ),
    playlist: () => {
      const visible = [...playlists].filter((playlist) => playlist.public);
      return pick(
        entriesOf(
          visible,
          (playlist) => [playlist.name, playlist.description],
          () => 0,
        ),
        query,
        {},
      );
    },
  };
  return finders[kind]();
}

/** The catalogue never changes, so each kind is folded once, when it is first searched. */
function indexOf<T extends { readonly name: string }>(
  collection: { list(): readonly T[] },
  texts: (item: T) => readonly string[],
  popularity: (item: T) => number = () => 0,
): readonly Entry<T>[] {
  const known = indexes.get(collection);
  if (known) return known as readonly Entry<T>[];
  const entries = entriesOf(collection.list(), texts, popularity);
  indexes.set(collection, entries);
  return entries;
}

function entriesOf<T extends { readonly name: string }>(
  items: readonly T[],
  texts: (item: T) => readonly string[],
  popularity: (item: T) => number,
): readonly Entry<T>[] {
  return items.map((item) => ({
    item,
    name: fold(item.name),
    text: ` ${texts(item).map(fold).join(' ')}`,
    popularity: popularity(item),
  }));
}

function pick<T>(
  entries: readonly Entry<T>[],
  query: SearchQuery,
  filters: Readonly<Record<string, Filter<T>>>,
): readonly T[] {
  if (query.words.length === 0 && query.filters.size === 0) return [];
  const wanted = query.words.join(' ');
  const scored: { readonly item: T; readonly score: number }[] = [];
  for (const entry of entries) {
    if (!query.words.every((word) => meets(entry.text, word))) continue;
    if (![...query.filters].every(([name, value]) => filters[name]?.(entry.item, value) ?? false)) continue;
    const closeness =
      entry.name === wanted ? 1000 : entry.name.startsWith(wanted) ? 500 : entry.name.includes(wanted) ? 200 : 0;
    scored.push({ item: entry.item, score: closeness + entry.popularity });
  }
  return scored.sort((one, other) => other.score - one.score).map(({ item }) => item);
}

/** Words are met from their beginning; scripts without spaces anywhere. */
function meets(text: string, word: string): boolean {
  return text.includes(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(word) ? word : ` ${word}`);
}

function has(name: string, value: string): boolean {
  return meets(` ${fold(name)}`, value);
}

function nameOf(thing: { readonly name: string }): string {
  return thing.name;
}

function popularityOf(thing: { readonly popularity: number }): number {
  return thing.popularity;
}
