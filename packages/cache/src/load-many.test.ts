import { expect, onTestFinished, test } from 'vitest';
import { createCache, type GetOrLoadManyOptions, type LoadMany, publicScope } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

type More = Partial<GetOrLoadManyOptions<unknown>>;

/** Caches on one store, an origin that is asked for many, and how often it was. */
async function fixture() {
  const state = { time: 0, version: 1 };
  const store = memoryStore(() => state.time);
  const calls: string[] = [];
  const load: LoadMany<unknown> = async (keys) => {
    calls.push(keys.join(' '));
    return new Map(keys.filter((key) => key !== 'left out').map((key) => [key, `${key} ${state.version}`]));
  };
  const open = (shared = store) => {
    const cache = createCache({ now: () => state.time, shared: { store: shared } });
    onTestFinished(() => cache.close());
    const ask = (keys: readonly string[], more: More = {}) =>
      cache.getOrLoadMany({
        ...{ scope: publicScope, freshForMs: 100, name: 'thing', keys, load, tags: (key: string) => [`tag of ${key}`] },
        ...more,
      });
    const askOne = (key: string, own: () => Promise<unknown> = async () => `${key} alone`) =>
      cache.getOrLoad({ scope: publicScope, freshForMs: 100, name: 'thing', key, tags: [`tag of ${key}`], load: own });
    return { cache, ask, askOne };
  };
  const [one, two] = [open(), open()];
  await Promise.all([one, two].map(({ cache }) => cache.catchUp()));
  return { state, store, open, one, two, load, calls };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('loads by one call what is in no tier, and gives all in the order of the keys', async () => {
  const { one, two, calls } = await fixture();
  await one.ask(['a', 'b']);
  await one.cache.idle();
  await two.ask(['b']);
  expect(await two.ask(['c', 'a', 'd', 'b', 'c'])).toEqual(['c 1', 'a 1', 'd 1', 'b 1', 'c 1']);
  expect(calls).toEqual(['a b', 'c d']);
  await two.cache.idle();
  expect(await one.ask(['d', 'c'])).toEqual(['d 1', 'c 1']);
  expect(calls).toHaveLength(2);
  expect(two.cache.statistics().byName.thing).toMatchObject({ hits: 1, misses: 4, sharedHits: 2, loads: 2, stores: 2 });
});

test('calls for no more at once than an API takes', async () => {
  const { one, calls } = await fixture();
  const keys = ['a', 'b', 'c', 'd', 'e'];
  expect(await one.ask(keys, { maxBatchSize: 2 })).toEqual(keys.map((key) => `${key} 1`));
  expect(calls).toEqual(['a b', 'c d', 'e']);
});

test('what a load leaves out is undefined and not kept; what it has, undefined and null too, is kept', async () => {
  const { one, two, calls } = await fixture();
  expect(await one.ask(['a', 'left out'])).toEqual(['a 1', undefined]);
  expect(await one.ask(['a', 'left out'])).toEqual(['a 1', undefined]);
  expect(calls).toEqual(['a left out', 'left out']);
  const absent: LoadMany<unknown> = async () =>
    new Map([
      ['none', null],
      ['empty', undefined],
    ]);
  expect(await one.ask(['none', 'empty'], { load: absent })).toEqual([null, undefined]);
  await one.cache.idle();
  expect(await two.ask(['none', 'empty'])).toEqual([null, undefined]);
  expect(calls).toHaveLength(2);
});

test('shares loads with whoever asks for one of the values at the same time, in both directions', async () => {
  const { one, load, calls } = await fixture();
  const joining: Promise<unknown>[] = [];
  const joined: LoadMany<unknown> = async (keys, context) => {
    joining.push(
      one.askOne('b', async () => expect.unreachable()),
      one.ask(['d', 'c', 'b']),
    );
    await turn();
    return load(keys, context);
  };
  const all = await Promise.all([one.askOne('a'), one.ask(['a', 'b', 'c'], { load: joined })]);
  expect(all).toEqual(['a alone', ['a alone', 'b 1', 'c 1']]);
  expect(await Promise.all(joining)).toEqual(['b 1', ['d 1', 'c 1', 'b 1']]);
  expect(calls.toSorted()).toEqual(['b c', 'd']);
});

test('whoever asks for one value that a load of many leaves out has a load of their own', async () => {
  const { one } = await fixture();
  let alone: Promise<unknown> | undefined;
  const load: LoadMany<unknown> = async () => {
    alone = one.askOne('left out');
    await turn();
    return new Map();
  };
  expect(await one.ask(['left out'], { load })).toEqual([undefined]);
  expect(await alone).toBe('left out alone');
  // Each of the two has asked once, and memory had it for neither.
  expect(one.cache.statistics()).toMatchObject({ hits: 0, misses: 2 });
});

test('a load that fails fails for all who wait for it, by one call, and what is at hand stays', async () => {
  const { one, calls } = await fixture();
  await one.ask(['a']);
  const failing: LoadMany<unknown> = async (keys) => {
    calls.push(keys.join(' '));
    throw new Error('no');
  };
  await expect(one.ask(['a', 'b', 'c'], { load: failing })).rejects.toThrow(/^Of thing, 2 of 3 .*: no$/);
  expect(calls).toEqual(['a', 'b c']);
  expect(await one.cache.getMany({ scope: publicScope, freshForMs: 100, keys: ['a', 'b'] })).toEqual([
    'a 1',
    undefined,
  ]);
  expect(one.cache.statistics()).toMatchObject({ loadErrors: 2, loads: 3 });
});

test('a load that gives no map is told what it should give', async () => {
  const { one } = await fixture();
  const load = (async (keys: readonly string[]) => keys) as never;
  await expect(one.ask(['a'], { load })).rejects.toThrow('has to give a Map of the values by their keys');
});

test('old values are given at once and refreshed behind by one call', async () => {
  const { state, one, calls } = await fixture();
  const rule = { staleForMs: 100 };
  await one.ask(['a', 'b'], rule);
  await one.cache.idle();
  [state.time, state.version] = [150, 2];
  expect(await one.ask(['a', 'b'], rule)).toEqual(['a 1', 'b 1']);
  await one.cache.idle();
  expect(calls).toEqual(['a b', 'a b']);
  expect(await one.ask(['a', 'b'], rule)).toEqual(['a 2', 'b 2']);
  expect(one.cache.statistics()).toMatchObject({ stale: 2 });
});

test('an old value of the store is given, and refreshed behind', async () => {
  const { state, one, two } = await fixture();
  await one.ask(['a']);
  await one.cache.idle();
  [state.time, state.version] = [150, 2];
  const heard: string[] = [];
  two.cache.on((event) => heard.push('from' in event ? `${event.type} ${event.from}` : event.type));
  expect(await two.ask(['a'], { staleForMs: 100 })).toEqual(['a 1']);
  expect(heard).toEqual(['miss', 'stale shared']);
  await two.cache.idle();
  expect(await two.ask(['a'])).toEqual(['a 2']);
});

test('when a load fails old values within their grace stand in for it', async () => {
  const { state, one } = await fixture();
  await one.ask(['a', 'b']);
  state.time = 150;
  const load = () => Promise.reject(new Error('no'));
  expect(await one.ask(['b', 'a'], { graceMs: 100, load })).toEqual(['b 1', 'a 1']);
  await expect(one.ask(['b', 'c'], { graceMs: 100, load })).rejects.toThrow('no');
});

test('failures are remembered for each key by their kind', async () => {
  const { one, calls } = await fixture();
  const failing: LoadMany<unknown> = (keys) => {
    calls.push(keys.join(' '));
    return Promise.reject(new Error('no such thing'));
  };
  const question = { load: failing, failureForMs: () => 50 };
  await expect(one.ask(['a', 'b'], question)).rejects.toThrow('no such thing');
  await expect(one.ask(['b'], question)).rejects.toThrow('no such thing');
  expect(calls).toEqual(['a b']);
});

test('what is invalidated while it is loaded is given to those who waited, and kept nowhere', async () => {
  const { one, two, calls } = await fixture();
  let arrive = (): void => undefined;
  const load: LoadMany<unknown> = (keys) =>
    new Promise((resolve) => {
      arrive = () => resolve(new Map(keys.map((key) => [key, 'before'])));
    });
  const asked = one.ask(['a', 'b'], { load });
  await turn();
  await two.cache.invalidateTags(publicScope, ['tag of a']);
  await one.cache.catchUp();
  arrive();
  expect(await asked).toEqual(['before', 'before']);
  await one.cache.idle();
  expect(await two.ask(['a', 'b'])).toEqual(['a 1', 'before']);
  await two.cache.idle();
  expect(await one.ask(['a', 'b'])).toEqual(['a 1', 'before']);
  expect(calls).toEqual(['a']);
});

test('the load is told to stop when nobody waits for any of its values any more, and not before', async () => {
  const { one } = await fixture();
  let stopped: unknown;
  const load: LoadMany<unknown> = (_keys, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        stopped = signal.reason;
        reject(signal.reason);
      });
    });
  const [first, second] = [new AbortController(), new AbortController()];
  const asked = one.ask(['a', 'b'], { load, signal: first.signal });
  await turn();
  const joined = one.ask(['b'], { load, signal: second.signal });
  await turn();
  first.abort('first');
  await expect(asked).rejects.toBe('first');
  expect(stopped).toBeUndefined();
  second.abort('second');
  await expect(joined).rejects.toBe('second');
  expect(stopped).toBeDefined();
});

