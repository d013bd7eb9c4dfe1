import { expect, onTestFinished, test, vi } from 'vitest';
import { createCache, publicScope, type Scope, type SharedStore, userScope } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

/** A line on which whatever is said arrives, or is lost, when it is told to. */
function line() {
  const told: { readonly arrive: () => void; readonly fail: () => void }[] = [];
  const tell = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      told.push({ arrive: () => resolve(work()), fail: () => reject(new Error('cut')) });
    });
  return { told, tell };
}

test('of two invalidations of the same, the first one that arrives does not pay for the second one that is lost', async () => {
  const common = memoryStore();
  const { told, tell } = line();
  const store: SharedStore = { ...common, invalidate: (...change) => tell(() => common.invalidate(...change)) };
  const cache = createCache({ shared: { store } });
  await cache.catchUp();
  const [first, second] = [cache.invalidateTags(publicScope, ['t']), cache.invalidateTags(publicScope, ['t'])];
  told[0]?.arrive();
  expect(await first).toMatchObject({ shared: 'told' });
  told[1]?.fail();
  expect(await second).toMatchObject({ shared: 'later' });
  expect(cache.statistics().shared?.pending).toBeGreaterThan(0);
  cache.close();
});

test('of two renewals, the first one that arrives does not pay for the second one that is lost', async () => {
  const common = memoryStore();
  const { told, tell } = line();
  const store: SharedStore = { ...common, renew: (origin) => tell(() => common.renew(origin)) };
  const cache = createCache({ shared: { store } });
  await cache.catchUp();
  const cleared = [cache.clear(), cache.clear()];
  told[0]?.arrive();
  told[1]?.fail();
  await Promise.all(cleared);
  expect(cache.statistics().shared?.pending).toBe(1);
  cache.close();
});

test('whoever asks while a user is erased, which may take long, is not held up by it', async () => {
  const common = memoryStore();
  let finish: (erased: number) => void = () => undefined;
  const store: SharedStore = { ...common, erase: () => new Promise((resolve) => (finish = resolve)) };
  const cache = createCache({ shared: { store, timeoutMs: 10 } });
  await cache.catchUp();
  const forgotten = cache.forget('anna');
  const get = (scope: Scope) =>
    cache.getOrLoad({ scope, key: 'k', freshForMs: 1e9, tags: ['t'], load: async () => 'new' });
  for (const scope of [publicScope, userScope('bert')]) expect(await get(scope)).toBe('new');
  await cache.idle();
  await cache.invalidateTags(publicScope, ['t']);
  expect(cache.statistics().shared).toMatchObject({ errors: 0, pending: 1, writes: 2 });
  finish(3);
  expect(await forgotten).toEqual({ entries: 0, sharedEntries: 3, isComplete: true });
  expect(cache.statistics().shared?.pending).toBe(0);
  cache.close();
});

test('what could not be erased is erased by whoever asks next', async () => {
  const common = memoryStore();
  let isCut = true;
  const store: SharedStore = {
    ...common,
    erase: (prefix) => (isCut ? Promise.reject(new Error('cut')) : common.erase(prefix)),
  };
  const cache = createCache({ shared: { store } });
  await cache.catchUp();
  await cache.getOrLoad({ scope: userScope('anna'), key: 'k', freshForMs: 1e9, load: async () => 1 });
  await cache.idle();
  expect(await cache.forget('anna')).toMatchObject({ isComplete: false });
  isCut = false;
  expect(await common.count('')).toBe(1);
  expect(await cache.catchUp()).toBe(true);
  await expect.poll(() => common.count('')).toBe(0);
  expect(cache.statistics().shared?.pending).toBe(0);
  cache.close();
});

test('more than can be owed by name makes everything void: nothing of it is lost', async () => {
  const common = memoryStore();
  const chaos = chaosStore(common);
  const [one, two] = [createCache({ shared: { store: common } }), createCache({ shared: { store: chaos } })];
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const question = { scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['the first of many'] };
  await one.getOrLoad({ ...question, load: async () => 'old' });
  await one.idle();
  chaos.chaos.isDown = true;
  await two.invalidateTags(publicScope, question.tags);
  for (let each = 0; each < 5_100; each += 1) await two.invalidateTags(publicScope, [`tag ${each}`]);
  chaos.chaos.isDown = false;
  expect(await two.catchUp()).toBe(true);
  await one.catchUp();
  expect(await one.getOrLoad({ ...question, load: async () => 'new' })).toBe('new');
  for (const cache of [one, two]) cache.close();
});

test('a thousand tags that are invalidated at once make nothing else void', async () => {
  const store = memoryStore();
  const [one, two] = [0, 1].map(() => createCache({ shared: { store } }));
  if (one === undefined || two === undefined) throw new Error('there are two');
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const get = (key: string, value: string) =>
    two.getOrLoad({ scope: publicScope, key, freshForMs: 1e9, tags: [key], load: async () => value });
  await Promise.all(['tag 999', 'other'].map((key) => get(key, 'old')));
  const tags = Array.from({ length: 1_000 }, (_, index) => `tag ${index}`);
  expect(await one.invalidateTags(publicScope, tags)).toMatchObject({ shared: 'told' });
  await two.catchUp();
  expect(await Promise.all(['tag 999', 'other'].map((key) => get(key, 'new')))).toEqual(['new', 'old']);
  for (const cache of [one, two]) cache.close();
});

