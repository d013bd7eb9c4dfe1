import { expect, test } from 'vitest';
import { duration, inReadableTime } from './duration.js';

test.each([
  [0, '0 seconds'],
  [1_400, '1 second'],
  [59_700, '60 seconds'],
  [119_746, '2 minutes'],
  [120_000, '2 minutes'],
  [3_599_556, '60 minutes'],
  [7_199_000, '2 hours'],
  [61_200_000, '17 hours'],
])('%i ms are %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});

test('a reason has the same words for a time, and keeps all others', () => {
  expect(inReadableTime('It is fresh for another 119746 ms.')).toBe('It is fresh for another 2 minutes.');
  expect(inReadableTime('Its load failed, and that is remembered.')).toBe('Its load failed, and that is remembered.');
});
