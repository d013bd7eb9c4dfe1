import { fieldsOf, numberOf, textOf } from '../outputs.js';
import { comparable } from '../words/spoken.js';
import type { Entry } from './contents.js';

/** What a playlist can be sorted by; `position` is its present order. */
export const sortKeys = ['name', 'artist', 'album', 'release_date', 'added_at', 'duration', 'position'] as const;

/** One thing to sort by. */
export type SortKey = (typeof sortKeys)[number];

const values: Readonly<Record<SortKey, (entry: Entry, index: number) => string | number>> = {
  name: ({ item }) => comparable(item?.name ?? ''),
  artist: ({ item }) => comparable(item?.by ?? ''),
  album: ({ facts }) => comparable(textOf(fieldsOf(facts.album).name) ?? ''),
  release_date: ({ facts }) => textOf(fieldsOf(facts.album).release_date) ?? textOf(facts.release_date) ?? '',
  added_at: ({ addedAt }) => addedAt ?? '',
  duration: ({ facts }) => numberOf(facts.duration_ms) ?? 0,
  position: (_, index) => index,
};

/** The places of the entries in the order asked for; equal ones keep theirs, also when it is turned around. */
export function sortedPlaces(entries: readonly Entry[], by: SortKey, descending: boolean): readonly number[] {
  const keyed = entries.map((entry, index) => ({ index, value: values[by](entry, index) }));
  const direction = descending ? -1 : 1;
  const compare = (left: string | number, right: string | number): number =>
    left === right ? 0 : left < right ? -1 : 1;
  return keyed
    .sort((left, right) => direction * compare(left.value, right.value) || left.index - right.index)
    .map(({ index }) => index);
}

/** The places in an order of chance; `random` gives numbers from 0 to below 1. */
export function shuffledPlaces(count: number, random: () => number): readonly number[] {
  const places = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [places[last], places[other]] = [places[other] ?? 0, places[last] ?? 0];
  }
  return places;
}
