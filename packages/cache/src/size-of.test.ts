import { expect, test } from 'vitest';
import { createCache, publicScope } from './index.js';
import { sizeOf } from './size-of.js';

test('a value that holds itself again and again is measured and kept', async () => {
  const node: Record<string, unknown> = { name: 'node' };
  for (const field of ['parent', 'first', 'last']) node[field] = node;
  const cache = createCache();
  const about = { scope: publicScope, key: 'k', freshForMs: 1e9 };
  expect(await cache.set({ ...about, value: node })).toMatchObject({ isStored: true });
  expect(cache.peek(about)).toBe(node);
  expect(cache.statistics().bytes).toBeLessThan(10_000);
});

test('parts that are shared by very many count once, and those that are shared by few as often as they are reached', () => {
  const leaf = { text: 'x'.repeat(80) };
  const few = Array.from({ length: 10 }, () => leaf);
  expect(sizeOf(few)).toBeGreaterThan(10 * sizeOf(leaf));
  let pair: unknown = leaf;
  for (let each = 0; each < 40; each += 1) pair = [pair, pair];
  expect(sizeOf(pair)).toBeLessThan(10_000);
});

test('a value of very many objects is measured as one of few is', () => {
  const objects = (count: number) => Array.from({ length: count }, (_, id) => ({ id, text: 'text' }));
  expect(sizeOf(objects(200_000)) / sizeOf(objects(20_000))).toBeCloseTo(10, 1);
});
