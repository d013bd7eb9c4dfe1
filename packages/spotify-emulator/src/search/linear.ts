import type { Catalogue, Collection } from '../world/models.js';
import type { Playlist } from '../world/playlist.js';
import type { Findings, Found, SearchPlace } from './findings.js';
import { fold, type SearchQuery } from './query.js';
import { meets } from './words.js';

type SpokenKind = 'audiobook' | 'episode' | 'playlist' | 'show';

interface Entry<T> {
  readonly item: T;
  readonly name: string;
  /** Everything a loose word may meet. */
  readonly text: string;
}

const indexes = new WeakMap<object, readonly Entry<unknown>[]>();

/** Finds what there is so little of that one can look at each: what is spoken, and playlists. They know no filters. */
export function searchSpoken<Kind extends SpokenKind>(
  kind: Kind,
  query: SearchQuery,
  catalogue: Catalogue,
  playlists: Iterable<Playlist>,
  { market, offset, limit }: SearchPlace,
): Found<Findings[Kind]> {
  const entries: { readonly [K in SpokenKind]: () => readonly Entry<Findings[K]>[] } = {
    show: () => indexOf(catalogue.shows, (show) => [show.name, show.publisher, show.description]),
    episode: () => indexOf(catalogue.episodes, (episode) => [episode.name, episode.show.name]),
    audiobook: () => indexOf(catalogue.audiobooks, (book) => [book.name, ...book.authors]),
    playlist: () =>
      entriesOf(
        [...playlists].filter((each) => each.public),
        (each) => [each.name, each.description],
      ),
  };
  const found = pick(entries[kind](), query).filter((item) => market === undefined || isSoldIn(item, market));
  return { total: found.length, items: found.slice(offset, offset + limit) };
}

/** Playlists are nowhere sold, and there for everybody. */
function isSoldIn(item: Playlist | { readonly markets: readonly string[] }, market: string): boolean {
  return !('markets' in item) || item.markets.includes(market);
}

/** The catalogue never changes, so each kind is folded once, when it is first searched. */
function indexOf<T extends { readonly name: string }>(
  collection: Collection<T>,
  texts: (item: T) => readonly string[],
): readonly Entry<T>[] {
  const known = indexes.get(collection);
  if (known) return known as readonly Entry<T>[];
  const entries = entriesOf(collection.list(), texts);
  indexes.set(collection, entries);
  return entries;
}

function entriesOf<T extends { readonly name: string }>(
  items: readonly T[],
  texts: (item: T) => readonly string[],
): readonly Entry<T>[] {
  return items.map((item) => ({ item, name: fold(item.name), text: ` ${texts(item).map(fold).join(' ')}` }));
}

function pick<T>(entries: readonly Entry<T>[], { words, filters }: SearchQuery): readonly T[] {
  if (words.length === 0 || filters.size > 0) return [];
  const wanted = words.join(' ');
  return entries
    .filter(({ text }) => words.every((word) => meets(text, word)))
    .map(({ item, name }) => ({
      item,
      score: name === wanted ? 3 : name.startsWith(wanted) ? 2 : name.includes(wanted) ? 1 : 0,
    }))
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
