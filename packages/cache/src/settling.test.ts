import { expect, test } from 'vitest';
import { createCache, publicScope, type SharedStore } from './index.js';
import { memoryStore } from './testing/index.js';

/** An origin that shows writes late, and processes that begin when they are told to. */
function fixture() {
  const state = { time: 0, shown: 'before', loads: 0 };
  const store = memoryStore(() => state.time);
  const begin = (shared: SharedStore = store) => createCache({ now: () => state.time, shared: { store: shared } });
  const get = (cache: ReturnType<typeof begin>) =>
    cache.answer({
      ...{ scope: publicScope, key: 'k', freshForMs: 1_000, staleForMs: 1_000, tags: ['t'] },
      settle: { forMs: 100, freshForMs: 1 },
      load: async () => {
        state.loads += 1;
        return state.shown;
      },
    });
  return { state, store, begin, get };
}

test('what a process loads that has just begun is as good as ever, for itself and for others', async () => {
  const { state, begin, get } = fixture();
  const [one, two] = [begin(), begin()];
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  await get(one);
  await one.idle();
  state.time = 50;
  expect(await get(one)).toMatchObject({ state: 'fresh', ageMs: 50, from: 'memory' });
  expect(await get(two)).toMatchObject({ state: 'fresh', ageMs: 50, from: 'shared' });
  expect(state.loads).toBe(1);
  for (const cache of [one, two]) cache.close();
});

test('what another process wrote before this one began is known to the store: what is loaded is believed for a moment only', async () => {
  const { state, begin, get, store } = fixture();
  const writer = begin();
  await writer.catchUp();
  await writer.invalidateTags(publicScope, ['t']);
  state.time = 50;
  const late = begin();
  await late.catchUp();
  expect(await get(late)).toMatchObject({ value: 'before' });
  await late.idle();
  expect(await store.count('')).toBe(0);
  expect(await get(late), 'a crowd in the same moment is one request').toMatchObject({ from: 'memory' });
  state.shown = 'after';
  state.time = 51;
  expect(await get(late)).toMatchObject({ value: 'after', from: 'load' });
  for (const cache of [writer, late]) cache.close();
});

test('what a process wrote itself before it was told where the store stands settles all the same', async () => {
  const { state, store, begin, get } = fixture();
  let comeUp = (): void => undefined;
  const slow: SharedStore = {
    ...store,
    listen: (listener) => store.listen({ ...listener, up: () => (comeUp = () => listener.up()) }),
  };
  const cache = begin(slow);
  await cache.invalidateTags(publicScope, ['t']);
  await new Promise((resolve) => setImmediate(resolve));
  comeUp();
  await cache.catchUp();
  state.time = 50;
  await get(cache);
  state.time = 51;
  expect(await get(cache)).toMatchObject({ from: 'load' });
  cache.close();
});

test('what was missed while nothing was heard may have been a write of anything', async () => {
  const { state, store, begin, get } = fixture();
  let line = { up: (): void => undefined, down: (): void => undefined };
  let isUp = true;
  const deaf: SharedStore = {
    ...store,
    listen(listener) {
      line = { up: () => listener.up(), down: () => listener.down() };
      return store.listen({ ...listener, heard: (notice) => isUp && listener.heard(notice) });
    },
  };
  const [one, two] = [begin(), begin(deaf)];
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  isUp = false;
  line.down();
  await one.invalidateTags(publicScope, ['something']);
  isUp = true;
  line.up();
  await expect.poll(() => two.statistics().shared?.isCertain).toBe(true);
  await get(two);
  state.time = 1;
  expect(await get(two)).toMatchObject({ from: 'load' });
  for (const cache of [one, two]) cache.close();
});
