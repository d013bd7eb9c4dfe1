import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createCache, publicScope } from './index.js';
import { slots } from './slots.js';

test('gives a slot that was emptied to whoever comes next, and holds nothing in it meanwhile', () => {
  const { all, take, give, clear } = slots<string>();
  expect([take('a'), take('b'), take('c')]).toEqual([0, 1, 2]);
  give(1);
  expect(all).toEqual(['a', undefined, 'c']);
  expect(take('d')).toBe(1);
  clear();
  expect([all, take('e')]).toEqual([['e'], 0]);
});

/** How many megabytes the heap holds after a cache gave and let go of many more, when only the young generation was collected. */
async function heldAfterwards(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: (options?: { readonly type: 'minor' }) => void = runInNewContext('gc');
  const cache = createCache({ maxEntries: 2 });
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let round = 0; round < 300; round += 1) {
    // About 80 kB.
    const load = async () => {
      const value = Array.from({ length: 10_000 }, (_, index) => index + round);
      if (round % 5 === 0) collect({ type: 'minor' });
      return value;
    };
    await cache.getOrLoad({ scope: publicScope, key: `key ${round}`, freshForMs: 1e9, load });
  }
  collect({ type: 'minor' });
  cache.close();
  return (process.memoryUsage().heapUsed - before) / 2 ** 20;
}

test('what has left memory goes with the young garbage, without a full collection', async () => {
  expect(await heldAfterwards()).toBeLessThan(12);
});
