import { expect, test } from 'vitest';
import { type Codec, createCache, publicScope, type SharedOptions } from './index.js';
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
