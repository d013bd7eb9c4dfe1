import { expect, test } from 'vitest';
import { CacheClosedError, createCache, publicScope, type SetOptions, userScope } from './index.js';

/** A cache with a clock that stands still until it is moved. */
function fixture() {
  const state = { time: 0 };
  const cache = createCache({ now: () => state.time, maxAgeMs: 1_000, maxBytes: 100_000 });
  const about = { scope: publicScope, key: 'k', freshForMs: 100 };
  const set = (value: string, more: Partial<SetOptions<string>> = {}) => cache.set({ ...about, value, ...more });
  const get = (load: () => Promise<string> = async () => 'loaded') => cache.getOrLoad({ ...about, load });
  /** Asks for it, and gives the way to let the load end. */
  async function loading() {
    const end = { well: (_value: string): void => undefined, badly: (_error: Error): void => undefined };
    const load = () => new Promise<string>((resolve, reject) => Object.assign(end, { well: resolve, badly: reject }));
    const asked = cache.getOrLoad({ ...about, load, failureForMs: () => 100 });
    asked.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    return { asked, end };
  }
  return { state, cache, about, set, get, loading };
}

test('a value that is set is there at once, for as long as its rule says', async () => {
  const { state, cache, set, get } = fixture();
  const stored = set('mine');
  expect(cache.peek({ scope: publicScope, key: 'k' })).toBe('mine');
  expect(await stored).toEqual({ isStored: true, isShared: false });
  state.time = 99;
  expect(await get()).toBe('mine');
  state.time = 100;
  expect(await get()).toBe('loaded');
});

test.each([
  ['a tag', 'invalidateTags', ['t']],
  ['its key', 'invalidateKey', 'k'],
] as const)('it is void when %s of it is invalidated', async (_what, invalidate, what) => {
  const { cache, set, get } = fixture();
  await set('mine', { tags: ['t'] });
  await cache[invalidate](publicScope, what as never);
  expect(await get()).toBe('loaded');
});

test('what was read before an invalidation does not come back by being set after it', async () => {
  const { cache, set, get } = fixture();
  const before = cache.moment();
  await cache.invalidateTags(publicScope, ['t']);
  expect(await set('read before', { tags: ['t'], since: before })).toEqual({ isStored: false, isShared: false });
  expect(cache.statistics()).toMatchObject({ entries: 0, discards: 1, stores: 0 });
  expect(await set('read before', { tags: ['other'], since: before })).toMatchObject({ isStored: true });
  await cache.invalidateKey(publicScope, 'k');
  expect(await set('read before', { since: before })).toMatchObject({ isStored: false });
  expect(await set('read after', { tags: ['t'], since: cache.moment() })).toMatchObject({ isStored: true });
  const beforeAll = cache.moment();
  await cache.clear();
  expect(await set('read before', { since: beforeAll })).toMatchObject({ isStored: false });
  expect(await get()).toBe('loaded');
});

test('its age counts from the moment at which it was read, and nothing too old is kept', async () => {
  const { state, cache, set, get } = fixture();
  const read = cache.moment();
  state.time = 60;
  await set('mine', { since: read });
  state.time = 99;
  expect(await get()).toBe('mine');
  state.time = 100;
  expect(await get()).toBe('loaded');
  state.time = 1_000;
  expect(await set('too old', { key: 'other', since: read, freshForMs: 1e9 })).toMatchObject({ isStored: false });
});

test('what was read earlier does not take the place of what was loaded later', async () => {
  const { state, cache, set, get } = fixture();
  const read = cache.moment();
  state.time = 1;
  await get();
  expect(await set('earlier', { since: read })).toMatchObject({ isStored: false });
  expect(await get()).toBe('loaded');
});

test('a load that began before does not overwrite it, and nobody joins that load any more', async () => {
  const { set, get, loading, cache } = fixture();
  const { asked, end } = await loading();
  await set('mine');
  const anew = cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 0, load: async () => 'anew' });
  expect(await anew).toBe('anew');
  await set('mine again');
  end.well('before');
  expect(await asked).toBe('before');
  expect(await get()).toBe('mine again');
});

test('a load that began before and fails does not take it away, nor is its failure remembered', async () => {
  const { set, get, loading } = fixture();
  const { asked, end } = await loading();
  await set('mine');
  end.badly(new Error('gone'));
  await expect(asked).rejects.toThrow('gone');
  expect(await get()).toBe('mine');
});

test('it takes the place of a failure that is remembered', async () => {
  const { set, get, loading } = fixture();
  const { asked, end } = await loading();
  end.badly(new Error('gone'));
  await expect(asked).rejects.toThrow('gone');
  await expect(get()).rejects.toThrow('gone');
  await set('mine');
  expect(await get()).toBe('mine');
});

test('it is as private as its scope, and nothing read before a user was forgotten is kept for them', async () => {
  const { cache, set, about } = fixture();
  const anna = { scope: userScope('anna') };
  await set('of anna', anna);
  for (const scope of [publicScope, userScope('bert')]) expect(cache.peek({ scope, key: 'k' })).toBeUndefined();
  const before = cache.moment();
  await cache.forget('anna');
  expect(await set('of anna', { ...anna, since: before })).toMatchObject({ isStored: false });
  expect(await set('of bert', { scope: userScope('bert'), since: before })).toMatchObject({ isStored: true });
  expect(cache.peek({ ...about, ...anna })).toBeUndefined();
  expect(await set('of anna, who is back', { ...anna, since: cache.moment() })).toMatchObject({ isStored: true });
  await expect(set('of anybody', { scope: { kind: 'user', user: '' } })).rejects.toThrow(TypeError);
});

test('what is larger than everything may be is not kept', async () => {
  const { cache, set } = fixture();
  expect(await set('x'.repeat(200_000))).toEqual({ isStored: false, isShared: false });
  expect(cache.statistics().entries).toBe(0);
});

test('it is counted by its name and told, with the time since it was read', async () => {
  const { state, cache, set } = fixture();
  const heard: unknown[] = [];
  cache.on((event) => heard.push(event));
  const read = cache.moment();
  state.time = 7;
  await set('mine', { name: 'things', since: read });
  expect(heard).toEqual([{ type: 'store', durationMs: 7, scope: publicScope, key: 'k', name: 'things' }]);
  expect(cache.statistics().byName.things).toMatchObject({ stores: 1, loads: 0, misses: 0 });
});

test('a closed cache keeps nothing, and says so', async () => {
  const { cache, set } = fixture();
  cache.close();
  await expect(set('mine')).rejects.toThrow(CacheClosedError);
});
