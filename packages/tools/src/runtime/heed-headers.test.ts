import { boundOf } from '@tonearm/cache';
import { expect, test } from 'vitest';
import { headersToHeed } from './heed-headers.js';

const heeded = (headers: Record<string, string>) => boundOf(headersToHeed(new Headers(headers)));

test.each([
  ['a limit', { 'cache-control': 'public, max-age=120' }, { freshForMs: 120_000 }],
  ['that nothing may be kept', { 'cache-control': 'no-store' }, 'no-store'],
  ['a limit that has passed on the way', { 'cache-control': 'max-age=60', age: '60' }, { freshForMs: 0 }],
  ['that it is to be asked again', { 'cache-control': 'no-cache' }, { freshForMs: 0, staleForMs: 0, graceMs: 0 }],
  [
    'the same in other words',
    { 'cache-control': 'max-age=0, must-revalidate' },
    { freshForMs: 0, staleForMs: 0, graceMs: 0 },
  ],
])('hears %s', (_what, headers, bound) => {
  expect(heeded(headers)).toEqual(bound);
});

test.each([
  ['max-age=0, which Spotify writes to nearly everything', { 'cache-control': 'private, max-age=0' }],
  ['a date that is past', { expires: 'Thu, 01 Jan 2026 00:00:00 GMT', date: 'Thu, 01 Jan 2026 00:00:00 GMT' }],
  ['nothing', {}],
])('takes %s for no limit', (_what, headers) => {
  expect(heeded(headers)).toBeUndefined();
});

test('keeps the entity tag beside a limit that says nothing', () => {
  const headers = headersToHeed(new Headers({ 'cache-control': 'private, max-age=0', etag: '"a"' }));
  expect(headers.get('etag')).toBe('"a"');
});
