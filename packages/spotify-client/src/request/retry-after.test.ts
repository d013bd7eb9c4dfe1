import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.js';

const now = Date.parse('2026-11-21T12:00:00Z');

test.each([
  ['0', 0],
  ['11', 11_000],
  [' 4 ', 4000],
  ['1.5', 1500],
  ['86207', 86_207_000],
  ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
  ['Saturday, 21-Nov-26 12:00:30 GMT', 30_000],
  ['Sat, 21 Nov 2026 11:59:00 GMT', 0],
])('reads %j', (value, expected) => {
  expect(parseRetryAfter(value, now)).toBe(expected);
});

test.each([
  null,
  '',
  'soon',
  '-5',
  '1e3',
  '5 apples',
  'Soon 5',
  'Later, in 5',
  'NaN',
  'Infinity',
  'Sat, nonsense',
  '2026-11-21',
])('takes %j for silence', (value) => {
  expect(parseRetryAfter(value, now)).toBeUndefined();
});
