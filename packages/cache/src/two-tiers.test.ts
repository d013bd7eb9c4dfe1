import { expect, onTestFinished, test, vi } from 'vitest';
import { createCache, publicScope, type SharedStore, userScope } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

test('what is old in memory and in the store is asked of the origin, and not of the store alone', async () => {
  let time = 0;
  const now = () => time;
  const cache = createCache({ now, shared: { store: memoryStore(now) } });
  await cache.catchUp();
  let loads = 0;
  const get = () =>
    cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 10, staleForMs: 100, load: async () => ++loads });
  expect(await get()).toBe(1);
  await cache.idle();
  time = 20;
  expect(await get()).toBe(1);
  await cache.idle();
  expect(await get()).toBe(2);
  expect(cache.statistics()).toMatchObject({ loads: 2, stale: 1, hits: 1, sharedHits: 0 });
  cache.close();
});

test('a crowd whose questions fail together has failed once, and no connection is given up for it', async () => {
  let reconnects = 0;
  const store = chaosStore(memoryStore());
  const counted = {
    ...store,
    reconnect: () => {
      reconnects += 1;
    },
  };
  const cache = createCache({ shared: { store: counted, timeoutMs: 10 } });
  await cache.catchUp();
  store.chaos.hangs = true;
  const get = (key: string) => cache.getOrLoad({ scope: publicScope, key, freshForMs: 1e9, load: async () => key });
  await Promise.all(Array.from({ length: 100 }, (_, index) => get(`k${index}`)));
  expect(cache.statistics().shared?.errors).toBe(100);
  expect(reconnects).toBe(0);
  cache.close();
});

test('what is loaded while names settle is given to no other process, and afterwards it is', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const open = () => createCache({ now: () => time, shared: { store } });
  const [writer, reader, third] = [open(), open(), open()];
  await Promise.all([writer, reader, third].map((cache) => cache.catchUp()));
  let origin = 'before';
  const get = (cache: typeof writer) =>
    cache.getOrLoad({
      ...{ scope: publicScope, key: 'k', freshForMs: 1e6, tags: ['t'], settle: { forMs: 100, freshForMs: 1 } },
      load: async () => origin,
    });
  await writer.invalidateTags(publicScope, ['t']);
  // Begun later, it has not heard of it.
  const late = open();
  await late.catchUp();
  time = 99;
  expect(await get(late)).toBe('before');
  await late.idle();
  expect(await store.count('')).toBe(0);
  origin = 'after';
  time = 100;
  expect(await get(reader)).toBe('after');
  await reader.idle();
  origin = 'later still';
  expect(await get(third)).toBe('after');
  for (const cache of [writer, reader, third, late]) cache.close();
});

test('whoever is next in turn finds what was loaded for all: the lock ends when it is there', async () => {
  const store = memoryStore();
  const slow: SharedStore = {
    ...store,
    write: (entry) => new Promise((resolve) => setTimeout(() => resolve(store.write(entry)), 30)),
  };
  const [one, two] = [createCache({ shared: { store: slow } }), createCache({ shared: { store: slow } })];
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  let loads = 0;
  const get = (cache: typeof one) =>
    cache.getOrLoad({
      ...{ scope: publicScope, key: 'k', freshForMs: 1e9, flight: 'everywhere' },
      load: async () => ++loads,
    });
  expect(await get(one)).toBe(1);
  expect(await get(two)).toBe(1);
  await one.idle();
  // The lock is free again.
  await expect(store.lock('public:k', 1_000)).resolves.toBeDefined();
  for (const cache of [one, two]) cache.close();
});

test('whoever waits waits for a slow store only once: the look and the turn have their time together', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const store = memoryStore();
  const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const slow: SharedStore = {
    ...store,
    read: (id) => after(48).then(() => store.read(id)),
    lock: (id, ttlMs) => after(48).then(() => store.lock(id, ttlMs)),
  };
  const cache = createCache({ shared: { store: slow, timeoutMs: 50 } });
  await cache.catchUp();
  const load = vi.fn(async () => 'value');
  const order = { scope: publicScope, key: 'k', freshForMs: 1e9, flight: 'everywhere' } as const;
  const answer = cache.getOrLoad({ ...order, load });
  await vi.advanceTimersByTimeAsync(49);
  expect(load).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2);
  await expect(answer).resolves.toBe('value');
  // The turn that came too late is given back, and the store is not taken for one that fails.
  await vi.advanceTimersByTimeAsync(40);
  await cache.idle();
  await expect(store.lock('public:k', 1_000)).resolves.toBeDefined();
  expect(cache.statistics().shared).toMatchObject({ errors: 0, isUp: true });
  cache.close();
});

test('a write may take longer than a question: nobody waits for it', async () => {
  const store = memoryStore();
  const slow: SharedStore = {
    ...store,
    write: (entry) => new Promise((resolve) => setTimeout(() => resolve(store.write(entry)), 40)),
  };
  const cache = createCache({ shared: { store: slow, timeoutMs: 10 } });
  await cache.catchUp();
  await cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, load: async () => 'value' });
  await cache.idle();
  expect(cache.statistics().shared).toMatchObject({ writes: 1, errors: 0, isUp: true });
  cache.close();
});

