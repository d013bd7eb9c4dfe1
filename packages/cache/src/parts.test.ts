import { expect, test } from 'vitest';
import { createCache, type GetOrLoadOptions, publicScope, userScope } from './index.js';
import { memoryStore } from './testing/index.js';

/** Two caches that share a store, and a value that holds a part. */
async function fixture() {
  const state = { time: 0 };
  const store = memoryStore(() => state.time);
  const [one, two] = [0, 1].map(() => createCache({ now: () => state.time, shared: { store } }));
  if (one === undefined || two === undefined) throw new Error('there are two');
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const parts = [{ key: 'part', value: 'part', rule: { freshForMs: 1e9 }, tags: ['part'] }];
  const whole: GetOrLoadOptions<string> = {
    ...{ scope: publicScope, key: 'whole', freshForMs: 1e9, tags: ['whole'] },
    load: async ({ seed }) => {
      seed(parts);
      return 'whole';
    },
  };
  const part = { scope: publicScope, key: 'part', freshForMs: 1e9, load: async () => 'loaded by itself' };
  return { state, store, one, two, whole, part, parts };
}

test('a part is as private as what it is a part of, unless it is said to be anybodys', async () => {
  const { one, two, whole, part, parts } = await fixture();
  await one.getOrLoad({ ...whole, scope: userScope('anna') });
  await one.idle();
  for (const cache of [one, two]) {
    for (const scope of [publicScope, userScope('bert')]) {
      expect((await cache.explain(scope, 'part')).memory.state).toBe('absent');
      expect((await cache.explain(scope, 'part')).shared?.state).toBe('absent');
    }
    expect(await cache.getOrLoad({ ...part, scope: userScope('anna') })).toBe('part');
  }
  await one.forget('anna');
  const load: typeof whole.load = async ({ seed }) => {
    seed(parts.map((each) => ({ ...each, scope: publicScope })));
    return 'whole';
  };
  await one.getOrLoad({ ...whole, scope: userScope('anna'), load });
  expect(await one.getOrLoad(part)).toBe('part');
});

test('a part is kept for whomever its scope named when it was said, whatever becomes of the scope', async () => {
  const { one, whole, part } = await fixture();
  const scope = { kind: 'user' as const, user: 'anna' };
  const load: typeof whole.load = async ({ seed }) => {
    seed([{ key: 'part', value: 'of anna', rule: { freshForMs: 1e9 }, scope }]);
    scope.user = 'bert';
    return 'whole';
  };
  await one.getOrLoad({ ...whole, load });
  expect(await one.getOrLoad({ ...part, scope: userScope('anna') })).toBe('of anna');
  expect(await one.getOrLoad({ ...part, scope: userScope('bert') })).toBe('loaded by itself');
});

test('a part is good for no longer than its load says of the whole, here and for others', async () => {
  const { state, store, one, two, whole, part, parts } = await fixture();
  const load: typeof whole.load = async ({ seed, limit }) => {
    limit({ freshForMs: 10 });
    seed(parts);
    return 'whole';
  };
  await one.getOrLoad({ ...whole, load });
  await one.idle();
  state.time = 9;
  for (const cache of [one, two]) expect(await cache.getOrLoad(part)).toBe('part');
  for (const cache of [one, two]) expect(await cache.getOrLoad({ ...whole, load: async () => 'anew' })).toBe('whole');
  state.time = 10;
  const third = createCache({ now: () => state.time, shared: { store } });
  expect(await third.getOrLoad({ ...part, load: async () => 'loaded by the third' })).toBe('loaded by the third');
  for (const cache of [two, one]) {
    expect(await cache.getOrLoad({ ...whole, tiers: 'memory', load: async () => 'anew' })).toBe('anew');
    expect(await cache.getOrLoad({ ...part, tiers: 'memory' })).toBe('loaded by itself');
  }
});

test('a part of what is loaded while its origin may still show the past is given to nobody else', async () => {
  const { store, one, whole } = await fixture();
  await one.invalidateTags(publicScope, ['part']);
  await one.getOrLoad({ ...whole, settle: { forMs: 100, freshForMs: 1 } });
  await one.idle();
  expect((await store.read('public:part')).found).toBe('absent');
});

test('a part is void with its own tags, and stays when only those of the whole are invalidated', async () => {
  const { one, two, whole, part } = await fixture();
  await one.getOrLoad(whole);
  await one.idle();
  await one.invalidateTags(publicScope, ['whole']);
  for (const cache of [one, two]) expect(await cache.getOrLoad({ ...part, tags: ['part'] })).toBe('part');
  await one.invalidateTags(publicScope, ['part']);
  await two.catchUp();
  for (const cache of [one, two]) expect(await cache.getOrLoad({ ...part, tags: ['part'] })).toBe('loaded by itself');
});

test('a part settles with its own tags: that the whole was written to says nothing about it', async () => {
  const { state, store, one, two, whole, part } = await fixture();
  await one.invalidateTags(publicScope, ['whole']);
  await one.getOrLoad({ ...whole, settle: { forMs: 100, freshForMs: 1 } });
  await one.idle();
  expect((await store.read('public:part')).found).toBe('valid');
  state.time = 1_000;
  for (const cache of [one, two]) expect(await cache.getOrLoad({ ...part, tags: ['part'] })).toBe('part');
});
