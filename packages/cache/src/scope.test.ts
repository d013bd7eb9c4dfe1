import { expect, test } from 'vitest';
import { type Cache, createCache, publicScope, type Scope, userScope } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function fixture() {
  const cache = createCache({ now: () => 0 });
  const get = (scope: Scope, key: string, load: () => Promise<string>) =>
    cache.getOrLoad({ scope, key, freshForMs: 100, graceMs: 100, tags: ['t'], load });
  return { cache, get };
}

test('never gives the value of one user to another, or to the public', async () => {
  const { get } = fixture();
  await get(userScope('anna'), 'me', async () => 'anna');
  expect(await get(userScope('bert'), 'me', async () => 'bert')).toBe('bert');
  expect(await get(publicScope, 'me', async () => 'nobody')).toBe('nobody');
  expect(await get(userScope('anna'), 'me', async () => 'loaded again')).toBe('anna');
});

test.each([
  [userScope('a'), 'b:c', userScope('a:b'), 'c'],
  [userScope('a'), '1:b:x', userScope('1:b'), 'x'],
  [publicScope, 'user:1:a:k', userScope('a'), 'k'],
  [userScope('public'), 'k', publicScope, 'k'],
])('has no key that reaches into another scope: %j %s', async (scope, key, otherScope, otherKey) => {
  const { get } = fixture();
  await get(scope, key, async () => 'mine');
  expect(await get(otherScope, otherKey, async () => 'other')).toBe('other');
  // Nor while both are loaded at once, nor in a store that processes share.
  const store = memoryStore(() => 0);
  const [one, two] = [0, 1].map(() => createCache({ now: () => 0, shared: { store } })) as [Cache, Cache];
  await Promise.all([one.catchUp(), two.catchUp()]);
  const ask = (cache: Cache, [its, name]: readonly [Scope, string], value: string) =>
    cache.getOrLoad({ scope: its, key: name, freshForMs: 100, load: async () => value });
  const asked = [ask(one, [scope, key], 'mine'), ask(one, [otherScope, otherKey], 'other')];
  expect(await Promise.all(asked)).toEqual(['mine', 'other']);
  await one.idle();
  const found = [ask(two, [scope, key], 'loaded'), ask(two, [otherScope, otherKey], 'loaded')];
  expect(await Promise.all(found)).toEqual(['mine', 'other']);
  for (const cache of [one, two]) cache.close();
});

test('refuses a user without a name, and one whose name a store could not tell from another', async () => {
  const { cache, get } = fixture();
  // Written as UTF-8, each half of a surrogate pair is U+FFFD.
  for (const name of ['', '\ud800', 'x\udfff']) {
    expect(() => userScope(name)).toThrow('user must be the name of a user');
    await expect(cache.forget(name)).rejects.toThrow('user must be the name of a user');
  }
  expect(userScope('whole 🎵')).toEqual({ kind: 'user', user: 'whole 🎵' });
  const nobody: Scope = { kind: 'user', user: '' };
  await expect(get(nobody, 'me', async () => 'anybody')).rejects.toThrow('scope must be');
  await expect(cache.invalidateTags(nobody, ['t'])).rejects.toThrow('scope must be');
});

test('forgets everything of a user and nothing of the others', async () => {
  const { cache, get } = fixture();
  for (const user of ['anna', 'bert']) for (const key of ['a', 'b']) await get(userScope(user), key, async () => 'old');
  await get(publicScope, 'a', async () => 'old');
  expect(await cache.forget('anna')).toEqual({ entries: 2, sharedEntries: 0, isComplete: true });
  expect(cache.statistics().entries).toBe(3);
  expect(await get(userScope('anna'), 'a', async () => 'new')).toBe('new');
  expect(await get(userScope('bert'), 'a', async () => 'new')).toBe('old');
  expect(await get(publicScope, 'a', async () => 'new')).toBe('old');
});

test('does not store what was being loaded for a user who is forgotten meanwhile', async () => {
  const { cache, get } = fixture();
  let arrive = (_value: string): void => undefined;
  const asked = get(userScope('anna'), 'a', () => new Promise((resolve) => (arrive = resolve)));
  await settle();
  cache.forget('anna');
  arrive('old');
  expect(await asked).toBe('old');
  expect(cache.statistics().entries).toBe(0);
});

test('does not store what an abandoned load brings for a user who is forgotten meanwhile', async () => {
  const { cache } = fixture();
  const leaving = new AbortController();
  let arrive = (_value: string): void => undefined;
  const load = () => new Promise<string>((resolve) => (arrive = resolve));
  const asked = cache.getOrLoad({ scope: userScope('anna'), key: 'a', freshForMs: 100, load, signal: leaving.signal });
  await settle();
  leaving.abort(new Error('gone'));
  await expect(asked).rejects.toThrow('gone');
  cache.forget('anna');
  arrive('old');
  await settle();
  expect(cache.statistics().entries).toBe(0);
});

