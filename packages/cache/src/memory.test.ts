import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createCache, publicScope } from './index.js';
import { sizeOf } from './size-of.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const put = (cache: ReturnType<typeof createCache>, key: string, value: unknown) =>
  cache.getOrLoad({ scope: publicScope, key, name: 'thing', freshForMs: 1e9, tags: ['t'], load: async () => value });

test('stays within its bytes, whatever is put in', async () => {
  const maxBytes = 100_000;
  const cache = createCache({ maxBytes });
  for (let index = 0; index < 500; index += 1) {
    await put(cache, `k${index}`, 'x'.repeat((index * 37) % 5_000));
    expect(cache.statistics().bytes).toBeLessThanOrEqual(maxBytes);
  }
  expect(cache.statistics().evictions).toBeGreaterThan(0);
});

test('does not throw everything out for one value that is larger than all may be together', async () => {
  const cache = createCache({ maxBytes: 10_000 });
  await put(cache, 'small', 'x');
  await put(cache, 'large', 'x'.repeat(20_000));
  expect(cache.statistics()).toMatchObject({ entries: 1, evictions: 0, discards: 1 });
});

test('stays within its number of entries under a million inserts', async () => {
  const cache = createCache({ maxEntries: 1_000 });
  const inserts = Number(process.env.TONEARM_TEST_INSERTS ?? 1_000_000);
  const before = heap();
  for (let index = 0; index < inserts; index += 1) await put(cache, `k${index}`, { index });
  const grown = heap() - before;
  expect(cache.statistics().entries).toBe(1_000);
  // A thousand entries and not a million: a leak of three bytes an insert would show.
  expect(grown).toBeLessThan(3_000_000);
}, 60_000);

test('leaves nothing behind after a hundred thousand loads, failed and left ones too', async () => {
  const cache = createCache({ maxEntries: 100 });
  const turn = async (index: number): Promise<void> => {
    const controller = new AbortController();
    const asked = cache.getOrLoad({
      scope: publicScope,
      key: `k${index}`,
      freshForMs: 1,
      signal: controller.signal,
      load: async () => {
        if (index % 3 === 0) throw new Error('no');
        return index;
      },
    });
    if (index % 5 === 0) controller.abort();
    await asked.catch(() => undefined);
    if (index % 7 === 0) void cache.invalidateTags(publicScope, [`t${index}`]);
  };
  for (let index = 0; index < 20_000; index += 1) await turn(index);
  const before = heap();
  for (let index = 20_000; index < 120_000; index += 1) await turn(index);
  await cache.idle();
  // 100,000 loads later: less than 20 bytes of each are still there.
  expect(heap() - before).toBeLessThan(2_000_000);
}, 60_000);

test.each([
  ['short text', 'x', 0],
  ['text', 'x'.repeat(100), 120],
  ['wide text', '日'.repeat(100), 216],
  ['numbers', [1, 2, 3], 64],
  ['bytes', new Uint8Array(1_000), 1_096],
])('estimates %s', (_what, value, bytes) => {
  expect(sizeOf(value)).toBe(bytes);
});

test('gives up measuring what is nested without end', () => {
  const endless: { self?: unknown } = {};
  endless.self = endless;
  expect(sizeOf(endless)).toBeGreaterThan(0);
});

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
