import { expect, test } from 'vitest';
import { didYouMean } from './suggest.js';

test('names what was probably meant, or says where to look', () => {
  expect(didYouMean('SERACH', ['search', 'play'], 'Look at the list.')).toBe('Did you mean search?');
  expect(didYouMean('xylophone', ['search'], 'Look at the list.')).toBe('Look at the list.');
});
