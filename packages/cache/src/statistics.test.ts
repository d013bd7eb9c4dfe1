import { expect, test } from 'vitest';
import { createCache, publicScope, userScope } from './index.js';
import { memoryStore } from './testing/index.js';

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

test('tells by name how much is in memory, whatever comes and goes', async () => {
  const cache = createCache({ maxEntries: 3, now: () => 0 });
  const put = (key: string, name: string, value: unknown, scope = publicScope) =>
    cache.getOrLoad({ scope, key, name, freshForMs: 100, load: async () => value });
  const held = () =>
    Object.entries(cache.statistics().byName).map(([name, { entries, bytes }]) => [name, entries, bytes > 0]);
  const sum = () => Object.values(cache.statistics().byName).reduce((all, { bytes }) => all + bytes, 0);
  await put('a', 'albums.get', 'x'.repeat(1_000));
  await put('b', 'tracks.get', 'x');
  await put('me', 'me.profile', 'x', userScope('anna'));
  expect(held()).toEqual([
    ['albums.get', 1, true],
    ['tracks.get', 1, true],
    ['me.profile', 1, true],
  ]);
  const { byName } = cache.statistics();
  expect(byName['albums.get']?.bytes).toBeGreaterThan((byName['tracks.get']?.bytes ?? 0) + 900);
  expect(sum()).toBe(cache.statistics().bytes);
  // The oldest makes room, and what is written over counts once.
  await put('c', 'tracks.get', 'xyz');
  await cache.invalidateKey(publicScope, 'c');
  await put('c', 'tracks.get', 'x'.repeat(500));
  expect(held()).toEqual([
    ['albums.get', 0, false],
    ['tracks.get', 2, true],
    ['me.profile', 1, true],
  ]);
  expect(sum()).toBe(cache.statistics().bytes);
  await cache.forget('anna');
  expect(cache.statistics().byName['me.profile']).toMatchObject({ entries: 0, bytes: 0, loads: 1 });
  await cache.clear();
  expect(held().map(([, entries, isHeld]) => [entries, isHeld])).toEqual([
    [0, false],
    [0, false],
    [0, false],
  ]);
  expect(cache.statistics()).toMatchObject({ entries: 0, bytes: 0, loads: 5 });
});

test('tells by name how many entries were made void by invalidations, here and elsewhere, each once', async () => {
  const store = memoryStore(() => 0);
  const [one, two] = [0, 1].map(() => createCache({ now: () => 0, maxEntries: 4, shared: { store } }));
  if (one === undefined || two === undefined) throw new Error('there are two');
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const ask = (key: string, name: string, tags: readonly string[]) =>
    one.getOrLoad({ scope: publicScope, key, name, tags, freshForMs: 100, load: async () => 1 });
  const all = async (): Promise<void> => {
    for (const key of ['a', 'b']) await ask(key, 'albums.get', ['album', key]);
    await ask('t', 'tracks.get', []);
    await one.idle();
  };
  const invalidated = () =>
    Object.entries(one.statistics().byName).map(([name, counts]) => `${name} ${counts.invalidated}`);
  await all();
  await all();
  expect(invalidated()).toEqual(['albums.get 0', 'tracks.get 0']);
  await one.invalidateTags(publicScope, ['album', 'a']);
  await all();
  await all();
  expect(invalidated()).toEqual(['albums.get 2', 'tracks.get 0']);
  await two.invalidateKey(publicScope, 't');
  await one.catchUp();
  await all();
  expect(invalidated()).toEqual(['albums.get 2', 'tracks.get 1']);
  // What makes room is counted as well, but neither what everybody doubts nor what somebody clears.
  await two.invalidateTags(publicScope, ['b']);
  await one.catchUp();
  for (const key of ['c', 'd', 'e']) await ask(key, 'tracks.get', []);
  expect(invalidated()).toEqual(['albums.get 3', 'tracks.get 1']);
  await store.renew('another');
  await one.catchUp();
  await all();
  await one.clear();
  await all();
  expect(invalidated()).toEqual(['albums.get 3', 'tracks.get 1']);
  expect(one.statistics()).toMatchObject({ invalidated: 4, invalidations: 1 });
  for (const cache of [one, two]) cache.close();
});

test('counts by tier and by outcome, each question once', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const [one, two] = [0, 1].map(() => createCache({ now: () => time, shared: { store } }));
  if (one === undefined || two === undefined) throw new Error('there are two');
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const question = { scope: publicScope, key: 'k', name: 'thing', freshForMs: 100, staleForMs: 100, graceMs: 1_000 };
  const ask = (cache: typeof one, more: object = {}) => cache.answer({ ...question, load: async () => 1, ...more });
  const fails = { load: () => Promise.reject(new Error('no')) };
  const of = (cache: typeof one) => {
    const { entries: _entries, bytes: _bytes, ...counts } = cache.statistics().byName.thing ?? expect.unreachable();
    return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  };
  await ask(one);
  await one.idle();
  await ask(two);
  expect(of(two)).toEqual({ misses: 1, sharedHits: 1 });
  expect(two.statistics().hitRatio).toBe(1);
  await Promise.all([ask(two), ask(two)]);
  time = 250;
  await ask(two, fails);
  expect(of(two)).toEqual({ hits: 2, misses: 2, sharedHits: 1, loads: 1, loadErrors: 1, staleOnError: 1 });
  await ask(two, { ...fails, failureForMs: () => 50 }).catch(() => undefined);
  await ask(two, { ...fails, failureForMs: () => 50 }).catch(() => undefined);
  expect(of(two)).toMatchObject({ failureHits: 1, loadErrors: 2, misses: 3 });
  // Two hits, one in the store and one failure that was remembered, of six.
  expect(two.statistics().hitRatio).toBeCloseTo(4 / 6);
  await two.invalidateTags(publicScope, ['t']);
  await one.catchUp();
  expect([two.statistics().invalidations, one.statistics().heard]).toEqual([1, 2]);
  for (const cache of [one, two]) cache.close();
});

