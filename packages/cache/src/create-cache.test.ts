import { expect, onTestFinished, test } from 'vitest';
import { CacheClosedError, type CacheEvent, createCache, publicScope, reference, userScope } from './index.js';
import { memoryStore } from './testing/index.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('keeps no more entries than allowed, and lets go of what nobody used since', async () => {
  const cache = createCache({ maxEntries: 2, now: () => 0 });
  const get = (key: string) =>
    cache.getOrLoad({ scope: publicScope, key, name: 'thing', freshForMs: 100, load: async () => key });
  const evicted: string[] = [];
  cache.on((event) => event.type === 'evict' && evicted.push(event.key));
  for (const key of ['a', 'b', 'a', 'c']) await get(key);
  expect(evicted).toEqual(['b']);
  expect(cache.statistics()).toMatchObject({ entries: 2, maxEntries: 2, evictions: 1 });
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

test('tells others what is invalidated, cleared or forgotten after it was closed, and gives and keeps nothing', async () => {
  const store = memoryStore();
  const [closed, other] = [createCache({ shared: { store } }), createCache({ shared: { store } })];
  onTestFinished(() => other.close());
  for (const cache of [closed, other]) await cache.catchUp();
  closed.close();
  const question = { scope: userScope('anna'), key: 'k', tags: ['t'], freshForMs: 1e6, load: async () => 'value' };
  const { scope, key } = question;
  for (const tell of [
    () => closed.invalidateTags(scope, ['t']),
    () => closed.invalidateKey(scope, key),
    () => closed.forget('anna'),
    () => closed.clear(),
  ]) {
    await other.getOrLoad(question);
    await other.idle();
    expect(other.peek({ scope, key })).toBe('value');
    await tell();
    await other.catchUp();
    expect(other.peek({ scope, key }), String(tell)).toBeUndefined();
  }
  for (const ask of [
    () => closed.getOrLoad(question),
    () => closed.answer(question),
    () => closed.reload(question),
    () => closed.getMany({ ...question, keys: [key] }),
    () => closed.set({ ...question, value: 'value' }),
  ]) {
    await expect(ask(), String(ask)).rejects.toThrow(CacheClosedError);
  }
});

test('shares one value by reference among all who ask', async () => {
  const cache = createCache();
  const get = () => cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e6, load: async () => ({ id: 1 }) });
  expect(await get()).toBe(await get());
});

test('peeks at what is fresh without waiting, and without loading', async () => {
  const state = { time: 0 };
  const cache = createCache({ now: () => state.time });
  const place = reference(publicScope, 'k');
  expect(cache.peek(place)).toBeUndefined();
  await cache.getOrLoad({ ...place, freshForMs: 100, tags: ['t'], load: async () => 'k' });
  expect(cache.peek(place)).toBe('k');
  state.time = 100;
  expect(cache.peek(place)).toBeUndefined();
  expect(cache.statistics()).toMatchObject({ hits: 1, loads: 1 });
});
