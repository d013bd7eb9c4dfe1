import { expect, test, vi } from 'vitest';
import { type Page, type PagePosition, paginate } from './paginate.js';

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
};

const pagesOf = (total: number, size: number) =>
  vi.fn(async ({ offset }: PagePosition): Promise<Page<number>> => {
    const items = Array.from({ length: Math.min(size, total - offset) }, (_, index) => offset + index);
    return { items, next: offset + size < total ? 'https://next.invalid' : null };
  });

test('reads every item once, in order', async () => {
  expect(await all(paginate(pagesOf(5, 2)))).toEqual([0, 1, 2, 3, 4]);
});

test('asks for no page that nobody reads', async () => {
  const fetchPage = pagesOf(100, 10);
  for await (const item of paginate(fetchPage)) if (item === 10) break;
  expect(fetchPage).toHaveBeenCalledTimes(2);
});

test.each([
  [0, 0],
  [3, 1],
  [10, 1],
  [11, 2],
])('reads at most %i items, and no page more than it takes', async (max, pages) => {
  const fetchPage = pagesOf(100, 10);
  expect(await all(paginate(fetchPage, { max }))).toHaveLength(max);
  expect(fetchPage).toHaveBeenCalledTimes(pages);
});

test('goes on after the cursor', async () => {
  const fetchPage = vi.fn(async ({ after }: PagePosition): Promise<Page<string>> => {
    if (after === undefined) return { items: ['a', 'b'], next: 'https://next.invalid', cursors: { after: 'b' } };
    return { items: ['c'], next: null, cursors: { after: null } };
  });
  expect(await all(paginate(fetchPage))).toEqual(['a', 'b', 'c']);
  expect(fetchPage.mock.calls.map(([{ after }]) => after)).toEqual([undefined, 'b']);
});

test.each([
  ['an empty page', { items: [], next: 'https://next.invalid' }],
  ['no cursor', { items: ['a'], next: 'https://next.invalid', cursors: null }],
])('ends at %s, whatever it promises', async (_what, page) => {
  const fetchPage = vi.fn(async () => page);
  await all(paginate<string>(fetchPage));
  expect(fetchPage).toHaveBeenCalledTimes(1);
});

test('keeps the nulls that Spotify sends in place of what this app may not see', async () => {
  expect(await all(paginate(async () => ({ items: [null, 'a'], next: null })))).toEqual([null, 'a']);
});

test('passes on what goes wrong', async () => {
  const broken = async (): Promise<Page<string>> => {
    throw new Error('broken');
  };
  await expect(all(paginate(broken))).rejects.toThrow('broken');
});
