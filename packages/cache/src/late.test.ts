import { expect, test } from 'vitest';
import { createCache, publicScope, type SharedStore } from './index.js';
import { memoryStore } from './testing/index.js';

const turns = async (): Promise<void> => {
  for (let each = 0; each < 20; each += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('a judgement that comes late does not take away what was loaded after a write', async () => {
  const [store, state] = [memoryStore(() => 0), { refuse: (): void => undefined }];
  const [cache, other] = [0, 1].map(() => createCache({ now: () => 0, shared: { store } }));
  if (cache === undefined || other === undefined) throw new Error('there are two');
  await Promise.all([cache, other].map((each) => each.catchUp()));
  const about = { scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], failureForMs: () => 1e9 };
  const early = cache.getOrLoad({
    ...about,
    load: () => new Promise<string>((_, reject) => (state.refuse = () => reject(new Error('no such thing')))),
  });
  await turns();
  await cache.invalidateTags(publicScope, ['t']);
  await cache.getOrLoad({ ...about, load: async () => 'made meanwhile' });
  await cache.idle();
  expect(await other.getOrLoad({ ...about, load: async () => 'loaded again' })).toBe('made meanwhile');
  state.refuse();
  await expect(early).rejects.toThrow('no such thing');
  await cache.idle();
  await other.catchUp();
  for (const each of [cache, other]) expect(each.peek(about)).toBe('made meanwhile');
  for (const each of [cache, other]) each.close();
});

test('the origin is not asked for somebody who has left while the store was asked', async () => {
  const common = memoryStore();
  let answer = (): void => undefined;
  const store: SharedStore = {
    ...common,
    read: (id) => new Promise((resolve) => (answer = () => resolve(common.read(id)))),
  };
  const cache = createCache({ shared: { store, timeoutMs: 60_000 } });
  await cache.catchUp();
  const caller = new AbortController();
  const asked = cache.getOrLoad({
    ...{ scope: publicScope, key: 'k', freshForMs: 10, signal: caller.signal },
    load: async () => 'for nobody',
  });
  await turns();
  caller.abort();
  await expect(asked).rejects.toThrow('aborted');
  answer();
  await turns();
  expect(cache.statistics()).toMatchObject({ loads: 0, loadErrors: 0, entries: 0 });
  cache.close();
});

test('a turn that is given when nobody waits for it any more is given up', async () => {
  const common = memoryStore();
  let give = (): void => undefined;
  const store: SharedStore = {
    ...common,
    lock: (id, ttlMs) => new Promise((resolve) => (give = () => resolve(common.lock(id, ttlMs)))),
  };
  const cache = createCache({ shared: { store, timeoutMs: 10 } });
  await cache.catchUp();
  const question = { scope: publicScope, key: 'k', freshForMs: 10, flight: 'everywhere' } as const;
  expect(await cache.getOrLoad({ ...question, load: async () => 'without a turn' })).toBe('without a turn');
  await expect.poll(() => cache.statistics().shared?.errors).toBe(1);
  give();
  await turns();
  expect(await common.lock('public:k', 1)).toBeDefined();
  cache.close();
});

test('what one process began to load later is not replaced by what another began to load before', async () => {
  const state = { time: 0 };
  const store = memoryStore(() => state.time);
  const [one, two, three] = [0, 1, 2].map(() => createCache({ now: () => state.time, shared: { store } }));
  if (one === undefined || two === undefined || three === undefined) throw new Error('there are three');
  await Promise.all([one, two, three].map((cache) => cache.catchUp()));
  const about = { scope: publicScope, key: 'k', freshForMs: 1e6 };
  let arrive = (_value: string): void => undefined;
  const early = one.getOrLoad({ ...about, load: () => new Promise<string>((resolve) => (arrive = resolve)) });
  await turns();
  state.time = 100;
  await two.getOrLoad({ ...about, load: async () => 'begun later' });
  await two.idle();
  state.time = 200;
  arrive('begun before');
  expect(await early).toBe('begun before');
  await one.idle();
  expect(await three.getOrLoad({ ...about, load: async () => 'loaded again' })).toBe('begun later');
  expect(one.statistics().shared).toMatchObject({ refused: 1 });
  for (const cache of [one, two, three]) cache.close();
});