test('a load that takes longer than it may is told to stop, and fails with a time-out', async () => {
  const { one } = await fixture();
  const load: LoadMany<unknown> = (_keys, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  await expect(one.ask(['a', 'b'], { load, hardTimeoutMs: 1 })).rejects.toMatchObject({
    cause: { code: 'load_timeout' },
  });
});

test('what the load says counts for all its values, but a validator of the whole for none', async () => {
  const { state, one, two } = await fixture();
  const load: LoadMany<unknown> = async (keys, { heed, limit, seed }) => {
    heed(new Headers({ 'cache-control': 'max-age=3600', etag: '"whole"' }));
    limit({ freshForMs: 50 });
    seed([{ key: 'part', value: 'part', rule: { freshForMs: 100 }, tags: ['tag of part'] }]);
    return new Map(keys.map((key) => [key, `${key} said`]));
  };
  await one.ask(['a', 'b'], { load });
  await one.cache.idle();
  for (const { ask } of [one, two]) expect(await ask(['a', 'part'])).toEqual(['a said', 'part']);
  state.time = 50;
  let previous: unknown = 'none asked';
  const own = async (context: { readonly previous?: unknown }) => {
    previous = context.previous;
    return 'anew';
  };
  expect(await one.askOne('b', own as never)).toBe('anew');
  expect(previous).toBeUndefined();
  const once: LoadMany<unknown> = async (_keys, { doNotStore }) => {
    doNotStore();
    return new Map([['c', 'once']]);
  };
  expect(await one.ask(['c'], { load: once })).toEqual(['once']);
  expect(await one.ask(['c'])).toEqual(['c 1']);
});

test('a store that is down costs nothing but loads', async () => {
  const { store, open, calls } = await fixture();
  const chaotic = chaosStore(store);
  const { ask, cache } = open(chaotic as never);
  await cache.catchUp();
  chaotic.chaos.isDown = true;
  expect(await ask(['a', 'b'])).toEqual(['a 1', 'b 1']);
  expect(calls).toEqual(['a b']);
});

test('processes take turns where that is wanted, and load together what is theirs', async () => {
  const { one, two, calls } = await fixture();
  const answers = await Promise.all([
    one.ask(['a', 'b'], { flight: 'everywhere' }),
    two.ask(['a', 'b'], { flight: 'everywhere' }),
  ]);
  expect(answers).toEqual([
    ['a 1', 'b 1'],
    ['a 1', 'b 1'],
  ]);
  expect(calls).toEqual(['a b']);
});
