import { expect, test } from 'vitest';
import { nearest } from './nearest.js';

test('finds the name that was probably meant, whatever its case', () => {
  expect(nearest('albums.gett', ['artists.get', 'albums.get'])).toBe('albums.get');
  expect(nearest('SERACH', ['search', 'play'])).toBe('search');
});

test('takes the first of two that are equally near', () => {
  expect(nearest('pla', ['play', 'plan'])).toBe('play');
});

test('guesses nothing when nothing is near', () => {
  expect(nearest('xylophone', ['search', 'play'])).toBeUndefined();
  expect(nearest('search', [])).toBeUndefined();
});
