import { expect, test } from 'vitest';
import { createCache, publicScope, userScope } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

test('explains why a key is fresh, old, void or absent', async () => {
  const state = { time: 0 };
  const cache = createCache({ now: () => state.time });
  const why = async () => (await cache.explain(publicScope, 'k')).memory;
  expect(await why()).toMatchObject({ state: 'absent' });
  const rule = { freshForMs: 100, staleForMs: 100, graceMs: 200 };
  const question = { scope: publicScope, key: 'k', tags: ['t'], ...rule, load: async () => 'value' };
  await cache.getOrLoad(question);
  state.time = 40;
  expect(await why()).toMatchObject({
    state: 'fresh',
    ageMs: 40,
    freshForMs: 100,
    why: 'It is fresh for another 60 ms.',
  });
  state.time = 150;
  expect((await why()).state).toBe('stale');
  state.time = 250;
  expect((await why()).state).toBe('grace');
  state.time = 350;
  expect((await why()).state).toBe('too-old');
  await cache.invalidateTags(publicScope, ['t']);
  expect(await why()).toMatchObject({ state: 'void', why: 'public:tag:t was invalidated since its load began.' });
  expect(cache.statistics()).toMatchObject({ hits: 0, misses: 1 });
});

test('explains what the shared store has, by the rule of whoever asks', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const open = () => createCache({ now: () => time, shared: { store } });
  const [writer, reader] = [open(), open()];
  await writer.catchUp();
  const question = { scope: publicScope, key: 'k', freshForMs: 100, tags: ['t'], load: async () => 1 };
  await writer.getOrLoad(question);
  await writer.idle();
  const rule = { freshForMs: 100, staleForMs: 100, graceMs: 200 };
  const why = async () => (await reader.explain(publicScope, 'k', rule)).shared;
  time = 40;
  expect(await why()).toMatchObject({ state: 'fresh', ageMs: 40, why: 'It is fresh for another 60 ms.' });
  expect((await reader.explain(publicScope, 'k')).shared).toMatchObject({ state: 'fresh' });
  time = 150;
  expect((await why())?.state).toBe('stale');
  time = 250;
  expect((await why())?.state).toBe('grace');
  time = 450;
  expect((await why())?.state).toBe('too-old');
  expect([await reader.countShared(), await reader.countShared(userScope('anna'))]).toEqual([1, 0]);
  await writer.invalidateTags(publicScope, ['t']);
  expect((await why())?.state).toBe('void');
  expect((await reader.explain(publicScope, 'other', rule)).shared?.state).toBe('absent');
  // It looked, and that was all.
  expect(reader.statistics()).toMatchObject({ entries: 0, loads: 0, misses: 0 });
});

test('explains what failed, what is left alone, and what the maximum age forbids', async () => {
  const state = { time: 0 };
  const cache = createCache({ now: () => state.time, maxAgeMs: 1_000 });
  const why = async () => (await cache.explain(publicScope, 'k')).memory;
  const rule = { scope: publicScope, key: 'k', freshForMs: 100, graceMs: 10_000, retryAfterMs: 100 };
  await cache.getOrLoad({ ...rule, load: async () => 'value' });
  state.time = 150;
  const fails = { ...rule, load: () => Promise.reject(new Error('no')) };
  await cache.getOrLoad(fails);
  expect(await why()).toMatchObject({
    state: 'grace',
    why: 'Loading it failed; it is given until that is tried again.',
  });
  state.time = 250;
  expect(await why()).toMatchObject({ state: 'grace', why: 'It is given only if the load fails.' });
  state.time = 1_000;
  expect(await why()).toMatchObject({ state: 'too-old', why: 'Nothing may be 1000 ms old.' });
  await cache.getOrLoad({ ...fails, failureForMs: () => 50 }).catch(() => undefined);
  expect(await why()).toMatchObject({ state: 'failure', why: 'Its load failed, and that is remembered.' });
  expect((await why()).names).toEqual(['public:k']);
  state.time = 1_050;
  expect(await why()).toMatchObject({
    state: 'failure',
    why: 'Its load failed, and is tried again when it is asked for.',
  });
  const stale = { ...rule, staleForMs: 1_000, key: 'stale' };
  await cache.getOrLoad({ ...stale, load: async () => 'value' });
  state.time = 1_200;
  await cache.getOrLoad({ ...stale, load: () => Promise.reject(new Error('no')) });
  await cache.idle();
  expect((await cache.explain(publicScope, 'stale')).memory).toMatchObject({
    state: 'stale',
    why: 'Loading it failed; it is given until that is tried again.',
  });
});

test('says so when the shared store does not answer, or holds what nobody can read', async () => {
  const base = memoryStore(() => 0);
  const store = chaosStore(base);
  const cache = createCache({ now: () => 0, shared: { store } });
  const shared = async () => (await cache.explain(publicScope, 'k')).shared;
  await cache.catchUp();
  const since = await base.position();
  await base.write({ id: 'public:k', names: ['public:k'], since, ttlMs: 1_000, bytes: Buffer.from('foreign') });
  expect(await shared()).toMatchObject({ state: 'absent', why: expect.stringContaining('is damaged, or of another') });
  store.chaos.isDown = true;
  expect(await shared()).toEqual({ state: 'unreachable', why: 'The shared store does not answer.' });
  cache.close();
});