test('does not comfort a user who was forgotten with an old value when the load fails', async () => {
  const { cache } = fixture();
  const ask = (load: () => Promise<string>) =>
    cache.getOrLoad({ scope: userScope('anna'), key: 'a', freshForMs: 0, graceMs: 100, load });
  await ask(async () => 'old');
  const failing = ask(async () => {
    cache.forget('anna');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
});

test('stores nothing for a user who was forgotten elsewhere, also when nothing was heard of it', async () => {
  const common = memoryStore();
  const deaf = chaosStore(common);
  deaf.chaos.isDeaf = true;
  const [one, two] = [createCache({ shared: { store: common } }), createCache({ shared: { store: deaf } })];
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  let arrive: (value: string) => void = () => undefined;
  const asked = two.getOrLoad({
    ...{ scope: userScope('anna'), key: 'k', freshForMs: 1e9 },
    load: () => new Promise<string>((resolve) => (arrive = resolve)),
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(await one.forget('anna')).toMatchObject({ isComplete: true });
  arrive('of anna');
  await asked;
  await two.idle();
  expect(await common.count('')).toBe(0);
  expect(two.statistics().shared).toMatchObject({ refused: 1 });
  for (const cache of [one, two]) cache.close();
});

test('keeps no mark that bears the name of a user who was forgotten', async () => {
  const cache = createCache({ now: () => 0 });
  const anna = userScope('anna');
  const settle = { forMs: 1_000, freshForMs: 1 };
  const fresh = async () => {
    await cache.getOrLoad({ scope: anna, key: 'k', freshForMs: 100, tags: ['t'], settle, load: async () => 1 });
    return (await cache.explain(anna, 'k')).memory.freshForMs;
  };
  await cache.invalidateTags(anna, ['t']);
  expect(await fresh(), 'what was written a moment ago').toBe(1);
  await cache.forget('anna');
  expect(await fresh(), 'of which nothing is known any more').toBe(100);
});

test('keeps nothing of a user in memory either who was forgotten elsewhere while nothing was heard', async () => {
  const common = memoryStore();
  const deaf = chaosStore(common);
  const [one, two] = [createCache({ shared: { store: common } }), createCache({ shared: { store: deaf } })];
  await Promise.all([one, two].map((cache) => cache.catchUp()));
  const get = (scope: Scope) => two.getOrLoad({ scope, key: 'k', freshForMs: 1e9, load: async () => 'value' });
  const scopesOfAnna: Scope[] = [];
  two.on((event) => {
    if (event.type === 'miss' && event.scope.kind === 'user') scopesOfAnna.push(event.scope);
  });
  for (const scope of [userScope('anna'), publicScope]) await get(scope);
  await two.idle();
  deaf.chaos.isDeaf = true;
  await one.forget('anna');
  deaf.chaos.isDeaf = false;
  // The next change shows that one was missed.
  await one.invalidateTags(publicScope, ['other']);
  await expect.poll(() => two.statistics().distrusts).toBe(2);
  expect(two.statistics().entries).toBe(1);
  // Nor the scope that bears their name: whoever asks again is given another one.
  await get(userScope('anna'));
  expect(scopesOfAnna).toHaveLength(2);
  expect(scopesOfAnna[1]).not.toBe(scopesOfAnna[0]);
  for (const cache of [one, two]) cache.close();
});

test('keeps what it keeps for whomever a scope named when it was asked, whatever becomes of the scope', async () => {
  const { cache, get } = fixture();
  const scope = { kind: 'user' as const, user: 'anna' };
  await get(scope, 'k', async () => 'of anna');
  scope.user = 'bert';
  expect(await get(scope, 'k', async () => 'of bert')).toBe('of bert');
  expect(await get(userScope('anna'), 'k', async () => 'loaded again')).toBe('of anna');
  expect(await cache.forget('anna')).toMatchObject({ entries: 1 });
  expect(cache.statistics().entries).toBe(1);
  for (const each of [userScope('anna'), publicScope]) expect(Object.isFrozen(each)).toBe(true);
});

test('has one scope for all entries of a user, and none of theirs any more when they are forgotten', async () => {
  const { cache, get } = fixture();
  const scopes: Scope[] = [];
  cache.on((event) => event.type === 'hit' && scopes.push(event.scope));
  const ask = async (key: string) => {
    for (let time = 0; time < 2; time += 1) await get(userScope('anna'), key, async () => 'value');
    return scopes.at(-1);
  };
  const first = await ask('a');
  expect(await ask('b')).toBe(first);
  await cache.forget('anna');
  const next = await ask('a');
  expect(next).toEqual(first);
  expect(next).not.toBe(first);
});

/** A scope that tells who it is each time that it is asked. */
function changing() {
  const named = { user: 'anna' };
  const scope = Object.defineProperty({ kind: 'user', user: '' }, 'user', { get: () => named.user }) as Scope;
  return { named, scope };
}

test.each<[how: string, keep: (cache: Cache, scope: Scope) => Promise<unknown>]>([
  ['loaded', (cache, scope) => cache.getOrLoad({ scope, key: 'k', freshForMs: 100, load: async () => 'value' })],
  [
    'one of many that are loaded',
    (cache, scope) => {
      const load = async (keys: readonly string[]) => new Map(keys.map((key) => [key, 'value']));
      return cache.getOrLoadMany({ scope, keys: ['k'], freshForMs: 100, load });
    },
  ],
])(
  'keeps what is %s for the user who was named when it was asked for, whoever the scope names later',
  async (_how, keep) => {
    const cache = createCache({ now: () => 0 });
    const { named, scope } = changing();
    const keeping = keep(cache, scope);
    named.user = 'bert';
    await keeping;
    expect(['anna', 'bert'].map((user) => cache.peek({ scope: userScope(user), key: 'k' }))).toEqual([
      'value',
      undefined,
    ]);
    expect(await cache.forget('anna')).toMatchObject({ entries: 1 });
  },
);
