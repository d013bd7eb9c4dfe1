import { expect, test } from 'vitest';
import { didYouMean, nearest } from './suggest.js';

test('finds the name that was probably meant', () => {
  expect(nearest('albums.gett', ['albums.get', 'artists.get'])).toBe('albums.get');
  expect(nearest('SERACH', ['search', 'play'])).toBe('search');
});

test('guesses nothing when nothing is near', () => {
  expect(nearest('xylophone', ['search', 'play'])).toBeUndefined();
  expect(didYouMean('xylophone', ['search'], 'Look at the list.')).toBe('Look at the list.');
});
