import { expect, onTestFinished, test, vi } from 'vitest';
import {
  type Cache,
  type CacheEvent,
  createCache,
  type GetManyOptions,
  publicScope,
  type SharedStore,
  userScope,
} from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

const about = { scope: publicScope, freshForMs: 100, name: 'thing', tags: (key: string) => [`tag of ${key}`] };
const single = (key: string, load: () => Promise<unknown>, more: object = {}) => ({
  ...{ scope: publicScope, freshForMs: 100, name: 'thing', key, tags: [`tag of ${key}`], load },
  ...more,
});

/** Two caches on one store; what one has loaded the other finds there. */
async function fixture(own: (store: SharedStore) => SharedStore = (store) => store) {
  const state = { time: 0 };
  const store = memoryStore(() => state.time);
  const asked: string[] = [];
  /** What happens before the store's answer arrives. */
  const meanwhile: (() => unknown)[] = [];
  const watched: SharedStore = {
    ...store,
    read: (id, names) => {
      asked.push(id);
      return store.read(id, names);
    },
    readMany: async (questions) => {
      asked.push(questions.map(({ id }) => id).join(' '));
      const answers = await Promise.all(questions.map(({ id, names }) => store.read(id, names)));
      for (const happens of meanwhile.splice(0)) await happens();
      return answers;
    },
  };
  const open = (shared: SharedStore) => {
    const cache = createCache({ now: () => state.time, shared: { store: shared }, maxAgeMs: 10_000 });
    onTestFinished(() => cache.close());
    return cache;
  };
  const [one, two] = [open(store), open(own(watched))];
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const put = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await one.getOrLoad(single(key, async () => `value of ${key}`));
    await one.idle();
  };
  const get = (keys: readonly string[], more: Partial<GetManyOptions> = {}) =>
    two.getMany<string>({ ...about, keys, ...more });
  return { state, store, one, two, put, get, asked, meanwhile };
}
const valuesOf = (...keys: string[]): string[] => keys.map((key) => `value of ${key}`);

test('gives the values in the order of the keys, of both tiers, and undefined for what is nowhere', async () => {
  const { two, put, get, asked } = await fixture();
  await put('a', 'b', 'c');
  await two.getOrLoad(single('b', async () => expect.unreachable()));
  asked.length = 0;
  expect(await get(['c', 'nowhere', 'b', 'a'])).toEqual(['value of c', undefined, 'value of b', 'value of a']);
  expect(asked).toEqual(['public:c public:nowhere public:a']);
});

test('keeps in memory what it finds, so that the next look takes no trip', async () => {
  const { two, put, get, asked } = await fixture();
  await put('a', 'b');
  await get(['a', 'b']);
  expect(await get(['b', 'a'])).toEqual(valuesOf('b', 'a'));
  expect(two.peek({ scope: publicScope, key: 'a' })).toBe('value of a');
  expect(asked).toHaveLength(1);
});

test('looks once for a key that is named twice, and for nothing when no key is named', async () => {
  const { two, put, get, asked } = await fixture();
  await put('a');
  expect(await get(['a', 'a', 'b', 'a'])).toEqual(['value of a', 'value of a', undefined, 'value of a']);
  expect(asked).toEqual(['public:a public:b']);
  expect(await get([])).toEqual([]);
  expect(asked).toHaveLength(1);
  expect(two.statistics()).toMatchObject({ hits: 0, misses: 2, sharedHits: 1, loads: 0 });
});

test('never loads, and does not ask the store where the question is for memory alone', async () => {
  const { put, get, asked } = await fixture();
  await put('a');
  expect(await get(['a'], { tiers: 'memory' })).toEqual([undefined]);
  expect(asked).toEqual([]);
});

