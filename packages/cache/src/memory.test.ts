import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createCache, publicScope, userScope } from './index.js';
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

test('makes room by what nobody used since it came, the oldest first', async () => {
  const cache = createCache({ maxEntries: 3 });
  const present = async (): Promise<string> => {
    const states = ['a', 'b', 'c', 'd', 'e', 'f'].map(async (key) => {
      const { memory } = await cache.explain(publicScope, key);
      return memory.state === 'absent' ? '' : key;
    });
    return (await Promise.all(states)).join('');
  };
  for (const key of ['a', 'b', 'c']) await put(cache, key, key);
  cache.peek({ scope: publicScope, key: 'a' });
  await put(cache, 'd', 'd');
  expect(await present(), 'what was used is spared once for each use').toBe('acd');
  await put(cache, 'e', 'e');
  expect(await present()).toBe('ade');
  await put(cache, 'f', 'f');
  expect(await present()).toBe('def');
});

test('makes room by what is void or too old first, however often it was used', async () => {
  let time = 0;
  const cache = createCache({ maxEntries: 3, now: () => time });
  const ask = (key: string, freshForMs: number): Promise<string> =>
    cache.getOrLoad({ scope: publicScope, key, freshForMs, tags: [key], load: async () => key });
  for (const [key, freshForMs] of [
    ['used', 1e6],
    ['void', 1e6],
    ['old', 10],
  ] as const) {
    for (let use = 0; use < 4; use += 1) await ask(key, freshForMs);
  }
  await cache.invalidateTags(publicScope, ['void']);
  time = 20;
  for (const key of ['x', 'y']) await ask(key, 1e6);
  const states = ['void', 'old', 'used', 'x', 'y'].map(
    async (key) => (await cache.explain(publicScope, key)).memory.state,
  );
  expect(await Promise.all(states)).toEqual(['absent', 'absent', 'fresh', 'fresh', 'fresh']);
});

test('counts what it holds for whom, whatever comes and goes', async () => {
  const cache = createCache({ maxEntries: 20, maxBytes: 12_000 });
  const scopes = [publicScope, userScope('a'), userScope('b'), userScope('c')];
  let state = 3;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const keys = new Set<string>();
  cache.on((event) => {
    if (event.type === 'store') keys.add(`${JSON.stringify(event.scope)} ${event.key}`);
    if (event.type === 'evict') keys.delete(`${JSON.stringify(event.scope)} ${event.key}`);
  });
  for (let step = 0; step < 3_000; step += 1) {
    const scope = scopes[random(4)] ?? publicScope;
    const key = `k${random(12)}`;
    const load = async (): Promise<string> => 'x'.repeat(random(2_000));
    await cache.getOrLoad({ scope, key, name: 'thing', freshForMs: 1e9, tags: [key], load });
    if (random(5) === 0) await cache.invalidateTags(scope, [key]);
    expect(cache.statistics().entries).toBe(keys.size);
    expect(cache.statistics().bytes).toBeLessThanOrEqual(12_000);
    if (random(50) !== 0 || scope.kind === 'public') continue;
    const theirs = [...keys].filter((each) => each.startsWith(JSON.stringify(scope)));
    expect((await cache.forget(scope.user)).entries).toBe(theirs.length);
    for (const each of theirs) keys.delete(each);
  }
  for (const user of ['a', 'b', 'c']) await cache.forget(user);
  const others = [...keys].filter((each) => each.includes('public'));
  expect(cache.statistics().entries).toBe(others.length);
  await cache.clear();
  expect(cache.statistics()).toMatchObject({ entries: 0, bytes: 0 });
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
