import { expect, test } from 'vitest';
import { createCache, publicScope } from './index.js';
import { sizeOf } from './size-of.js';
import { memoryStore } from './testing/index.js';

test('a value that holds itself again and again is measured and kept', async () => {
  const node: Record<string, unknown> = { name: 'node' };
  for (const field of ['parent', 'first', 'last']) node[field] = node;
  const cache = createCache();
  const about = { scope: publicScope, key: 'k', freshForMs: 1e9 };
  expect(await cache.set({ ...about, value: node })).toMatchObject({ isStored: true });
  expect(cache.peek(about)).toBe(node);
  expect(cache.statistics().bytes).toBeLessThan(10_000);
});

test('a value that can not be looked through is given, and kept nowhere', async () => {
  const store = memoryStore(() => 0);
  // With no bound either: what is not known can't be added up.
  const cache = createCache({ maxBytes: Number.POSITIVE_INFINITY, shared: { store } });
  const lazy = {
    get text(): string {
      throw new Error('not loaded yet');
    },
  };
  const about = { scope: publicScope, key: 'k', freshForMs: 1e9 };
  expect(await cache.getOrLoad({ ...about, load: async () => lazy })).toBe(lazy);
  expect(await cache.set({ ...about, value: lazy })).toEqual({ isStored: false, isShared: false });
  await cache.idle();
  expect(cache.peek(about)).toBeUndefined();
  expect(cache.statistics()).toMatchObject({ entries: 0, bytes: 0, shared: { writes: 0 } });
  cache.close();
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
