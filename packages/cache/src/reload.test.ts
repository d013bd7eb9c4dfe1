import { expect, test } from 'vitest';
import { type Cache, createCache, LoadTimeoutError, publicScope } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

const place = { scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'] };

/** Two caches in front of a common store, and an origin that can be changed. */
async function pair() {
  const common = memoryStore(() => 0);
  const chaos = chaosStore(common);
  const [one, two] = [chaos, common].map((store) => createCache({ now: () => 0, shared: { store } })) as [Cache, Cache];
  await Promise.all([one.catchUp(), two.catchUp()]);
  const origin = { value: 'old' };
  const question = { ...place, load: async () => origin.value };
  return { common, chaos: chaos.chaos, one, two, origin, question };
}

test('a reload gives what the origin says now, and so does everybody afterwards', async () => {
  const { one, two, origin, question } = await pair();
  for (const cache of [one, two]) await cache.getOrLoad(question);
  await one.idle();
  origin.value = 'new';
  expect(await one.reload(question)).toMatchObject({ value: 'new', state: 'fresh', from: 'load' });
  await one.idle();
  await two.catchUp();
  const unused = async (): Promise<string> => expect.unreachable('the store has it');
  for (const cache of [one, two]) expect(await cache.getOrLoad({ ...question, load: unused })).toBe('new');
  for (const cache of [one, two]) cache.close();
});

test('a reload asks the store nothing: one message makes the old value void and says where the new one begins', async () => {
  const common = memoryStore();
  const chaos = chaosStore(common);
  const cache = createCache({ shared: { store: chaos } });
  await cache.catchUp();
  const { calls } = chaos;
  await cache.reload({ ...place, load: async () => 'value' });
  expect(chaos.calls - calls).toBe(1);
  await cache.idle();
  expect(await common.count('')).toBe(1);
  cache.close();
});

test('what was being loaded when a reload began is neither joined nor kept', async () => {
  const cache = createCache();
  let end = (_value: string): void => undefined;
  const before = cache.getOrLoad({ ...place, load: () => new Promise<string>((resolve) => (end = resolve)) });
  await new Promise((resolve) => setImmediate(resolve));
  expect((await cache.reload({ ...place, load: async () => 'after' })).value).toBe('after');
  end('before');
  expect(await before).toBe('before');
  expect(cache.peek(place)).toBe('after');
  cache.close();
});

test('whoever asks while something is loaded anew waits for it', async () => {
  const { one, question } = await pair();
  let loads = 0;
  const load = async (): Promise<number> => ++loads;
  const asked = [one.reload({ ...question, load }), one.answer({ ...question, load })];
  expect((await Promise.all(asked)).map(({ value }) => value)).toEqual([1, 1]);
  one.close();
});

test('a reload that fails gives nothing old, and neither does anybody afterwards', async () => {
  const { one, question } = await pair();
  await one.getOrLoad({ ...question, graceMs: 1e9 });
  const failing = { ...question, graceMs: 1e9, load: () => Promise.reject(new LoadTimeoutError('k', 1)) };
  await expect(one.reload(failing)).rejects.toThrow('k');
  await expect(one.getOrLoad(failing)).rejects.toThrow('k');
  one.close();
});

test('a reload while the store is away is told later, and nothing from before comes back from there', async () => {
  const { common, chaos, one, two, origin, question } = await pair();
  await one.getOrLoad(question);
  await one.idle();
  chaos.isDown = true;
  origin.value = 'new';
  expect(await one.reload(question)).toMatchObject({ value: 'new' });
  expect(one.statistics().shared?.pending).toBe(1);
  chaos.isDown = false;
  expect(await one.catchUp()).toBe(true);
  await two.catchUp();
  expect(await two.getOrLoad(question)).toBe('new');
  expect(await common.count('')).toBe(1);
  for (const cache of [one, two]) cache.close();
});
