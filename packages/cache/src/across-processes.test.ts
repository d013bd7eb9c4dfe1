import { expect, test } from 'vitest';
import { type CacheOptions, createCache, type LoadContext, publicScope, type SharedStore, userScope } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

/** Caches as processes would have them, on one clock that is moved by hand. */
async function household(options: CacheOptions = {}) {
  const state = { time: 0, loads: 0, tookMs: 0 };
  const store = memoryStore(() => state.time);
  const open = () => createCache({ ...options, now: () => state.time, shared: { store } });
  const [one, two] = [open(), open()];
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const load = async (): Promise<number> => {
    state.loads += 1;
    state.time += state.tookMs;
    return state.loads;
  };
  const question = { scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], load };
  return { state, store, one, two, open, question, end: () => [one, two].map((cache) => cache.close()) };
}

test('the time that a load took is a part of the age for others, too, and nothing is kept beyond the maximum age', async () => {
  const { state, store, one, two, question, end } = await household({ maxAgeMs: 1_000 });
  state.tookMs = 400;
  await one.getOrLoad(question);
  await one.idle();
  expect((await store.read('public:k')).remainingMs).toBe(600);
  state.tookMs = 0;
  state.time = 999;
  expect(await two.answer(question)).toMatchObject({ value: 1, from: 'shared', ageMs: 999 });
  state.time = 1_000;
  expect(await two.answer(question)).toMatchObject({ value: 2, from: 'load' });
  end();
});

test('nothing is older than the maximum age of whoever reads, whatever the others allow', async () => {
  const { state, one, question, end, store } = await household({ maxAgeMs: 1e9 });
  const strict = createCache({ now: () => state.time, maxAgeMs: 100, shared: { store } });
  await one.getOrLoad(question);
  await one.idle();
  state.time = 100;
  const failing = { ...question, graceMs: 1e9, staleForMs: 1e9, load: () => Promise.reject(new Error('down')) };
  await expect(strict.answer(failing)).rejects.toThrow('down');
  expect(await one.answer(question)).toMatchObject({ value: 1 });
  strict.close();
  end();
});

test('what an origin confirms is as old as the question, and an unconfirmed one is not given beyond its age', async () => {
  const { state, one, question, end } = await household({ maxAgeMs: 1_000 });
  const confirming = {
    ...question,
    freshForMs: 500,
    load: async ({ previous, heed }: LoadContext) => {
      heed(new Headers({ etag: '"v1"' }));
      return previous === undefined ? question.load() : (previous.value as number);
    },
  };
  await one.getOrLoad(confirming);
  for (const time of [900, 1_800, 2_700]) {
    state.time = time;
    expect(await one.answer(confirming)).toMatchObject({ value: 1, ageMs: 0, from: 'load' });
  }
  state.time = 3_700;
  expect(await one.answer(confirming), 'too old to be compared with').toMatchObject({ value: 2, from: 'load' });
  end();
});

test('parts of a value are as old as the value, in both tiers', async () => {
  const { state, store, one, two, question, end } = await household({ maxAgeMs: 1_000 });
  const part = { ...question, key: 'part' };
  await one.getOrLoad({
    ...question,
    load: async ({ seed }) => {
      state.time += 400;
      seed([{ key: 'part', value: 42, rule: { freshForMs: 1e9 }, tags: ['t'] }]);
      return 0;
    },
  });
  await one.idle();
  expect((await store.read('public:part')).remainingMs).toBe(600);
  for (const cache of [one, two]) expect(await cache.answer(part)).toMatchObject({ value: 42, ageMs: 400 });
  state.time = 1_000;
  for (const cache of [one, two]) expect(await cache.answer(part)).toMatchObject({ from: 'load' });
  end();
});

test('the window in which an origin shows writes late counts from the moment at which a load began', async () => {
  const { state, store, one, two, question, end } = await household();
  const settling = { ...question, settle: { forMs: 100, freshForMs: 1 } };
  await one.invalidateTags(publicScope, ['t']);
  state.time = 60;
  // Begun within the window and ended after it: what the origin said may be from before.
  state.tookMs = 60;
  await two.getOrLoad(settling);
  await two.idle();
  expect((await store.read('public:k')).found).toBe('absent');
  state.tookMs = 0;
  expect(await one.answer(settling)).toMatchObject({ value: 2, from: 'load' });
  end();
});

