import type { Seed } from '@tonearm/cache';
import { type KeyedCall, keyOf } from './cache-key.js';
import { cacheRules } from './cache-rules.js';
import type { Shelf } from './with-cache.js';

/** An object of the catalogue, as far as it matters here. */
interface Item {
  readonly id: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What a complete object has and a simplified one lacks; it stands where `<type>s.get` would put it. */
const complete = {
  // What stands in for another one says so, which it does not when it is asked for itself.
  track: (item: Item) =>
    isItem(item.album) && Array.isArray(item.artists) && item.is_local !== true && !('linked_from' in item),
  album: (item: Item) => isPage(item.tracks) && Array.isArray(item.artists),
  artist: (item: Item) => Array.isArray(item.images) && Array.isArray(item.genres),
} as const;

/** Rows whose answers hold whole objects of the catalogue. */
const sources: ReadonlySet<string> = new Set([
  ...['playlists.get', 'playlists.items', 'playlists.tracks'],
  ...['library.tracks', 'library.albums', 'me.top', 'me.following'],
  ...['albums.getMany', 'artists.getMany', 'tracks.getMany', 'artists.topTracks', 'artists.related'],
]);

/**
 * The objects that an answer fully contains, for whoever asks for one of them alone afterwards. The shelf is that of the
 * catalogue; an answer for an explicit market says nothing about any other.
 */
export function seedsOf(
  { endpoint, params, options }: KeyedCall,
  answer: unknown,
  { scope, place }: Shelf,
): readonly Seed[] {
  if (!sources.has(endpoint.name) || params.fields !== undefined) return [];
  const market = typeof params.market === 'string' ? { market: params.market } : {};
  const found = new Map<string, Seed>();
  for (const item of itemsOf(answer)) {
    const type = item.type as keyof typeof complete;
    if (!Object.hasOwn(complete, type) || !complete[type](item)) continue;
    const name = `${type}s.get`;
    const key = keyOf(
      {
        endpoint: { name },
        params: { id: item.id, ...(type === 'artist' ? {} : market) },
        ...(options && { options }),
      },
      place,
    );
    const tags = [`${type}:${item.id}`];
    found.set(key, { key, value: item, rule: cacheRules[type], tags, name, scope });
  }
  return [...found.values()];
}

function itemsOf(answer: unknown): readonly Item[] {
  const lists = [answer, ...fields(answer, ['items', 'tracks', 'albums', 'artists'])];
  const places = lists.flatMap((list) => (Array.isArray(list) ? list : fieldOf(list, 'items')));
  return places.flatMap((each) => {
    // A place in a playlist or a library holds the object; a list of objects holds it itself.
    const inner = fields(each, ['item', 'track', 'album']).filter(isItem);
    const isPlace = isObject(each) && ('added_at' in each || 'item' in each);
    return (isPlace ? inner : [each]).filter(isItem).map(withoutPlaceMarks);
  });
}

/** In Development Mode a playlist marks what it holds with two flags that the object itself does not have. */
function withoutPlaceMarks(item: Item): Item {
  if (typeof item.track !== 'boolean' && typeof item.episode !== 'boolean') return item;
  const { track: _track, episode: _episode, ...rest } = item;
  return rest as Item;
}

function fields(value: unknown, names: readonly string[]): readonly unknown[] {
  return isObject(value) ? names.flatMap((name) => (name in value ? [value[name]] : [])) : [];
}

function fieldOf(value: unknown, name: string): readonly unknown[] {
  const field = isObject(value) ? value[name] : undefined;
  return Array.isArray(field) ? field : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isItem(value: unknown): value is Item {
  return isObject(value) && typeof value.id === 'string' && typeof value.type === 'string';
}

function isPage(value: unknown): boolean {
  return isObject(value) && Array.isArray(value.items);
}
