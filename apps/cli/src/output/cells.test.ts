import { expect, test } from 'vitest';
import { plainCell, readableCell, readableName } from './cells.js';

test('a person reads durations, percentages and names', () => {
  expect(readableCell(61_500, 'length_ms')).toBe('1:01');
  expect(readableCell(3_661_000, 'length_ms')).toBe('1:01:01');
  expect(readableCell(35, 'volume_percent')).toBe('35 %');
  expect(readableCell(true, 'active')).toBe('yes');
  expect(readableCell({ name: 'Desk', id: 'x' }, 'device')).toBe('Desk');
  expect(['length_ms', 'volume_percent', 'release_date'].map(readableName)).toEqual([
    'length',
    'volume',
    'release date',
  ]);
});

test('a program reads what is there, on one line and without tabs', () => {
  expect([61_500, false, null, undefined, ['a', 'b'], 'a\tb\nc', {}].map(plainCell)).toEqual([
    '61500',
    'false',
    '',
    '',
    'a, b',
    'a b c',
    '{}',
  ]);
});