test('counts an old answer from the shared store once, as one that needed no load', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const [one, two] = [0, 1].map(() => createCache({ now: () => time, shared: { store } }));
  if (one === undefined || two === undefined) throw new Error('there are two');
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const question = { scope: publicScope, key: 'k', name: 'thing', freshForMs: 100, staleForMs: 100 };
  await one.getOrLoad({ ...question, load: async () => 1 });
  await one.idle();
  time = 150;
  const stale: unknown[] = [];
  two.on((event) => event.type === 'stale' && stale.push([event.reason, event.from]));
  expect(await two.answer({ ...question, load: async () => 2 })).toMatchObject({ state: 'stale', from: 'shared' });
  expect(two.statistics()).toMatchObject({ misses: 1, stale: 1, sharedHits: 0, hitRatio: 1 });
  await two.idle();
  // A question that takes a load makes it one of two.
  await two.getOrLoad({ ...question, key: 'other', load: async () => 3 });
  expect(two.statistics()).toMatchObject({ misses: 2, hitRatio: 0.5 });
  expect(stale).toEqual([['refresh', 'shared']]);
  for (const cache of [one, two]) cache.close();
});

test('counts each of those who wait for the same look once, whatever their rules', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const [one, two] = [0, 1].map(() => createCache({ now: () => time, shared: { store } }));
  if (one === undefined || two === undefined) throw new Error('there are two');
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const question = { scope: publicScope, key: 'k', name: 'thing', freshForMs: 100, load: async () => 1 };
  await one.getOrLoad(question);
  await one.idle();
  time = 50;
  const rules = [{}, {}, { freshForMs: 80 }, { freshForMs: 20, staleForMs: 100 }, { freshForMs: 10 }];
  await Promise.all(rules.map((rule) => two.getOrLoad({ ...question, ...rule })));
  // What is there is too old for the last one, who needs a load.
  expect(two.statistics()).toMatchObject({ misses: 5, hits: 0, sharedHits: 3, stale: 1, hitRatio: 4 / 5 });
  for (const cache of [one, two]) cache.close();
});

test('an old value that is given untried after a failure counts as a question that needed no load', async () => {
  let time = 0;
  const cache = createCache({ now: () => time });
  const question = { scope: publicScope, key: 'k', freshForMs: 100, graceMs: 10_000, retryAfterMs: 1_000 };
  const fails = { ...question, load: () => Promise.reject(new Error('no')) };
  const waited: unknown[] = [];
  cache.on((event) => event.type === 'stale' && waited.push([event.reason, event.hasWaited]));
  await cache.getOrLoad({ ...question, load: async () => 1 });
  time = 150;
  await cache.getOrLoad(fails);
  expect(cache.statistics()).toMatchObject({ misses: 2, staleOnError: 1, hitRatio: 0 });
  for (let each = 0; each < 2; each += 1) await cache.getOrLoad(fails);
  expect(cache.statistics()).toMatchObject({ misses: 2, staleOnError: 3, loads: 2, hitRatio: 0.5 });
  // Given at once, and tried behind: nobody has waited either.
  time = 1_200;
  await cache.getOrLoad({ ...fails, staleForMs: 10_000 });
  await cache.idle();
  expect(cache.statistics()).toMatchObject({ misses: 2, staleOnError: 4, loads: 3, hitRatio: 0.6 });
  expect(waited).toEqual([true, false, false, false].map((hasWaited) => ['error', hasWaited]));
});

test('to explain a key is no question, in no tier', async () => {
  const store = memoryStore(() => 0);
  const [one, two] = [0, 1].map(() => createCache({ now: () => 0, shared: { store } }));
  if (one === undefined || two === undefined) throw new Error('there are two');
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  await one.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 100, load: async () => 1 });
  await one.idle();
  const before = two.statistics();
  expect((await two.explain(publicScope, 'k')).shared?.state).toBe('fresh');
  expect(two.statistics()).toEqual(before);
  for (const cache of [one, two]) cache.close();
});

test('says why a value can not be written for others, and keeps it here', async () => {
  const store = memoryStore(() => 0);
  const cache = createCache({ now: () => 0, shared: { store } });
  await cache.catchUp();
  const told: unknown[] = [];
  cache.on((event) => event.type === 'unwritable' && told.push([event.name, event.key, event.error]));
  const big = { scope: publicScope, freshForMs: 100, name: 'count' };
  expect(await cache.getOrLoad({ ...big, key: 'loaded', load: async () => 1n })).toBe(1n);
  await cache.idle();
  expect(await cache.set({ ...big, key: 'set', value: 2n })).toEqual({ isStored: true, isShared: false });
  const words = expect.stringMatching(
    /^The codec "json" can't write the value: .*BigInt.*\. Use one that can, or keep/,
  );
  const error = expect.objectContaining({ code: 'unwritable_value', message: words, cause: expect.any(TypeError) });
  expect(told).toEqual([
    ['count', 'loaded', error],
    ['count', 'set', error],
  ]);
  expect(cache.statistics()).toMatchObject({ unwritable: 2, shared: { errors: 0, isUp: true, writes: 0 } });
  expect([cache.peek({ ...big, key: 'loaded' }), cache.peek({ ...big, key: 'set' })]).toEqual([1n, 2n]);
  cache.close();
});