test('what could not be told because another was just telling is told soon, without anybody asking for anything', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const store = chaosStore(memoryStore());
  const cache = createCache({ now: () => 0, shared: { store } });
  await cache.catchUp();
  const invalidate = async (tag: string) => (await cache.invalidateTags(publicScope, [tag])).shared;
  store.chaos.isDown = true;
  expect(await invalidate('a')).toBe('later');
  store.chaos.isDown = false;
  await vi.advanceTimersByTimeAsync(100);
  // The first one tries whether the store answers again; the other does not wait for that.
  expect(await Promise.all(['b', 'c'].map(invalidate))).toEqual(['told', 'later']);
  expect(cache.statistics().shared?.pending).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(250);
  expect(cache.statistics().shared).toMatchObject({ isUp: true, pending: 0 });
  cache.close();
});

test('what is being told is not told again by whoever asks meanwhile: that would make void what was loaded in between', async () => {
  const common = memoryStore();
  const { told, tell } = line();
  const store: SharedStore = { ...common, invalidate: (...change) => tell(() => common.invalidate(...change)) };
  const cache = createCache({ shared: { store, timeoutMs: 60_000 } });
  await cache.catchUp();
  const first = cache.invalidateTags(publicScope, ['t']);
  const second = cache.invalidateTags(publicScope, ['u']);
  const read = cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, load: async () => 'value' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toHaveLength(2);
  for (const { arrive } of told) arrive();
  expect(await Promise.all([first, second, read])).toMatchObject([{ shared: 'told' }, { shared: 'told' }, 'value']);
  expect(told).toHaveLength(2);
  expect(cache.statistics().shared?.pending).toBe(0);
  cache.close();
});

test('what was being told and never arrived is told again', async () => {
  const common = memoryStore();
  let isMute = true;
  const never = new Promise<never>(() => undefined);
  const store: SharedStore = { ...common, invalidate: (...change) => (isMute ? never : common.invalidate(...change)) };
  const cache = createCache({ shared: { store, timeoutMs: 10 } });
  await cache.catchUp();
  expect(await cache.invalidateTags(publicScope, ['t'])).toMatchObject({ shared: 'later' });
  isMute = false;
  expect(await cache.catchUp()).toBe(true);
  expect(cache.statistics().shared?.pending).toBe(0);
  cache.close();
});

/** A store that hears of no invalidation while the line is cut, and what it has heard. */
function cut() {
  const common = memoryStore();
  const [said, line]: [string[], { isCut: boolean }] = [[], { isCut: true }];
  const store: SharedStore = {
    ...common,
    async invalidate(change, origin) {
      if (line.isCut) throw new Error('cut');
      said.push(JSON.stringify(change));
      return common.invalidate(change, origin);
    },
  };
  return { common, store, said, line };
}

test('what was owed about a user who is forgotten is not told afterwards: it would bring the name back', async () => {
  const { store, said, line } = cut();
  const cache = createCache({ shared: { store, leaseMs: 1e6 } });
  await cache.catchUp();
  for (const user of ['anna', 'bert']) {
    expect(await cache.invalidateTags(userScope(user), ['t'])).toMatchObject({ shared: 'later' });
  }
  line.isCut = false;
  await expect.poll(async () => (await cache.forget('anna')).isComplete).toBe(true);
  const forgotten = said.length;
  expect(await cache.catchUp()).toBe(true);
  const afterwards = said.slice(forgotten).join();
  expect(afterwards).toContain('bert');
  expect(afterwards).not.toContain('anna');
  cache.close();
});

test('what is owed about a user whom another process forgot is not told either', async () => {
  const { common, store, said, line } = cut();
  const [mute, other] = [store, common].map((each) => createCache({ shared: { store: each, leaseMs: 1e6 } }));
  if (mute === undefined || other === undefined) throw new Error('there are two');
  await Promise.all([mute, other].map((cache) => cache.catchUp()));
  for (const user of ['anna', 'bert']) await mute.invalidateTags(userScope(user), ['t']);
  await other.forget('anna');
  line.isCut = false;
  await expect.poll(() => mute.catchUp()).toBe(true);
  expect(said.join()).toContain('bert');
  expect(said.join()).not.toContain('anna');
  for (const cache of [mute, other]) cache.close();
});

test('what is set after an invalidation is shared, also while somebody is erased', async () => {
  const common = memoryStore();
  let finish = (_erased: number): void => undefined;
  const store: SharedStore = {
    ...common,
    erase: () => new Promise((resolve) => (finish = resolve)),
    // What is told is heard only later.
    listen: (listener) => common.listen({ ...listener, heard: () => undefined }),
  };
  const cache = createCache({ shared: { store } });
  await cache.catchUp();
  const forgotten = cache.forget('anna');
  await cache.invalidateTags(publicScope, ['t']);
  const about = { scope: publicScope, key: 'k', value: 1, freshForMs: 1e9, tags: ['t'] };
  expect(await cache.set(about)).toEqual({ isStored: true, isShared: true });
  finish(0);
  await forgotten;
  cache.close();
});

test('what is set after everything was made void is shared, although the new epoch is not heard of yet', async () => {
  const common = memoryStore();
  const heard: (() => void)[] = [];
  const store: SharedStore = {
    ...common,
    listen: (listener) => common.listen({ ...listener, heard: (notice) => heard.push(() => listener.heard(notice)) }),
  };
  const cache = createCache({ shared: { store } });
  await cache.catchUp();
  await cache.clear();
  const about = { scope: publicScope, key: 'k', value: 1, freshForMs: 1e9 };
  expect(await cache.set(about)).toEqual({ isStored: true, isShared: true });
  for (const hear of heard) hear();
  expect(cache.peek(about)).toBe(1);
  cache.close();
});
