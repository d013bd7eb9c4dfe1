import { expect, test } from 'vitest';
import { createLazyCollection } from './lazy-collection.js';

function setUp(size: number) {
  const made: number[] = [];
  const collection = createLazyCollection({
    ...{ seed: 1, kind: 'thing', size },
    make: (index, id) => {
      made.push(index);
      return { index, id };
    },
  });
  return { made, collection };
}

test('of many things, what is asked for again is kept, and what is asked for once is not', () => {
  const { made, collection } = setUp(100_000);
  collection.at(7);
  expect([collection.made, made]).toEqual([0, [7]]);
  const thing = collection.at(7);
  expect([collection.made, made]).toEqual([1, [7, 7]]);
  expect(collection.at(7)).toBe(thing);
  collection.at(8);
  expect([collection.made, made]).toEqual([1, [7, 7, 8]]);
});

test('things far apart are not taken for each other', () => {
  const { collection } = setUp(200_000);
  for (let index = 7; index < 200_000; index += 2 ** 15) collection.at(index);
  expect(collection.made).toBe(0);
});

test('things are found and made by the id that they then have', () => {
  const { collection } = setUp(100_000);
  const id = collection.at(54_321)?.id ?? '';
  expect(id).toMatch(/^[0-7][0-9A-Za-z]{21}$/);
  expect([collection.get(id), collection.indexOf(id)]).toEqual([{ index: 54_321, id }, 54_321]);
  expect(setUp(100_000).collection.get(id)).toEqual({ index: 54_321, id });
});

test('a look at everything between two askings lets the first be forgotten', () => {
  const { collection } = setUp(200_000);
  collection.at(7);
  for (let index = 8; index < 200_000; index += 1) collection.at(index);
  collection.at(7);
  expect(collection.made).toBe(0);
});

test('of many things only the latest are in memory, and what somebody asks for again and again stays', () => {
  const { made, collection } = setUp(100_000);
  const askTwice = (index: number) => [collection.at(index), collection.at(index)][1];
  const often = askTwice(99_999);
  for (let index = 0; index < 60_000; index += 1) {
    askTwice(index);
    if (index % 1_000 === 0) collection.at(99_999);
  }
  expect(collection.made).toBeLessThanOrEqual(20_000);
  expect(collection.made).toBeGreaterThanOrEqual(10_000);
  expect(collection.at(99_999)).toBe(often);
  expect(collection.at(59_000)).toBe(collection.at(59_000));
  expect(made.length).toBe(2 * 60_001);
  collection.at(0);
  expect(made.length).toBe(2 * 60_001 + 1);
});

test('what is asked for again after a long time is counted once', () => {
  const { collection } = setUp(100_000);
  for (let index = 0; index <= 10_000; index += 1) for (let time = 0; time < 2; time += 1) collection.at(index);
  expect(collection.made).toBe(10_001);
  collection.at(0);
  expect(collection.made).toBe(10_001);
});

test('a small world is kept whole', () => {
  const { made, collection } = setUp(8_000);
  for (let round = 0; round < 2; round += 1) {
    for (let index = 0; index < 8_000; index += 1) collection.at(index);
  }
  expect([made.length, collection.made]).toEqual([8_000, 8_000]);
});
