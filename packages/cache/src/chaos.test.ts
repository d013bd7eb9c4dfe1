import { expect, test, vi } from 'vitest';
import { createCache, publicScope, type SharedStore } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';
import { randomFrom } from './testing/random-from.js';

test.each([1, 2, 3])(
  'a store that fails at random costs loads, and never an error or an old value: seed %i',
  async (seed) => {
    const random = randomFrom(seed);
    const common = memoryStore();
    const members = [0, 1].map(() => {
      const store = chaosStore(common, random);
      const cache = createCache({ shared: { store, timeoutMs: 20, isolatedFreshForMs: 0 } });
      return { store, cache };
    });
    const origin = new Map<string, number>();
    const get = (cache: (typeof members)[number]['cache'], key: string) =>
      cache.getOrLoad({
        ...{ scope: publicScope, key, freshForMs: 1e9, tags: [key] },
        load: async () => origin.get(key) ?? 0,
      });
    for (let step = 1; step <= 400; step += 1) {
      const writer = members[Math.floor(random() * 2)] ?? expect.unreachable();
      const reader = members[Math.floor(random() * 2)] ?? expect.unreachable();
      const { chaos } = writer.store;
      chaos.failureRate = random() < 0.5 ? 0 : random();
      chaos.isDown = random() < 0.1;
      chaos.isDeaf = random() < 0.1;
      const key = `k${Math.floor(random() * 4)}`;
      const early = get(reader.cache, key);
      origin.set(key, step);
      const { shared } = await writer.cache.invalidateTags(publicScope, [key]);
      expect(await get(writer.cache, key), `step ${step}: own write`).toBe(step);
      const hasHeard = shared === 'told' && !reader.store.chaos.isDeaf && (await reader.cache.catchUp());
      if (hasHeard) expect(await get(reader.cache, key), `step ${step}: heard`).toBe(step);
      await early;
    }
    for (const { cache } of members) {
      expect(cache.statistics().loadErrors).toBe(0);
      cache.close();
    }
  },
);

test('what could not be told is told before anything else is asked, so that nothing void comes back from the store', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const store = chaosStore(memoryStore());
  const cache = createCache({ now: () => 0, shared: { store } });
  let value = 'old';
  const get = () =>
    cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], load: async () => value });
  await cache.catchUp();
  await get();
  await cache.idle();
  store.chaos.isDown = true;
  value = 'new';
  expect(await cache.invalidateTags(publicScope, ['t'])).toMatchObject({ shared: 'later' });
  store.chaos.isDown = false;
  // It is left alone for a while after a failure; then this is the first question.
  vi.advanceTimersByTime(5_000);
  expect(await get()).toBe('new');
  expect(cache.statistics().shared).toMatchObject({ pending: 0, hits: 0 });
  cache.close();
  vi.useRealTimers();
});

/** A cache whose line to the others comes up when it is told to, and whose store answers a question when it is told to. */
function starting(base: SharedStore) {
  const open = { line: (): void => undefined, answer: (): void => undefined };
  const mayAnswer = new Promise<void>((resolve) => {
    open.answer = resolve;
  });
  const store: SharedStore = {
    ...base,
    // It has looked, and its answer is on its way.
    read: async (id) => {
      const found = await base.read(id);
      await mayAnswer;
      return found;
    },
    // Until the line is up nothing is heard on it.
    listen(listener) {
      let isUp = false;
      open.line = () => {
        isUp = true;
        listener.up();
      };
      return base.listen({ ...listener, up: () => undefined, heard: (notice) => isUp && listener.heard(notice) });
    },
  };
  return { open, cache: createCache({ now: () => 0, shared: { store, timeoutMs: 60_000 } }) };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test.each([
  ['trusted, if nothing was changed since', false, 'kept'],
  ['not trusted, if something was changed since', true, 'new'],
] as const)('what the store said before the line to the others was up is %s', async (_what, isChanged, expected) => {
  const base = memoryStore(() => 0);
  const writer = createCache({ now: () => 0, shared: { store: base } });
  const question = (value: string) => ({
    ...{ scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], load: async () => value },
  });
  await writer.catchUp();
  await writer.getOrLoad(question('kept'));
  await writer.idle();
  const { open, cache } = starting(base);
  const asked = cache.getOrLoad(question('new'));
  await turn();
  if (isChanged) await writer.invalidateTags(publicScope, ['t']);
  open.line();
  await turn();
  expect(cache.statistics().distrusts).toBe(1);
  open.answer();
  expect(await asked).toBe(expected);
  for (const each of [cache, writer]) each.close();
});

test.each([
  ['kept, if nothing was changed since', false, 1],
  ['not kept, if something was changed since', true, 0],
] as const)('what is loaded while the line to the others comes up is %s', async (_what, isChanged, entries) => {
  const base = memoryStore(() => 0);
  const writer = createCache({ now: () => 0, shared: { store: base } });
  await writer.catchUp();
  const { open, cache } = starting(base);
  open.answer();
  let arrive = (_value: string): void => undefined;
  const load = () => new Promise<string>((resolve) => (arrive = resolve));
  const asked = cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], load });
  await turn();
  if (isChanged) await writer.invalidateTags(publicScope, ['t']);
  open.line();
  await turn();
  // Once when the store is first heard of, and once when the line shows that more has happened since.
  expect(cache.statistics().distrusts).toBe(isChanged ? 2 : 1);
  arrive('value');
  expect(await asked).toBe('value');
  await cache.idle();
  expect([cache.statistics().entries, await writer.countShared()]).toEqual([entries, entries]);
  for (const each of [cache, writer]) each.close();
});

test('a store that hangs holds up one caller for the time that it is given, and the others not at all', async () => {
  const store = chaosStore(memoryStore());
  const cache = createCache({ shared: { store, timeoutMs: 10 } });
  store.chaos.hangs = true;
  const get = (key: string) => cache.getOrLoad({ scope: publicScope, key, freshForMs: 1e9, load: async () => key });
  expect(await get('first')).toBe('first');
  const { calls } = store;
  expect(await Promise.all(Array.from({ length: 100 }, (_, index) => get(`k${index}`)))).toHaveLength(100);
  // At most one of them asked, to see whether it answers again.
  expect(store.calls - calls).toBeLessThanOrEqual(1);
  cache.close();
});

test('an event loop that was held up does not take the store for dead: what has arrived is read first', async () => {
  const store = memoryStore();
  const slow = {
    ...store,
    read: (id: string) => new Promise<void>((resolve) => setImmediate(resolve)).then(() => store.read(id)),
  };
  const cache = createCache({ shared: { store: slow, timeoutMs: 5 } });
  await cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, load: async () => 'value' });
  const asked = cache.getOrLoad({ scope: publicScope, key: 'other', freshForMs: 1e9, load: async () => 'value' });
  await Promise.resolve();
  const until = performance.now() + 50;
  while (performance.now() < until);
  expect(await asked).toBe('value');
  expect(cache.statistics().shared?.errors).toBe(0);
  cache.close();
});