test('works with a store that is asked for each by itself, and with none', async () => {
  const { put, get, asked } = await fixture(({ readMany: _readMany, ...store }) => store);
  await put('a', 'b');
  expect(await get(['a', 'nowhere', 'b'])).toEqual(['value of a', undefined, 'value of b']);
  expect(asked).toEqual(['public:a', 'public:nowhere', 'public:b']);
  const alone = createCache();
  await alone.getOrLoad(single('a', async () => 'mine'));
  expect(await alone.getMany({ ...about, keys: ['b', 'a'] })).toEqual([undefined, 'mine']);
});

test('gives nothing that was invalidated, whatever tier has it', async () => {
  const { one, two, put, get } = await fixture();
  await put('a', 'b', 'c', 'd');
  await get(['a', 'b']);
  await one.invalidateTags(publicScope, ['tag of a', 'tag of c']);
  await two.catchUp();
  expect(await get(['a', 'b', 'c', 'd'])).toEqual([undefined, 'value of b', undefined, 'value of d']);
});

test.each([
  ['its tag is invalidated', 'a', (cache: Cache) => cache.invalidateTags(publicScope, ['tag of a'])],
  ['it is invalidated itself', 'a', (cache: Cache) => cache.invalidateKey(publicScope, 'a')],
  ['everything is cleared', 'a b', (cache: Cache) => cache.clear()],
] as const)('gives nothing of which %s here while the store is asked', async (_what, gone, happens) => {
  const { two, put, get, meanwhile } = await fixture();
  await put('a', 'b');
  meanwhile.push(() => void happens(two));
  expect(await get(['a', 'b'])).toEqual(['a', 'b'].map((key) => (gone.includes(key) ? undefined : `value of ${key}`)));
  expect(two.peek({ scope: publicScope, key: 'a' })).toBeUndefined();
});

test('gives what is set here while the store is asked, and not what the store still had', async () => {
  const { two, put, get, meanwhile } = await fixture();
  await put('a');
  meanwhile.push(() => void two.set({ ...about, key: 'a', tags: ['tag of a'], value: 'set' }));
  expect(await get(['a'])).toEqual(['set']);
  expect(await get(['a'])).toEqual(['set']);
});

test('gives nothing of a user who is forgotten here while the store is asked, and keeps nothing', async () => {
  const { one, two, get, meanwhile } = await fixture();
  const anna = userScope('anna');
  await one.getOrLoad(single('a', async () => 'of anna', { scope: anna }));
  await one.idle();
  expect(await get(['a'])).toEqual([undefined]);
  expect(await get(['a'], { scope: userScope('bert') })).toEqual([undefined]);
  meanwhile.push(() => void two.forget('anna'));
  expect(await get(['a'], { scope: anna })).toEqual([undefined]);
  expect(two.statistics().entries).toBe(0);
});

test('finds the values of a user, and of a process that has only just begun', async () => {
  const { one, two, store, get } = await fixture();
  const anna = userScope('anna');
  for (const key of ['a', 'b']) await one.getOrLoad(single(key, async () => key, { scope: anna }));
  await one.idle();
  const asAnna = { ...about, scope: anna, keys: ['a', 'b'] };
  expect(await get(['a', 'b'], { scope: anna })).toEqual(['a', 'b']);
  const third = createCache({ now: () => 0, shared: { store } });
  onTestFinished(() => third.close());
  expect(await third.getMany(asAnna)).toEqual(['a', 'b']);
  await two.forget('anna');
  await third.catchUp();
  expect(await third.getMany(asAnna)).toEqual([undefined, undefined]);
});

test('gives nothing of another epoch, nothing under other tags, and nothing that is damaged', async () => {
  const { store, two, put, get } = await fixture();
  await put('a', 'b', 'c');
  expect(await get(['a', 'b'], { tags: ['another'] })).toEqual([undefined, undefined]);
  const whole = await store.read('public:b');
  const [bytes] = [Buffer.from(whole.bytes ?? [])];
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 2) ^ 1, bytes.length - 2);
  await store.write({ id: 'public:b', bytes, names: ['public:b'], since: whole.position, ttlMs: 10_000 });
  expect(await get(['a', 'b'])).toEqual(['value of a', undefined]);
  expect(two.statistics().shared).toMatchObject({ damaged: 1, hits: 3, reads: 4 });
  await store.renew('another');
  await two.catchUp();
  expect(await get(['a', 'c'])).toEqual([undefined, undefined]);
});

