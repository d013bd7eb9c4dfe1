import { expect, test } from 'vitest';
import { createLazyCollection } from './lazy-collection.js';

function setUp(size: number) {
  const made: number[] = [];
  const collection = createLazyCollection({
    ...{ seed: 1, kind: 'thing', size },
    make: (index) => {
      made.push(index);
      return { index };
    },
  });
  return { made, collection };
}

test('what was made is kept, and not made again', () => {
  const { made, collection } = setUp(100_000);
  const thing = collection.at(7);
  expect([collection.at(7), collection.made, made]).toEqual([thing, 1, [7]]);
  expect(collection.at(7)).toBe(thing);
});

test('of many things only the latest are in memory, and what somebody asks for again and again stays', () => {
  const { made, collection } = setUp(100_000);
  const often = collection.at(99_999);
  for (let index = 0; index < 60_000; index += 1) {
    collection.at(index);
    if (index % 1_000 === 0) collection.at(99_999);
  }
  expect(collection.made).toBeLessThanOrEqual(20_000);
  expect(collection.at(99_999)).toBe(often);
  expect(collection.at(59_000)).toBe(collection.at(59_000));
  expect(made.length).toBe(60_001);
  collection.at(0);
  expect(made.length).toBe(60_002);
});

test('a small world is kept whole', () => {
  const { made, collection } = setUp(8_000);
  for (let round = 0; round < 2; round += 1) {
    for (let index = 0; index < 8_000; index += 1) collection.at(index);
  }
  expect([made.length, collection.made]).toEqual([8_000, 8_000]);
});
