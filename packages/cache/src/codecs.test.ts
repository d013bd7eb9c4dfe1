import { expect, test } from 'vitest';
import { type Codec, createCache, jsonCodec, publicScope, type SharedOptions } from './index.js';
import { msgpackCodec } from './msgpack/index.js';
import { memoryStore } from './testing/index.js';

const own: Codec = {
  id: 64,
  name: 'own',
  encode: (value) => Buffer.from(String(value)),
  decode: (bytes) => Buffer.from(bytes).toString(),
};

/** Processes that share a store, each with its own way of writing. */
async function processes(...options: readonly Omit<SharedOptions, 'store'>[]) {
  const store = memoryStore(() => 0);
  const all = options.map((each) => createCache({ now: () => 0, shared: { store, ...each } }));
  await Promise.all(all.map((cache) => cache.catchUp()));
  const ask = async (which: number, value: string) => {
    const cache = all[which] ?? expect.unreachable();
    const answer = await cache.answer({ scope: publicScope, key: 'k', freshForMs: 1e9, load: async () => value });
    await cache.idle();
    return [answer.value, answer.from];
  };
  return { store, all, ask };
}

test.each([
  ['msgpack', msgpackCodec],
  ['one of their own', own],
])('who writes %s reads what is JSON, so that a process can change to it while others run', async (_what, codec) => {
  const { ask, all } = await processes({}, { codec });
  expect(await ask(0, 'as JSON')).toEqual(['as JSON', 'load']);
  expect(await ask(1, 'unused')).toEqual(['as JSON', 'shared']);
  for (const cache of all) cache.close();
});

test('who does not know how something is written loads it anew, and others can read it then', async () => {
  const { ask, all } = await processes({ codec: own }, {}, { codec: own });
  expect(await ask(0, 'by one')).toEqual(['by one', 'load']);
  expect(await ask(1, 'by another')).toEqual(['by another', 'load']);
  expect(all[1]?.statistics().shared).toMatchObject({ damaged: 1, errors: 0, isUp: true });
  expect(await ask(2, 'unused')).toEqual(['by another', 'shared']);
  for (const cache of all) cache.close();
});

test('who is told of another way of writing reads it, and goes on with their own', async () => {
  const { ask, all } = await processes({ codec: msgpackCodec }, { alsoReads: [msgpackCodec, own] }, { codec: own });
  await ask(0, 'in records');
  expect(await ask(1, 'unused')).toEqual(['in records', 'shared']);
  await all[1]?.clear();
  await ask(1, 'as JSON');
  expect(await ask(2, 'unused')).toEqual(['as JSON', 'shared']);
  for (const cache of all) cache.close();
});

test('what is as large as it is told to be is packed, and read by who packs nothing', async () => {
  const { store, ask, all } = await processes({ compressFromBytes: 1_002 }, { compressFromBytes: 1e9 });
  const flags = async () => (await store.read('public:k')).bytes?.[5];
  await ask(0, 'x'.repeat(999));
  expect(await flags()).toBe(0);
  await all[0]?.clear();
  await ask(0, 'x'.repeat(1_000));
  expect(await flags()).toBe(1);
  expect(await ask(1, 'unused')).toEqual(['x'.repeat(1_000), 'shared']);
  for (const cache of all) cache.close();
});

const json =
  /^The codec "json" can't write the value: JSON has nothing for a value of type (function|symbol|object)\. Use/;
const records = /^The codec "msgpack" can't write the value: .*(function|symbol).*/i;
const texts = /^The codec "own" can't write the value: it gives no bytes \(a Uint8Array\) but a string\. Use/;

test.each<[string, Codec, unknown, RegExp]>([
  ['a function as JSON', jsonCodec, () => 1, json],
  ['a symbol as JSON', jsonCodec, Symbol('s'), json],
  ['what makes nothing of itself as JSON', jsonCodec, { toJSON: () => undefined }, json],
  ['a function in records', msgpackCodec, () => 1, records],
  ['a function inside, in records', msgpackCodec, { deep: [{ call: () => 1 }] }, records],
  ['a class inside, in records', msgpackCodec, new Map([['k', class {}]]), records],
  ['a symbol in records', msgpackCodec, { deep: Symbol('s') }, records],
  ['anything by a codec that gives texts', { ...own, encode: String as never }, 'value', texts],
])('nobody is given what can not be written, and it is said why: %s', async (_what, codec, value, words) => {
  const { store, all } = await processes({ codec });
  const [cache] = all;
  const told: unknown[] = [];
  cache?.on((event) => event.type === 'unwritable' && told.push(event.error.message));
  const place = { scope: publicScope, key: 'k', freshForMs: 1e9 };
  expect(await cache?.set({ ...place, value })).toEqual({ isStored: true, isShared: false });
  expect(told).toEqual([expect.stringMatching(words)]);
  expect(store.size).toBe(0);
  // What comes next is written as ever.
  expect(await cache?.set({ ...place, value: codec === jsonCodec ? undefined : { a: [1] } })).toMatchObject({
    isShared: codec.name !== 'own',
  });
  cache?.close();
});

test('JSON brings back what the documentation says of it', () => {
  const value = {
    ...{ at: new Date(0), map: new Map([[1, 2]]), set: new Set([1]), pattern: /x/, error: new Error('x') },
    ...{ nan: Number.NaN, infinity: Number.POSITIVE_INFINITY, none: undefined, call: () => 1, symbol: Symbol('s') },
  };
  expect(jsonCodec.decode(jsonCodec.encode(value))).toStrictEqual({
    ...{ at: '1970-01-01T00:00:00.000Z', map: {}, set: {}, pattern: {}, error: {} },
    ...{ nan: null, infinity: null },
  });
});