test('what another process clears is void here as soon as it is heard', async () => {
  const { one, two, question, end } = await household();
  await two.getOrLoad(question);
  await one.invalidateTags(publicScope, ['other']);
  await one.clear();
  await two.catchUp();
  expect(await two.answer(question)).toMatchObject({ value: 2, from: 'load' });
  end();
});

test('what another process forgets of a user is gone here as soon as it is heard, and what is under way is kept nowhere', async () => {
  const { store, one, two, question, end } = await household();
  const theirs = { ...question, scope: userScope('anna') };
  await two.getOrLoad(theirs);
  await two.getOrLoad(question);
  let arrive = (_value: number): void => undefined;
  const slow = () => new Promise<number>((resolve) => (arrive = resolve));
  const asked = two.getOrLoad({ ...theirs, key: 'slow', load: slow });
  await two.idle();
  await one.forget('anna');
  await two.catchUp();
  expect(two.statistics().entries).toBe(1);
  arrive(7);
  await asked;
  await two.idle();
  expect([two.statistics().entries, await store.count('user:')]).toEqual([1, 0]);
  end();
});

test('the news of an invalidation leaves alone what it does not touch', async () => {
  const { state, one, two, question, end } = await household();
  await two.getOrLoad(question);
  const { distrusts } = two.statistics();
  for (const tag of ['other', 'another']) await one.invalidateTags(publicScope, [tag]);
  await two.catchUp();
  await two.getOrLoad(question);
  expect([state.loads, two.statistics()]).toMatchObject([1, { hits: 1, heard: 2, distrusts }]);
  end();
});

test("the news of one's own invalidation makes nothing void that was loaded after it", async () => {
  const { state, one, question, end } = await household();
  await one.invalidateTags(publicScope, ['t']);
  await one.getOrLoad(question);
  await one.catchUp();
  await one.getOrLoad(question);
  expect(state.loads).toBe(1);
  expect(one.statistics().heard).toBe(0);
  end();
});

test('what is found old in the store is given at once, and refreshed behind', async () => {
  const { state, one, two, question, end } = await household();
  await one.getOrLoad(question);
  await one.idle();
  state.time = 200;
  const rule = { ...question, freshForMs: 100, staleForMs: 1_000 };
  expect(await two.answer(rule)).toMatchObject({ value: 1, from: 'shared', state: 'stale', reason: 'refresh' });
  await two.idle();
  expect(await two.answer(rule)).toMatchObject({ value: 2, from: 'memory', state: 'fresh' });
  end();
});

test('an answer of another life of the store makes everything void that was kept in the one before', async () => {
  const { store, one, question, end } = await household();
  await one.getOrLoad(question);
  await one.idle();
  store.flush();
  // Nobody has said anything on the line: the answer to any question tells.
  await one.getOrLoad({ ...question, key: 'other' });
  expect((await one.explain(publicScope, 'k')).memory.state).toBe('void');
  end();
});

test('what could not be told is told when the line comes up, though nobody asks for anything', async () => {
  const chaos = chaosStore(memoryStore(() => 0));
  let comeUp = (): void => undefined;
  const store: SharedStore = {
    ...chaos,
    listen: (listener) => {
      comeUp = () => listener.up();
      return chaos.listen(listener);
    },
  };
  const cache = createCache({ now: () => 0, shared: { store } });
  await cache.catchUp();
  chaos.chaos.isDown = true;
  expect(await cache.invalidateTags(publicScope, ['t'])).toMatchObject({ shared: 'later' });
  chaos.chaos.isDown = false;
  // After a failure the store is left alone for a moment: until then a line that comes up says nothing.
  const pending = (): number | undefined => {
    comeUp();
    return cache.statistics().shared?.pending;
  };
  await expect.poll(pending, { timeout: 10_000 }).toBe(0);
  cache.close();
});

test('what was given up and goes on regardless does not replace what was loaded after it', async () => {
  const { state, one, question, end } = await household();
  const left = new AbortController();
  let arrive = (_value: number): void => undefined;
  const slow = () => new Promise<number>((resolve) => (arrive = resolve));
  const leaving = one.getOrLoad({ ...question, signal: left.signal, load: slow });
  await new Promise((resolve) => setImmediate(resolve));
  left.abort(new Error('left'));
  await expect(leaving).rejects.toThrow('left');
  state.time = 10;
  expect(await one.getOrLoad({ ...question, load: async () => 7 })).toBe(7);
  arrive(3);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await one.getOrLoad(question)).toBe(7);
  end();
});
