import { createCache, publicScope, type SharedStore, StoreUnavailableError } from '@tonearm/cache';
import { memoryStore } from '@tonearm/cache/testing';
import { expect, test } from 'vitest';
import { takenByRedis } from './taken-by-redis.js';

const item = { scope: publicScope, key: 'devices', freshForMs: 5_000, load: async () => 'Desk' };
const { signal } = new AbortController();

/** Loads something in front of a store, lets time pass, and says what the store has not got. */
async function missingIn(store: SharedStore, { passMs = 0, left = signal } = {}) {
  let now = 0;
  const cache = createCache({ now: () => now, shared: { store } });
  const redis = takenByRedis(cache, 50);
  await cache.getOrLoad(item);
  now += passMs;
  const { items, problem } = await redis.missing([item], left);
  redis.end();
  cache.close();
  return { keys: items.map(({ key }) => key), problem };
}

test('misses nothing that was written', async () => {
  expect(await missingIn(memoryStore())).toEqual({ keys: [], problem: undefined });
  expect(await missingIn(memoryStore(), { left: AbortSignal.abort() })).toMatchObject({ keys: [] });
});

test('misses what was refused, and still knows why when the next question is answered', async () => {
  const trouble = { reason: 'out_of_memory', hint: 'Give it more room.' };
  const write = () => Promise.reject(new StoreUnavailableError('Redis has no room', trouble));
  const { keys, problem } = await missingIn({ ...memoryStore(), write });
  expect(keys).toEqual(['devices']);
  expect(problem).toEqual({ ...trouble, message: 'Redis has no room' });
});

test('does not miss what is over by now: it would be there no longer', async () => {
  const write = async () => false;
  expect((await missingIn({ ...memoryStore(), write })).keys).toEqual(['devices']);
  expect((await missingIn({ ...memoryStore(), write }, { passMs: 6_000 })).keys).toEqual([]);
});
