import { expect, onTestFinished, test, vi } from 'vitest';
import { createCache, type Moment, publicScope, type SetOptions, type SharedStore, userScope } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

const about = { scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'] };
type More = Partial<SetOptions<string>>;

/** Two caches that share a store as processes do. */
async function fixture() {
  const store = memoryStore(() => 0);
  const open = (own: SharedStore = store) => {
    const cache = createCache({ now: () => 0, shared: { store: own } });
    const set = (value: string, more: More = {}) => cache.set({ ...about, value, ...more });
    const get = (more: More = {}) => cache.getOrLoad({ ...about, ...more, load: async () => 'loaded' });
    onTestFinished(() => cache.close());
    return { cache, set, get };
  };
  const [one, two] = [open(), open()];
  await Promise.all([one, two].map(({ cache }) => cache.catchUp()));
  return { store, open, one, two };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('other processes have without a load what was set, when that has resolved', async () => {
  const { one, two } = await fixture();
  expect(await one.set('mine')).toEqual({ isStored: true, isShared: true });
  expect(await two.get()).toBe('mine');
  expect(two.cache.statistics()).toMatchObject({ loads: 0, sharedHits: 1 });
});

test('what is meant for this process alone stays in it', async () => {
  const { store, one } = await fixture();
  expect(await one.set('mine', { tiers: 'memory' })).toEqual({ isStored: true, isShared: false });
  expect(store.size).toBe(0);
});

test('what was read before another process invalidated it is kept in no tier, whether that is heard or not', async () => {
  const { store, open, one, two } = await fixture();
  const chaotic = chaosStore(store);
  const deaf = open(chaotic);
  await deaf.cache.catchUp();
  chaotic.chaos.isDeaf = true;
  const [heard, unheard] = [one.cache.moment(), deaf.cache.moment()];
  await two.cache.invalidateTags(publicScope, ['t']);
  await one.cache.catchUp();
  expect(await one.set('read before', { since: heard })).toEqual({ isStored: false, isShared: false });
  expect(await deaf.set('read before', { since: unheard })).toMatchObject({ isShared: false });
  // Also as of now: whoever has not heard of it can't know.
  expect(await deaf.set('read before')).toMatchObject({ isShared: false });
  expect(await two.get()).toBe('loaded');
});

test('what is set after an invalidation of its own is shared, although the line has not told of that yet', async () => {
  const { store, open, two } = await fixture();
  const chaotic = chaosStore(store);
  const one = open(chaotic);
  await one.cache.catchUp();
  chaotic.chaos.isDeaf = true;
  expect(await one.cache.invalidateTags(publicScope, ['t'])).toMatchObject({ shared: 'told' });
  expect(await one.set('after')).toEqual({ isStored: true, isShared: true });
  expect(await two.get()).toBe('after');
});

test('a load of another process that began before an invalidation never overwrites what was set after it', async () => {
  const { one, two } = await fixture();
  let arrive = (_value: string): void => undefined;
  const load = () => new Promise<string>((resolve) => (arrive = resolve));
  const asked = two.cache.getOrLoad({ ...about, load });
  await turn();
  await one.cache.invalidateTags(publicScope, ['t']);
  await one.set('after');
  arrive('before');
  expect(await asked).toBe('before');
  await two.cache.idle();
  expect([await one.get(), await two.get()]).toEqual(['after', 'after']);
});

test('nothing is kept for a user who was forgotten elsewhere since it was read', async () => {
  const { store, one, two } = await fixture();
  const anna = { scope: userScope('anna') };
  const before = one.cache.moment();
  await two.cache.forget('anna');
  await one.cache.catchUp();
  expect(await one.set('of anna', { ...anna, since: before })).toEqual({ isStored: false, isShared: false });
  expect([one.cache.statistics().entries, store.size]).toEqual([0, 0]);
});

test('the very first value of a process is shared, and stays when the line to the others comes up', async () => {
  const { store, open, two } = await fixture();
  let comeUp = (): void => undefined;
  const one = open({
    ...store,
    listen: (listener) => store.listen({ ...listener, up: () => (comeUp = () => listener.up()) }),
  });
  expect(await one.set('first')).toEqual({ isStored: true, isShared: true });
  expect(await two.get()).toBe('first');
  await turn();
  comeUp();
  await one.cache.catchUp();
  expect(one.cache.peek(about)).toBe('first');
});

test('what was read before anything was heard of the store is not shared: nobody knows where that stood', async () => {
  const { store, open, two } = await fixture();
  const nothing = (): void => undefined;
  const one = open({ ...store, listen: () => store.listen({ heard: nothing, up: nothing, down: nothing }) });
  const early = one.cache.moment();
  await two.cache.invalidateTags(publicScope, ['t']);
  expect(await one.set('read before', { since: early })).toEqual({ isStored: true, isShared: false });
  expect(await two.get()).toBe('loaded');
});

test('the very first value is not shared if it was invalidated while the store was asked where it stands', async () => {
  const { store, open, two } = await fixture();
  const one = open({
    ...store,
    listen: (listener) => store.listen({ ...listener, up: () => undefined }),
    // Late: it says where it stands after that.
    position: () => turn().then(() => store.position()),
  });
  const setting = one.set('before');
  await Promise.all([one.cache.invalidateTags(publicScope, ['t']), setting]);
  expect(await setting).toEqual({ isStored: true, isShared: false });
  expect(await two.get()).toBe('loaded');
  expect(await one.get()).toBe('loaded');
});

test('a store that is down or hangs holds nobody up for longer than a question may take', async () => {
  const { store, open } = await fixture();
  const chaotic = chaosStore(store);
  const { cache, set } = open(chaotic);
  await cache.catchUp();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  chaotic.chaos.hangs = true;
  const setting = set('mine');
  expect(cache.peek(about)).toBe('mine');
  await vi.advanceTimersByTimeAsync(50);
  await turn();
  await turn();
  expect(await setting).toEqual({ isStored: true, isShared: false });
  expect(await set('mine', { key: 'other' })).toEqual({ isStored: true, isShared: false });
});

test('whoever waits until nothing is done behind also waits for what is set', async () => {
  const { store, one } = await fixture();
  void one.set('mine');
  await one.cache.idle();
  expect(store.size).toBe(1);
});

test.each([1, 2, 3])(
  'nothing that was read before a change is there after it, however late it is set: seed %i',
  async (seed) => {
    let state = seed;
    const random = (): number => {
      state = (state * 16_807) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const { open, one, two } = await fixture();
    const three = open();
    await three.cache.catchUp();
    const caches = [one, two, three].map(({ cache }) => cache);
    const anyOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? expect.unreachable();
    const keys = ['a', 'b', 'c'];
    const origin = new Map(keys.map((key) => [key, 0]));
    const read: { cache: (typeof caches)[number]; key: string; value: number; since: Moment }[] = [];
    let [kept, refused] = [0, 0];
    for (let step = 1; step <= 600; step += 1) {
      const [cache, key, dice] = [anyOf(caches), anyOf(keys), random()];
      if (dice < 0.4) read.push({ cache, key, since: cache.moment(), value: origin.get(key) ?? 0 });
      else if (dice < 0.8) {
        const [late] = read.splice(Math.floor(random() * read.length), 1);
        if (late === undefined) continue;
        const { since, value } = late;
        const { isShared } = await late.cache.set({ ...about, key: late.key, tags: [late.key], since, value });
        if (isShared) kept += 1;
        else refused += 1;
      } else {
        origin.set(key, step);
        await cache.invalidateTags(publicScope, [key]);
      }
      for (const each of caches) {
        await each.catchUp();
        for (const place of keys) expect([undefined, origin.get(place)]).toContain(each.peek({ ...about, key: place }));
      }
    }
    for (const key of keys) {
      const question = { ...about, key, tags: [key], load: async () => origin.get(key) };
      for (const each of caches) expect(await each.getOrLoad(question)).toBe(origin.get(key));
    }
    expect([kept > 20, refused > 20]).toEqual([true, true]);
  },
);
