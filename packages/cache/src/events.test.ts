import { channel } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { emitter } from './events.js';
import { type CacheEvent, createCache, eventChannelName, publicScope, userScope } from './index.js';

const ask = (cache: ReturnType<typeof createCache>, more: object = {}) =>
  cache.getOrLoad({ scope: publicScope, key: 'k', name: 'thing', freshForMs: 100, load: async () => 'value', ...more });

/** What is published while something happens. */
async function publishedWhile(happens: () => Promise<unknown>): Promise<CacheEvent[]> {
  const heard: CacheEvent[] = [];
  const listener = (event: unknown) => heard.push(event as CacheEvent);
  channel(eventChannelName).subscribe(listener);
  await happens();
  channel(eventChannelName).unsubscribe(listener);
  return heard;
}

test('events of all caches of a process are published, without a word to the caches', async () => {
  const caches = [createCache(), createCache()];
  const heard = await publishedWhile(async () => {
    for (const cache of caches) for (let times = 0; times < 2; times += 1) await ask(cache);
  });
  expect(heard.map(({ type }) => type)).toEqual([
    ...['miss', 'load', 'store', 'hit'],
    ...['miss', 'load', 'store', 'hit'],
  ]);
  expect(heard[3]).toEqual({ type: 'hit', scope: publicScope, key: 'k', name: 'thing' });
  expect(await publishedWhile(async () => undefined)).toEqual([]);
});

test('events are plain objects, which survive being sent to another thread', async () => {
  const cache = createCache({ maxEntries: 1, now: () => 0 });
  const heard = await publishedWhile(async () => {
    await ask(cache);
    await ask(cache, { key: 'other' });
    await ask(cache, { key: 'fails', load: () => Promise.reject(new Error('no')) }).catch(() => undefined);
    await cache.invalidateTags(userScope('anna'), ['t']);
    await cache.forget('anna');
    await cache.clear();
  });
  expect(structuredClone(heard)).toEqual(heard);
  const kinds = ['miss', 'load', 'store', 'evict', 'load-error', 'invalidate', 'forget', 'clear'];
  expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(kinds));
});

test('a hit is counted whether anybody listens or not, and once', async () => {
  const cache = createCache();
  const stop = cache.on(() => undefined);
  for (let times = 0; times < 3; times += 1) await ask(cache);
  stop();
  stop();
  for (let times = 0; times < 3; times += 1) await ask(cache);
  expect(cache.statistics()).toMatchObject({ hits: 5, misses: 1 });
});

test('nothing is made for nobody: whoever has stopped listening hears no more', () => {
  const { on, emit, isHeard, removeAll } = emitter();
  const heard: string[] = [];
  const stops = ['one', 'two'].map((name) => on(() => heard.push(name)));
  emit({ type: 'clear' });
  stops[0]?.();
  emit({ type: 'clear' });
  expect([heard, isHeard()]).toEqual([['one', 'two', 'two'], true]);
  removeAll();
  emit({ type: 'clear' });
  expect([heard.length, isHeard()]).toEqual([3, false]);
});
