import { expect, test } from 'vitest';
import { createPager } from './pages.js';

const letters = [...'abcdefg'];

test('gives a list page by page, each entry once and in order', () => {
  const page = createPager(letters, 3);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { letters: some, nextCursor } = page('letters', cursor);
    expect(some.length).toBeLessThanOrEqual(3);
    seen.push(...some);
    cursor = nextCursor;
  } while (cursor !== undefined);
  expect(seen).toEqual(letters);
});

test('gives a list that fits in one go, without a cursor', () => {
  expect(createPager(letters, 7)('letters')).toEqual({ letters });
  expect(createPager([], 7)('letters')).toEqual({ letters: [] });
});

test.each([
  ['', 'nothing'],
  ['3', 'a number'],
  [Buffer.from('from:7').toString('base64url'), 'a place behind the end'],
  [Buffer.from('from:-3').toString('base64url'), 'a place before the start'],
])('refuses the cursor %j: %s', (cursor) => {
  expect(() => createPager(letters, 3)('letters', cursor)).toThrow('The cursor is none of this list');
});
