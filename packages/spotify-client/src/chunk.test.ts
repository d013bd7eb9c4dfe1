import { expect, test } from 'vitest';
import { chunk } from './chunk.js';

test('splits in order, the last list being what is left', () => {
  expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});

test('makes no empty list', () => {
  expect(chunk([], 40)).toEqual([]);
  expect(chunk([1, 2], 2)).toEqual([[1, 2]]);
});

test.each([0, -1, 1.5, Number.NaN])('refuses lists of %d entries', (size) => {
  expect(() => chunk([1], size)).toThrow('size');
});
