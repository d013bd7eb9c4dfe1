import { expect, test } from 'vitest';
import { type CacheEvent, createCache, publicScope, userScope } from './index.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('keeps no more entries than allowed, and lets the least recently used go', async () => {
  const cache = createCache({ maxEntries: 2, now: () => 0 });
  const get = (key: string) =>
    cache.getOrLoad({ scope: publicScope, key, name: 'thing', freshForMs: 100, load: async () => key });
  const evicted: string[] = [];
  cache.on((event) => event.type === 'evict' && evicted.push(event.key));
  for (const key of ['a', 'b', 'a', 'c']) await get(key);
  expect(evicted).toEqual(['b']);
  expect(cache.statistics()).toMatchObject({ entries: 2, maxEntries: 2, evictions: 1 });
});

test('keeps statistics by name, and of all', async () => {
  const cache = createCache({ now: () => 0 });
  const get = (name: string) =>
    cache.getOrLoad({ scope: publicScope, key: name, name, freshForMs: 100, load: async () => name });
  for (const name of ['albums.get', 'albums.get', 'albums.get', 'tracks.get']) await get(name);
  cache.invalidateTags(publicScope, ['t']);
  const { byName, hitRatio, ...total } = cache.statistics();
  expect(byName['albums.get']).toMatchObject({ hits: 2, misses: 1, loads: 1, stores: 1 });
  expect(byName['tracks.get']).toMatchObject({ hits: 0, misses: 1 });
  expect(total).toMatchObject({ hits: 2, misses: 2, invalidations: 1 });
  expect(hitRatio).toBe(0.5);
});

test('counts names that are made of keys together, so that they do not fill the memory', async () => {
  const cache = createCache();
  for (let index = 0; index < 600; index += 1) {
    await cache.getOrLoad({ scope: publicScope, key: 'k', name: `name ${index}`, freshForMs: 0, load: async () => 1 });
  }
  const { byName, loads } = cache.statistics();
  expect([Object.keys(byName).length, byName.other?.loads, loads]).toEqual([501, 100, 600]);
});

test('tells what happens, in plain objects, until nobody listens', async () => {
  const cache = createCache({ now: () => 0 });
  const heard: CacheEvent[] = [];
  const stop = cache.on((event) => heard.push(event));
  const scope = userScope('anna');
  const get = () => cache.getOrLoad({ scope, key: 'k', name: 'me.profile', freshForMs: 1, load: async () => 'value' });
  await get();
  await get();
  cache.forget('anna');
  stop();
  await get();
  const about = { scope, key: 'k', name: 'me.profile' };
  expect(heard).toEqual([
    { type: 'miss', ...about },
    { type: 'load', ...about },
    { type: 'store', durationMs: 0, ...about },
    { type: 'hit', ...about },
    { type: 'forget', user: 'anna', entries: 1 },
  ]);
});

test('is not disturbed by a listener that throws', async () => {
  const cache = createCache();
  cache.on(() => {
    throw new Error('the listener is broken');
  });
  expect(await cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1, load: async () => 'value' })).toBe(
    'value',
  );
});

test('clears everything, also what is being loaded', async () => {
  const cache = createCache({ now: () => 0 });
  let arrive = (_value: string): void => undefined;
  const load = () => new Promise<string>((resolve) => (arrive = resolve));
  const asked = cache.getOrLoad({ scope: publicScope, key: 'slow', freshForMs: 100, load });
  await cache.getOrLoad({ scope: publicScope, key: 'quick', freshForMs: 100, load: async () => 'old' });
  cache.clear();
  arrive('old');
  expect(await asked).toBe('old');
  expect(cache.statistics().entries).toBe(0);
  expect(await cache.getOrLoad({ scope: publicScope, key: 'slow', freshForMs: 100, load: async () => 'new' })).toBe(
    'new',
  );
});

test('stops its loads when it is closed, and answers no more', async () => {
  const cache = createCache();
  const signals: AbortSignal[] = [];
  const load = ({ signal }: { signal: AbortSignal }) =>
    new Promise<string>((_, reject) => {
      signals.push(signal);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  const asked = cache.getOrLoad({ scope: publicScope, key: 'slow', freshForMs: 100, load });
  const refused = expect(asked).rejects.toThrow('The cache is closed');
  await settle();
  cache.close();
  await refused;
  expect(signals[0]?.aborted).toBe(true);
  await expect(cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1, load })).rejects.toThrow('closed');
});

test('shares one value by reference among all who ask', async () => {
  const cache = createCache();
  const get = () => cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e6, load: async () => ({ id: 1 }) });
  expect(await get()).toBe(await get());
});
