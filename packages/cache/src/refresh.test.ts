import { expect, test } from 'vitest';
import { createCache, publicScope } from './index.js';
import { memoryStore } from './testing/index.js';

/** Caches of several processes that have the same old value, and an origin that answers when it is told to. */
async function withOldValue(count: number) {
  let time = 0;
  const store = memoryStore(() => time);
  const caches = Array.from({ length: count }, () => createCache({ now: () => time, shared: { store } }));
  await Promise.all(caches.map((cache) => cache.catchUp()));
  const arriving: ((value: string) => void)[] = [];
  const rule = { scope: publicScope, key: 'k', freshForMs: 100, staleForMs: 1_000 };
  const load = () => new Promise<string>((resolve) => arriving.push(resolve));
  const get = (cache: (typeof caches)[number] | undefined, more: Partial<typeof rule> = {}) =>
    (cache ?? expect.unreachable()).getOrLoad({ ...rule, ...more, load });
  for (const cache of caches) await cache.getOrLoad({ ...rule, load: async () => 'old' });
  await Promise.all(caches.map((cache) => cache.idle()));
  time = 150;
  const close = () => caches.map((cache) => cache.close());
  return { store, caches, arriving, get, close, pass: (ms: number) => (time += ms) };
}
const turns = async (): Promise<void> => {
  for (let each = 0; each < 20; each += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('what is old is refreshed by one process, and the others find it', async () => {
  const { caches, arriving, get, close } = await withOldValue(3);
  expect(await Promise.all(caches.map((cache) => get(cache)))).toEqual(['old', 'old', 'old']);
  await turns();
  expect(await Promise.all(caches.map((cache) => get(cache)))).toEqual(['old', 'old', 'old']);
  await turns();
  expect(arriving).toHaveLength(1);
  arriving[0]?.('new');
  await Promise.all(caches.map((cache) => cache.idle()));
  for (const cache of caches) await get(cache);
  await Promise.all(caches.map((cache) => cache.idle()));
  expect(await Promise.all(caches.map((cache) => get(cache)))).toEqual(['new', 'new', 'new']);
  expect(arriving).toHaveLength(1);
  close();
});

test('who waits for a refresh does not wait for that of another process, before or after it was left to that one', async () => {
  const { caches, arriving, get, close } = await withOldValue(2);
  const [one, two] = caches;
  await get(one);
  await turns();
  await get(two);
  // It joins the refresh, which has yet to find out that it is not needed.
  const joined = get(two, { staleForMs: 0 });
  await turns();
  expect(arriving).toHaveLength(2);
  arriving[1]?.('for who waits');
  expect(await joined).toBe('for who waits');
  arriving[0]?.('late');
  await Promise.all(caches.map((cache) => cache.idle()));
  close();

  const next = await withOldValue(2);
  await next.get(next.caches[0]);
  await turns();
  await next.get(next.caches[1]);
  await turns();
  expect(next.arriving).toHaveLength(1);
  const later = next.get(next.caches[1], { staleForMs: 0 });
  await turns();
  expect(next.arriving).toHaveLength(2);
  next.arriving[1]?.('for who waits');
  expect(await later).toBe('for who waits');
  next.close();
});

test('a process that ends in the middle of a refresh holds up the others for no longer than its lock', async () => {
  const { caches, arriving, get, close, pass } = await withOldValue(2);
  await get(caches[0]);
  await turns();
  await get(caches[1]);
  await turns();
  expect(arriving).toHaveLength(1);
  pass(10_000);
  expect(await get(caches[1], { staleForMs: 60_000 })).toBe('old');
  await turns();
  expect(arriving).toHaveLength(2);
  close();
});

test('whoever asks while a refresh is being left to another process is answered, whenever that is', async () => {
  for (let step = 0; step < 60; step += 1) {
    const { caches, arriving, get, close } = await withOldValue(2);
    await get(caches[0]);
    await turns();
    await get(caches[1]);
    for (let each = 0; each < step; each += 1) await undefined;
    const asked = get(caches[1], { staleForMs: 0 });
    await turns();
    for (const arrive of arriving) arrive('new');
    expect(await asked, `${step} steps later`).toBe('new');
    close();
  }
});

test('whoever is given an old value is given nothing of the load behind it', async () => {
  let time = 0;
  const cache = createCache({ now: () => time });
  const question = { scope: publicScope, key: 'k', freshForMs: 100, staleForMs: 100, load: async () => 1 };
  await cache.answer(question);
  time = 150;
  expect(Object.keys(await cache.answer(question)).toSorted()).toEqual(['ageMs', 'from', 'reason', 'state', 'value']);
  await cache.idle();
});
