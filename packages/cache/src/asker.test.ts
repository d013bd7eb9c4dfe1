import { expect, onTestFinished, test } from 'vitest';
import { createCache, type GetOrLoadOptions, publicScope } from './index.js';
import { memoryStore } from './testing/index.js';

const refused = new Error('not for you');

/** A cache in front of an origin that refuses some, and what is asked of it on whose behalf. */
async function fixture() {
  const state = { time: 0, refuses: new Set(['bert']), isDown: false, calls: [] as string[] };
  const store = memoryStore(() => state.time);
  const open = () => {
    const cache = createCache({ now: () => state.time, shared: { store } });
    onTestFinished(() => cache.close());
    return cache;
  };
  const [cache, elsewhere] = [open(), open()];
  await Promise.all([cache, elsewhere].map((each) => each.catchUp()));
  const questionOf = (id: string): GetOrLoadOptions<string> => ({
    ...{ scope: publicScope, key: 'album', freshForMs: 100, graceMs: 10_000, retryAfterMs: 1_000 },
    failureForMs: (error) => (error === refused ? 0 : undefined),
    asker: { id, isMeant: (error) => error === refused },
    async load() {
      state.calls.push(id);
      const { isDown } = state;
      await new Promise((resolve) => setImmediate(resolve));
      if (isDown) throw new Error('down');
      if (state.refuses.has(id)) throw refused;
      return `for ${id}`;
    },
  });
  const ask = (id: string, by = cache) => by.getOrLoad(questionOf(id));
  return { state, cache, elsewhere, ask, questionOf };
}

test('what the origin says of whoever asked takes nothing from others, in no tier, and gives them no old value', async () => {
  const { state, cache, elsewhere, ask, questionOf } = await fixture();
  await ask('anna');
  await cache.idle();
  state.time = 150;
  await expect(ask('bert')).rejects.toBe(refused);
  await cache.idle();
  state.isDown = true;
  expect(await cache.answer(questionOf('anna'))).toMatchObject({ value: 'for anna', reason: 'error' });
  expect(await ask('carla', elsewhere)).toBe('for anna');
});

test('it is no reason to leave the origin alone: the next one asks', async () => {
  const { state, ask, cache } = await fixture();
  await ask('anna');
  state.time = 150;
  await expect(ask('bert')).rejects.toBe(refused);
  await expect(ask('bert')).rejects.toBe(refused);
  expect(await ask('anna')).toBe('for anna');
  expect(state.calls).toEqual(['anna', 'bert', 'bert', 'anna']);
  expect(cache.statistics()).toMatchObject({ invalidations: 0, entries: 1 });
});

test('who joined the load of somebody who is refused loads for themselves, once for all who ask alike', async () => {
  const { state, ask, cache } = await fixture();
  const asked = ['bert', 'bert', 'anna', 'carla', 'anna'].map((id) => ask(id));
  expect(await Promise.allSettled(asked)).toMatchObject([
    ...[0, 1].map(() => ({ status: 'rejected', reason: refused })),
    ...[0, 1, 2].map(() => ({ status: 'fulfilled', value: 'for anna' })),
  ]);
  expect(state.calls).toEqual(['bert', 'anna']);
  expect(cache.statistics()).toMatchObject({ misses: 5, loads: 2, loadErrors: 1 });
});

test('when all are refused each is told so after one load', async () => {
  const { state, ask } = await fixture();
  state.refuses = new Set(['anna', 'bert', 'carla']);
  const asked = ['anna', 'bert', 'carla', 'anna', 'bert', 'carla'].map((id) => ask(id));
  expect((await Promise.allSettled(asked)).every(({ status }) => status === 'rejected')).toBe(true);
  expect(state.calls.toSorted()).toEqual(['anna', 'bert', 'carla']);
});

test('a refresh that is refused leaves the old value to others', async () => {
  const { state, ask, cache, questionOf } = await fixture();
  await ask('anna');
  state.time = 150;
  const old = { ...questionOf('bert'), staleForMs: 1_000 };
  expect(await cache.getOrLoad(old)).toBe('for anna');
  await cache.idle();
  expect(await cache.answer({ ...questionOf('anna'), staleForMs: 1_000 })).toMatchObject({
    ...{ value: 'for anna', reason: 'refresh' },
  });
});