test.each([
  ['the question', 99, 100, {}],
  ['the hard maximum', 9_999, 10_000, { freshForMs: 1e9 }],
])('gives nothing that is older than %s allows', async (_whose, young, old, more) => {
  const { state, two, put, get } = await fixture();
  await put('a');
  state.time = young;
  expect(await get(['a'], more)).toEqual(valuesOf('a'));
  state.time = old;
  expect(await get(['a'], more)).toEqual([undefined]);
  await two.clear();
  expect(await get(['a'], more)).toEqual([undefined]);
});

test('counts and tells of each key what a question for it alone would', async () => {
  const { two, put, get } = await fixture();
  await put('a', 'b');
  await get(['a']);
  const heard: CacheEvent[] = [];
  two.on((event) => heard.push(event));
  await get(['a', 'b', 'nowhere']);
  const about = (key: string) => ({ scope: publicScope, key, name: 'thing' });
  expect(heard).toEqual([
    { type: 'hit', ...about('a') },
    { type: 'miss', ...about('b') },
    { type: 'shared-hit', ...about('b') },
    { type: 'miss', ...about('nowhere') },
  ]);
  const { byName, hitRatio } = two.statistics();
  expect(byName.thing).toMatchObject({ hits: 1, sharedHits: 2, misses: 3, loads: 0 });
  expect(hitRatio).toBe(3 / 4);
});

test.each(['hangs', 'isDown'] as const)(
  'a store that %s costs the values that only it has, and no more time than a question may take',
  async (fault) => {
    const chaotic: ReturnType<typeof chaosStore>[] = [];
    const { two, put, get } = await fixture((store) => {
      const made = chaosStore(store);
      chaotic.push(made);
      return made;
    });
    await put('a', 'b');
    await get(['a']);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    for (const { chaos } of chaotic) chaos[fault] = true;
    const asked = get(['a', 'b', 'c']);
    await vi.advanceTimersByTimeAsync(50);
    for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(await asked).toEqual(['value of a', undefined, undefined]);
    expect(await get(['b'])).toEqual([undefined]);
    expect(two.statistics().shared).toMatchObject({ isUp: false, errors: 1 });
  },
);

test('a store that answers with fewer than it was asked for is not believed', async () => {
  const { put, get, two } = await fixture((store) => ({
    ...store,
    readMany: async () => [await store.read('public:a')],
  }));
  await put('a', 'b');
  expect(await get(['b', 'a'])).toEqual([undefined, undefined]);
  expect(two.statistics().shared?.problem?.message).toBe('it gave 1 answers to 2 questions');
});

test('whoever has given up is told so at once, and whoever asks a closed cache too', async () => {
  const { two, put, get, meanwhile } = await fixture();
  await put('a', 'b');
  await get(['a']);
  const controller = new AbortController();
  let answer = (): void => undefined;
  meanwhile.push(() => new Promise<void>((resolve) => (answer = resolve)));
  const asked = get(['a', 'b'], { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  await expect(get(['a'], { signal: controller.signal })).rejects.toThrow('enough');
  answer();
  await two.idle();
  const other = fixture();
  const { two: closing, put: putThere, get: getThere, meanwhile: atEnd } = await other;
  await putThere('a');
  atEnd.push(() => closing.close());
  await expect(getThere(['a'])).rejects.toMatchObject({ code: 'cache_closed' });
  await expect(getThere(['a'])).rejects.toMatchObject({ code: 'cache_closed' });
});
