import { expect, test } from 'vitest';
import { keyOf } from './cache-key.js';

const key = (params: Record<string, unknown>): string => keyOf({ endpoint: { name: 'search.search' }, params });

test('a key does not depend on the order of names, nor on what was not given', () => {
  expect(key({ q: 'a', limit: 1 })).toBe(key({ limit: 1, q: 'a', market: undefined }));
});

test('a key depends on the order of lists, on repetitions and on what objects hold', () => {
  expect(key({ type: ['a', 'z'] })).not.toBe(key({ type: ['z', 'a'] }));
  expect(key({ type: ['a', 'a'] })).not.toBe(key({ type: ['a'] }));
  expect(key({ offset: { uri: 'a' } })).not.toBe(key({ offset: { uri: 'b' } }));
  expect(key({ q: '1' })).not.toBe(key({ q: 1 }));
});
