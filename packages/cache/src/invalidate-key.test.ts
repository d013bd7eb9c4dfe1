import { expect, test } from 'vitest';
import { createCache, publicScope, type Scope, userScope } from './index.js';
import { memoryStore } from './testing/index.js';

/** Caches that share a store, as processes would, and one origin. */
function fixture() {
  const store = memoryStore(() => 0);
  const origin = { value: 'before', loads: 0, failure: undefined as Error | undefined };
  const caches = [0, 1].map(() => createCache({ now: () => 0, shared: { store } }));
  const [one, two] = caches;
  if (one === undefined || two === undefined) throw new Error('There must be two');
  const get = (cache: typeof one, key: string, scope: Scope = publicScope) =>
    cache.getOrLoad({
      ...{ scope, key, freshForMs: 100, graceMs: 1_000, tags: ['t'], failureForMs: () => 0 },
      load: async () => {
        origin.loads += 1;
        if (origin.failure !== undefined) throw origin.failure;
        return origin.value;
      },
    });
  const settle = async () => {
    for (const cache of caches) {
      await cache.idle();
      await cache.catchUp();
    }
  };
  return { one, two, origin, get, settle };
}

const scopes = [publicScope, userScope('anna'), userScope('a:b'), userScope('日本'), userScope('7:x:')];

test.each(scopes)('makes one value in the scope %j void, in every process, and no other', async (scope) => {
  const { one, two, origin, get, settle } = fixture();
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const keys = ['k', 'k:2', 'tag:t', 'user:4:anna:k', '日本', ''];
  for (const cache of [one, two]) {
    for (const each of scopes) for (const key of keys) await get(cache, key, each);
    await settle();
  }
  for (const key of keys) {
    origin.value = `after ${key}`;
    expect(await one.invalidateKey(scope, key)).toMatchObject({ shared: 'told' });
    await settle();
    const { loads } = origin;
    for (const cache of [one, two]) expect(await get(cache, key, scope), key).toBe(`after ${key}`);
    await settle();
    for (const each of scopes.filter((other) => other !== scope)) expect(await get(two, key, each)).toBe('before');
    expect(origin.loads - loads).toBeLessThanOrEqual(2);
  }
});

test('keeps what is being loaded from being stored, and from being joined', async () => {
  const { one } = fixture();
  let arrive: (value: string) => void = () => undefined;
  const load = () => new Promise<string>((resolve) => (arrive = resolve));
  const ask = () => one.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 100, load });
  const early = ask();
  await new Promise((resolve) => setImmediate(resolve));
  const old = arrive;
  await one.invalidateKey(publicScope, 'k');
  const late = ask();
  await new Promise((resolve) => setImmediate(resolve));
  arrive('after');
  old('before');
  expect(await Promise.all([early, late])).toEqual(['before', 'after']);
  expect((await one.explain(publicScope, 'k')).memory.state).toBe('fresh');
  expect(await ask()).toBe('after');
});

test('keeps what is being loaded from being stored when nobody else loads it', async () => {
  const { one } = fixture();
  let arrive: (value: string) => void = () => undefined;
  const load = () => new Promise<string>((resolve) => (arrive = resolve));
  const asked = one.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 100, load });
  await new Promise((resolve) => setImmediate(resolve));
  await one.invalidateKey(publicScope, 'k');
  arrive('before');
  expect(await asked).toBe('before');
  expect((await one.explain(publicScope, 'k')).memory.state).toBe('absent');
  expect(one.statistics()).toMatchObject({ entries: 0, discards: 1 });
});

test('leaves what an origin can say "not modified" about, and says why it is void', async () => {
  const cache = createCache({ now: () => 0 });
  const asked: Readonly<Record<string, string>>[] = [];
  const ask = () =>
    cache.getOrLoad({
      ...{ scope: publicScope, key: 'k', freshForMs: 100 },
      load: async ({ heed, conditions }) => {
        asked.push(conditions());
        heed({ get: (name) => (name === 'etag' ? '"1"' : null) });
        return 'value';
      },
    });
  await ask();
  await cache.invalidateKey(publicScope, 'k');
  expect((await cache.explain(publicScope, 'k')).memory).toMatchObject({
    state: 'void',
    why: 'public:k was invalidated since its load began.',
  });
  await ask();
  expect(asked).toEqual([{}, { 'if-none-match': '"1"' }]);
});

test('what the origin judges in one process is void in the memory of the others', async () => {
  const { one, two, origin, get, settle } = fixture();
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  await get(two, 'k');
  await settle();
  origin.failure = new Error('gone');
  // One asks anew, as its rule allows nothing that was loaded before.
  const judged = one.getOrLoad({
    ...{ scope: publicScope, key: 'k', freshForMs: 0, failureForMs: () => 0 },
    load: async () => Promise.reject(origin.failure),
  });
  await expect(judged).rejects.toThrow('gone');
  await settle();
  await expect(get(two, 'k')).rejects.toThrow('gone');
});
