import { expect, test } from 'vitest';
import { createCache, type Scope, userScope } from './index.js';

const anna = userScope('anna');

/** A cache in front of an origin whose value changes, read as slowly as the test wants. */
function fixture(tags: readonly string[] | ((value: string) => readonly string[]) = ['playlist:1']) {
  const cache = createCache({ now: () => 0 });
  const origin = { value: 'before', reads: [] as (() => void)[] };
  const get = (scope: Scope = anna) =>
    cache.getOrLoad({
      scope,
      key: 'playlist',
      freshForMs: 100,
      tags,
      load: () => {
        const read = origin.value;
        return new Promise<string>((resolve) => origin.reads.push(() => resolve(read)));
      },
    });
  /** Lets the read with this number, in the order in which they began, arrive. */
  const arrive = async (index: number) => {
    await new Promise((resolve) => setImmediate(resolve));
    origin.reads[index]?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { cache, origin, get, arrive };
}

test('loads again after a tag was invalidated', async () => {
  const { cache, origin, get, arrive } = fixture();
  const first = get();
  await arrive(0);
  expect(await first).toBe('before');
  origin.value = 'after';
  cache.invalidateTags(anna, ['playlist:1']);
  const second = get();
  await arrive(1);
  expect(await second).toBe('after');
});

test.each(['a', 'b', 'c'])('loads again after one of several tags was invalidated: %s', async (tag) => {
  const cache = createCache({ now: () => 0 });
  let loads = 0;
  const get = () =>
    cache.getOrLoad({ scope: anna, key: 'k', freshForMs: 100, tags: ['a', 'b', 'c'], load: async () => ++loads });
  expect([await get(), await get()]).toEqual([1, 1]);
  await cache.invalidateTags(anna, ['d']);
  expect(await get()).toBe(1);
  await cache.invalidateTags(anna, [tag]);
  expect([await get(), await get()]).toEqual([2, 2]);
});

test('keeps what has other tags', async () => {
  const { cache, get, arrive, origin } = fixture();
  const first = get();
  await arrive(0);
  await first;
  cache.invalidateTags(anna, ['playlist:2']);
  expect(await get()).toBe('before');
  expect(origin.reads).toHaveLength(1);
});

test('never stores a value that was invalidated while it was loaded', async () => {
  const { cache, origin, get, arrive } = fixture();
  const first = get();
  await new Promise((resolve) => setImmediate(resolve));
  origin.value = 'after';
  cache.invalidateTags(anna, ['playlist:1']);
  await arrive(0);
  expect(await first).toBe('before');
  const second = get();
  await arrive(1);
  expect(await second).toBe('after');
  expect(cache.statistics()).toMatchObject({ discards: 1, stores: 1 });
});

test.each([
  ['known before the load', ['playlist:1']],
  ['known after the load', (value: string) => (value === '' ? [] : ['playlist:1'])],
])('does not let a reader who comes after an invalidation join a load from before it: tags %s', async (_when, tags) => {
  const { cache, origin, get, arrive } = fixture(tags);
  const early = get();
  await new Promise((resolve) => setImmediate(resolve));
  origin.value = 'after';
  cache.invalidateTags(anna, ['playlist:1']);
  const late = get();
  await arrive(1);
  expect(await late).toBe('after');
  await arrive(0);
  expect(await early).toBe('before');
  expect(await get()).toBe('after');
});

test('does not let a load that began earlier overwrite one that began later', async () => {
  const { cache, origin, get, arrive } = fixture((value) => [value]);
  const early = get();
  await new Promise((resolve) => setImmediate(resolve));
  origin.value = 'after';
  cache.invalidateTags(anna, ['something else']);
  const late = get();
  await arrive(1);
  await arrive(0);
  expect([await early, await late]).toEqual(['before', 'after']);
  expect(await get()).toBe('after');
});

test('does not serve an invalidated value because the load fails', async () => {
  const cache = createCache({ now: () => 0 });
  const ask = (load: () => Promise<string>) =>
    cache.getOrLoad({ scope: anna, key: 'k', freshForMs: 0, graceMs: 100, tags: ['t'], load });
  await ask(async () => 'before');
  const failing = ask(async () => {
    cache.invalidateTags(anna, ['t']);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
});

test('leaves alone what has the same tag in another scope', async () => {
  const { cache, origin, get, arrive } = fixture();
  const bert = get(userScope('bert'));
  await arrive(0);
  await bert;
  cache.invalidateTags(anna, ['playlist:1']);
  expect(await get(userScope('bert'))).toBe('before');
  expect(origin.reads).toHaveLength(1);
});

test('loses no invalidation when more tags are invalidated than it remembers', async () => {
  const cache = createCache({ now: () => 0, maxEntries: 10 });
  let loads = 0;
  const get = () =>
    cache.getOrLoad({ scope: anna, key: 'k', freshForMs: 100, tags: ['mine'], load: async () => ++loads });
  await get();
  cache.invalidateTags(anna, ['mine']);
  for (let index = 0; index < 5_000; index += 1) cache.invalidateTags(anna, [`other:${index}`]);
  expect(await get()).toBe(2);
});

test('gives a sequence that only grows, and says that there is nobody else to tell', async () => {
  const cache = createCache();
  const [first, second] = await Promise.all([cache.invalidateTags(anna, ['a']), cache.invalidateTags(anna, [])]);
  expect(second.sequence).toBeGreaterThan(first.sequence);
  expect(first.shared).toBe('none');
});

test('invalidates a tag without touching its entries one by one', async () => {
  const cache = createCache({ maxEntries: 20_000 });
  const touched: string[] = [];
  for (let index = 0; index < 20_000; index += 1) {
    const key = String(index);
    await cache.getOrLoad({ scope: anna, key, freshForMs: 1e9, tags: ['all'], load: async () => key });
  }
  cache.on(({ type }) => touched.push(type));
  cache.invalidateTags(anna, ['all']);
  // Nothing was deleted one by one: the entries are void because of one number, and are replaced when asked for.
  expect(touched).toEqual(['invalidate']);
  expect(cache.statistics().entries).toBe(20_000);
  expect(await cache.getOrLoad({ scope: anna, key: '7', freshForMs: 1e9, load: async () => 'new' })).toBe('new');
});
