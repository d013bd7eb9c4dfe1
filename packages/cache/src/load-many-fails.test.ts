import { expect, onTestFinished, test } from 'vitest';
import {
  CacheClosedError,
  createCache,
  type GetOrLoadManyOptions,
  InvalidOptionError,
  type LoadMany,
  LoadManyError,
  publicScope,
} from './index.js';

const gone = new Error('gone');
const down = new Error('down');

/** A cache, and an origin that is asked for two keys at once: it is down for the second two. */
function fixture() {
  const state = { time: 0 };
  const cache = createCache({ now: () => state.time });
  onTestFinished(() => cache.close());
  const half: LoadMany<string> = async (keys) => {
    if (keys.includes('c')) throw down;
    return new Map(keys.map((key) => [key, `${key} at ${state.time}`]));
  };
  const ask = (keys: readonly string[], more: Partial<GetOrLoadManyOptions<string>> = {}) =>
    cache.getOrLoadMany({
      ...{ scope: publicScope, name: 'thing', freshForMs: 100, maxBatchSize: 2, keys, load: half },
      ...more,
    });
  return { state, cache, ask };
}
/** What a question failed of. */
const failureOf = (asked: Promise<unknown>): Promise<LoadManyError> =>
  asked.then(
    () => expect.unreachable(),
    (error) => (error instanceof LoadManyError ? error : expect.unreachable(String(error))),
  );

test('where some can not be loaded the error says which and why, and has the values of the others, which are kept', async () => {
  const { ask } = fixture();
  const error = await failureOf(ask(['a', 'b', 'c', 'd']));
  expect(error).toMatchObject({ code: 'load_many', name: 'LoadManyError', cause: down, errors: [down] });
  expect(error.message).toBe('Of thing, 2 of 4 could not be loaded (see failures; the others are in values): down');
  expect([...error.failures]).toEqual([
    ['c', down],
    ['d', down],
  ]);
  expect([...error.values]).toEqual([
    ['a', 'a at 0'],
    ['b', 'b at 0'],
  ]);
  expect(await ask(['b', 'a'], { load: async () => expect.unreachable() })).toEqual(['b at 0', 'a at 0']);
});

test('nothing is lost that is still being loaded when the first one fails', async () => {
  const { ask } = fixture();
  let arrive = (): void => undefined;
  const load: LoadMany<string> = async (keys) => {
    if (keys.includes('a')) throw down;
    await new Promise<void>((resolve) => (arrive = resolve));
    return new Map(keys.map((key) => [key, key]));
  };
  const failed = failureOf(ask(['a', 'b', 'c'], { load }));
  await new Promise((resolve) => setImmediate(resolve));
  arrive();
  const { failures, values } = await failed;
  expect([[...failures.keys()], [...values]]).toEqual([['a', 'b'], [['c', 'c']]]);
});

test('old values stand in for those that may have them, and the others fail', async () => {
  const { state, ask } = fixture();
  const load: LoadMany<string> = async (keys) => new Map(keys.map((key) => [key, key]));
  await ask(['c'], { load });
  state.time = 150;
  const { failures, values } = await failureOf(ask(['c', 'd'], { graceMs: 1_000 }));
  expect([[...failures.keys()], [...values]]).toEqual([['d'], [['c', 'c']]]);
});

test('a load says of single keys that they failed, which is remembered as for any other, and the others are kept', async () => {
  const { ask, cache } = fixture();
  let loads = 0;
  const load: LoadMany<string> = async (keys, { fail }) => {
    loads += 1;
    fail('b', gone);
    return new Map(keys.map((key) => [key, key]));
  };
  const more = { load, failureForMs: () => 50 };
  for (let time = 0; time < 2; time += 1) {
    const { failures, values } = await failureOf(ask(['a', 'b'], more));
    expect([[...failures], [...values]]).toEqual([[['b', gone]], [['a', 'a']]]);
  }
  expect(loads).toBe(1);
  expect(cache.statistics()).toMatchObject({ loadErrors: 1, failureHits: 1, stores: 1 });
});

test.each([
  ['an object without a prototype', Object.create(null)],
  ['an error whose message is such an object', Object.assign(new Error(), { message: Object.create(null) })],
  ['a symbol', Symbol('gone')],
])('whatever a load failed of, nothing is lost: %s', async (_what, thrown) => {
  const { ask } = fixture();
  const said: LoadMany<string> = async (keys, { fail }) => {
    fail('b', thrown);
    return new Map(keys.map((key) => [key, key]));
  };
  const one = await failureOf(ask(['a', 'b'], { load: said }));
  expect([[...one.failures], [...one.values]]).toEqual([[['b', thrown]], [['a', 'a']]]);
  const all = await failureOf(ask(['c'], { load: () => Promise.reject(thrown) }));
  expect(all.cause).toBe(thrown);
});

test('a load that speaks of a key that it was not given is told so', async () => {
  const { ask } = fixture();
  const load: LoadMany<string> = async (_keys, { fail }) => {
    fail('x', gone);
    return new Map();
  };
  const { failures } = await failureOf(ask(['a'], { load }));
  expect(failures.get('a')).toBeInstanceOf(InvalidOptionError);
  expect(String(failures.get('a'))).toContain('fail.key must be one of the keys that this load was given');
});

test('whoever gives up, or finds the cache closed, is told that and nothing else', async () => {
  const { ask, cache } = fixture();
  const load: LoadMany<string> = (_keys, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  const left = new AbortController();
  const leaving = ask(['a', 'b', 'c'], { load, signal: left.signal });
  left.abort(gone);
  await expect(leaving).rejects.toBe(gone);
  const closing = ask(['a', 'b', 'c'], { load });
  await new Promise((resolve) => setImmediate(resolve));
  cache.close();
  await expect(closing).rejects.toThrow(CacheClosedError);
});
