import { expect, test } from 'vitest';
import type { Entry } from './contents.js';
import { type SortKey, shuffledPlaces, sortedPlaces } from './order.js';

const entry = (name: string, by: string, album: string, date: string, addedAt: string, duration: number): Entry => ({
  uri: `spotify:track:${name}`,
  item: { name, by, uri: `spotify:track:${name}`, kind: 'track' },
  addedAt,
  facts: { album: { name: album, release_date: date }, duration_ms: duration },
});
const entries = [
  entry('Émile', 'Zoe', 'Two', '2001', '2026-03-01T00:00:00Z', 3),
  entry('apple', 'ann', 'One', '2001-05-02', '2026-01-01T00:00:00Z', 1),
  entry('Fig', 'Ben', 'Three', '1999-12-31', '2026-02-01T00:00:00Z', 2),
];

test.each<readonly [SortKey, readonly number[]]>([
  ['name', [1, 0, 2]],
  ['artist', [1, 2, 0]],
  ['album', [1, 2, 0]],
  ['release_date', [2, 0, 1]],
  ['added_at', [1, 2, 0]],
  ['duration', [1, 2, 0]],
  ['position', [0, 1, 2]],
])('sorts by %s, and the other way round', (by, places) => {
  expect(sortedPlaces(entries, by, false)).toEqual(places);
  expect(sortedPlaces(entries, by, true)).toEqual([...places].reverse());
});

test('equal ones keep their places, also when it is turned around', () => {
  const twice = [...entries, ...entries];
  expect(sortedPlaces(twice, 'duration', false)).toEqual([1, 4, 2, 5, 0, 3]);
  expect(sortedPlaces(twice, 'duration', true)).toEqual([0, 3, 2, 5, 1, 4]);
});

test('what lacks what it is sorted by comes first, and nothing is lost', () => {
  const bare: Entry = { uri: '', facts: {} };
  for (const by of ['name', 'artist', 'album', 'release_date', 'added_at'] as const)
    expect(sortedPlaces([...entries, bare], by, false)[0]).toBe(3);
});

test('an order of chance holds every place once', () => {
  let next = 0;
  const random = (): number => {
    next = (next + 0.37) % 1;
    return next;
  };
  const places = shuffledPlaces(50, random);
  expect([...places].sort((left, right) => left - right)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(places).not.toEqual([...places].sort((left, right) => left - right));
});