test('what is in memory is doubtful while nothing is heard of others, and the store says what it is worth', async () => {
  let time = 0;
  const base = memoryStore(() => time);
  let lose = (): void => undefined;
  const store: SharedStore = {
    ...base,
    listen(listener) {
      lose = () => listener.down();
      return base.listen(listener);
    },
  };
  const cache = createCache({ now: () => time, shared: { store, isolatedFreshForMs: 100 } });
  const writer = createCache({ now: () => time, shared: { store: base } });
  await Promise.all([cache, writer].map((each) => each.catchUp()));
  let value = 'before';
  const get = () =>
    cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], load: async () => value });
  await get();
  await cache.idle();
  lose();
  time = 99;
  expect(await get()).toBe('before');
  expect(cache.peek({ scope: publicScope, key: 'k' })).toBe('before');
  time = 100;
  expect(cache.peek({ scope: publicScope, key: 'k' })).toBeUndefined();
  expect(await get(), 'the store still says so').toBe('before');
  value = 'after';
  await writer.invalidateTags(publicScope, ['t']);
  expect(await get()).toBe('after');
  for (const each of [cache, writer]) each.close();
});

test('what a store keeps for longer than it was told to has an age that nobody knows: it is loaded anew', async () => {
  const base = memoryStore(() => 0);
  let extraMs = 0;
  const store: SharedStore = {
    ...base,
    async read(id) {
      const found = await base.read(id);
      return found.remainingMs === undefined ? found : { ...found, remainingMs: found.remainingMs + extraMs };
    },
  };
  const open = () => createCache({ now: () => 0, shared: { store } });
  const [one, two, three] = [open(), open(), open()];
  await Promise.all([one, two, three].map((cache) => cache.catchUp()));
  let loads = 0;
  const get = (cache: typeof one) =>
    cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, load: async () => ++loads });
  await get(one);
  await one.idle();
  expect(await get(two)).toBe(1);
  extraMs = 1;
  expect(await get(three)).toBe(2);
  expect(three.statistics().shared).toMatchObject({ damaged: 1 });
  for (const cache of [one, two, three]) cache.close();
});

test('whoever joins a look into the store judges what is found by their own rule', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const [before, after] = [0, 1].map(() => createCache({ now: () => time, shared: { store } }));
  await before?.catchUp();
  const question = { scope: publicScope, key: 'k', load: async () => 'new' };
  await before?.answer({ ...question, freshForMs: 1e6, load: async () => 'old' });
  await before?.idle();
  time = 1_000;
  const asked = [1e6, 10].map((freshForMs) => after?.answer({ ...question, freshForMs }));
  expect(await Promise.all(asked)).toMatchObject([
    { value: 'old', from: 'shared', ageMs: 1_000 },
    { value: 'new', from: 'load', ageMs: 0 },
  ]);
  for (const cache of [before, after]) cache?.close();
});

test.each([0, 3])(
  'what the store called valid is still there when the line comes up while its load fails, after %i changes',
  async (changes) => {
    let time = 0;
    const store = memoryStore(() => time);
    const [before, other] = [0, 1].map(() => createCache({ now: () => time, shared: { store } }));
    await Promise.all([before?.catchUp(), other?.catchUp()]);
    const question = { scope: userScope('anna'), key: 'k', freshForMs: 10, graceMs: 1e6 };
    await before?.answer({ ...question, load: async () => 'old' });
    await before?.idle();
    time = 1_000;
    let comeUp = (): void => undefined;
    const late: SharedStore = {
      ...store,
      listen: (listener) => store.listen({ ...listener, up: () => (comeUp = () => listener.up()) }),
    };
    const after = createCache({ now: () => time, shared: { store: late } });
    for (let each = 0; each < changes; each += 1) await other?.invalidateTags(publicScope, ['other']);
    const load = async () => {
      comeUp();
      await expect.poll(() => after.statistics().shared?.isCertain).toBe(true);
      throw new Error('the origin is down');
    };
    expect(await after.answer({ ...question, load })).toMatchObject({ value: 'old', reason: 'error' });
    for (const cache of [before, other, after]) cache?.close();
  },
);

test('what another process has loaded counts for as many bytes as it did there', async () => {
  const store = memoryStore(() => 0);
  const [one, two] = [0, 1].map(() => createCache({ now: () => 0, shared: { store } }));
  // Not all of it gets through JSON: whoever weighed it again would find less.
  const lost = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`field ${index}`, undefined]));
  const value = { lost, list: Array.from({ length: 100 }, (_, index) => ({ index, name: `name ${index}` })) };
  for (const cache of [one, two]) {
    await cache?.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], load: async () => value });
    await cache?.idle();
  }
  expect(two?.statistics()).toMatchObject({ sharedHits: 1, loads: 0, bytes: one?.statistics().bytes });
  for (const cache of [one, two]) cache?.close();
});

test('what is void in memory keeps out nothing that the store has, though by clocks that round it looks later', async () => {
  const base = memoryStore(() => 0);
  const rounding: SharedStore = {
    ...base,
    async read(id) {
      const { remainingMs, ...found } = await base.read(id);
      return remainingMs === undefined ? found : { ...found, remainingMs: remainingMs - 1 };
    },
  };
  const [reader, writer] = [rounding, base].map((store) => createCache({ now: () => 0, shared: { store } }));
  await Promise.all([reader?.catchUp(), writer?.catchUp()]);
  const question = { scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'] };
  await reader?.getOrLoad({ ...question, load: async () => 'old' });
  await reader?.idle();
  await writer?.reload({ ...question, load: async () => 'new' });
  await writer?.idle();
  await reader?.catchUp();
  expect(await reader?.getOrLoad({ ...question, load: async () => 'loaded again' })).toBe('new');
  for (const cache of [reader, writer]) cache?.close();
});
