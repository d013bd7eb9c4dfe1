import { expect, test } from 'vitest';
import {
  type CacheOptions,
  type Codec,
  createCache,
  InvalidOptionError,
  jsonCodec,
  publicScope,
  userScope,
} from './index.js';
import { redisStore } from './redis/index.js';
import { memoryStore } from './testing/index.js';

const question = { scope: publicScope, key: 'k', freshForMs: 1_000, load: async () => 1 };
const store = memoryStore();
/** What a program without types may say. */
const odd = (value: unknown) => value as never;

const own: Codec = { ...jsonCodec, id: 64, name: 'own' };

/** The option that was refused. */
function refused(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof InvalidOptionError ? error.option : error;
  }
  return 'nothing';
}

test.each<readonly [string, CacheOptions]>([
  ['maxEntries', { maxEntries: Number.NaN }],
  ['maxEntries', { maxEntries: 0 }],
  ['maxEntries', { maxEntries: 1.5 }],
  ['maxEntries', { maxEntries: Number.POSITIVE_INFINITY }],
  ['maxBytes', { maxBytes: -1 }],
  ['maxAgeMs', { maxAgeMs: Number.NaN }],
  ['maxAgeMs', { maxAgeMs: Number.POSITIVE_INFINITY }],
  ['maxAgeMs', { maxAgeMs: odd('1d') }],
  ['now', { now: odd(5) }],
  ['random', { random: odd({}) }],
  ['shared.store', { shared: odd({}) }],
  ['shared.timeoutMs', { shared: { store, timeoutMs: Number.POSITIVE_INFINITY } }],
  ['shared.leaseMs', { shared: { store, leaseMs: 0 } }],
  ['shared.isolatedFreshForMs', { shared: { store, isolatedFreshForMs: -1 } }],
  ['shared.compressFromBytes', { shared: { store, compressFromBytes: Number.NaN } }],
  ['shared.codec', { shared: { store, codec: odd({ ...JSON, id: 1 }) } }],
  ['shared.codec', { shared: { store, codec: odd({ ...jsonCodec, name: undefined }) } }],
  ...[0, 1, 2, 63, 64.5, 256].map((id) => ['shared.codec', { shared: { store, codec: { ...own, id } } }] as const),
  ['shared.alsoReads[1]', { shared: { store, alsoReads: [own, odd('json')] } }],
  ['shared.alsoReads', { shared: { store, alsoReads: odd(5) } }],
  ['shared.alsoReads', { shared: { store, alsoReads: odd(null) } }],
  ['shared', { shared: odd(null) }],
  ['shared', { shared: odd('redis') }],
])('a cache is not made with %s of %j', (option, options) => {
  expect(refused(() => createCache(options))).toBe(option);
});

test.each([
  ['scope', { scope: undefined }],
  ['scope', { scope: 'public' }],
  ['scope', { scope: { kind: 'user', user: '' } }],
  ['scope', { scope: { kind: 'user' } }],
  ['scope', { scope: { kind: 'user', user: 'half \ud83d' } }],
  ['key', { key: undefined }],
  ['key', { key: 5 }],
  ['key', { key: 'half \udfb5' }],
  ['tags', { tags: ['whole 🎵', 'half \ud83c'] }],
  ['load', { load: undefined }],
  ['freshForMs', { freshForMs: undefined }],
  ['freshForMs', { freshForMs: Number.NaN }],
  ['freshForMs', { freshForMs: -1 }],
  ['freshForMs', { freshForMs: '60' }],
  ['staleForMs', { staleForMs: Number.NaN }],
  ['graceMs', { graceMs: null }],
  ['softTimeoutMs', { softTimeoutMs: Number.POSITIVE_INFINITY }],
  ['isBackground', { isBackground: 1 }],
  ['hardTimeoutMs', { hardTimeoutMs: 2 ** 31 }],
  ['hardTimeoutMs', { hardTimeoutMs: 0 }],
  ['retryAfterMs', { retryAfterMs: -1 }],
  ['failureForMs', { failureForMs: 5 }],
  ['meanwhile', { meanwhile: 5 }],
  ['jitter', { jitter: 1.1 }],
  ['name', { name: 5 }],
  ['tags', { tags: 'playlist:1' }],
  ['tags', { tags: [1] }],
  ['settle.forMs', { settle: {} }],
  ['settle', { settle: null }],
  ['settle', { settle: -1 }],
  ['tiers', { tiers: 'redis' }],
  ['flight', { flight: 'nowhere' }],
  ['asker', { asker: { id: 'anna' } }],
])('a question is refused for its %s: %j', async (option, change) => {
  const cache = createCache();
  const asked = odd({ ...question, ...change });
  for (const call of [cache.getOrLoad, cache.answer, cache.reload]) {
    await expect(call(asked)).rejects.toMatchObject({ code: 'invalid_option', option });
  }
  const { failed } = await cache.warm({ items: [asked] }).report;
  expect(failed).toMatchObject([{ error: { option } }]);
});

test('a question without anything is refused, and the error says what is wanted and nothing that is private', async () => {
  const cache = createCache();
  await expect(cache.getOrLoad(odd(undefined))).rejects.toBeInstanceOf(InvalidOptionError);
  await expect(cache.getOrLoad({ ...question, signal: odd({}) })).rejects.toMatchObject({ option: 'signal' });
  const asked = cache.getOrLoad({ ...question, freshForMs: odd('secret') });
  await expect(asked).rejects.toThrow('freshForMs must be milliseconds from 0 on; it is a text.');
  await expect(cache.getOrLoad({ ...question, hardTimeoutMs: Number.POSITIVE_INFINITY })).rejects.toThrow(
    'leave it out for no limit',
  );
});

test('whoever may leave a limit out is told what it is then', async () => {
  const made = (times: object) => () => createCache({ shared: { store, ...times } });
  expect(made({ timeoutMs: 0 })).toThrow(/shared\.timeoutMs must be .*; leave it out for 50; it is 0/);
  expect(made({ leaseMs: 0 })).toThrow(/shared\.leaseMs must be .*; leave it out for 1000; it is 0/);
});

test('what is set, invalidated, forgotten, warmed or made of a Redis is checked as well', async () => {
  const cache = createCache();
  const refusals = [
    cache.set({ scope: publicScope, key: 'k', value: 1, freshForMs: Number.NaN }),
    cache.set({ scope: publicScope, key: 'k', value: 1, freshForMs: 1, tags: odd('t') }),
    cache.set({ scope: publicScope, key: 'k', value: 1, freshForMs: 1, since: odd(5) }),
    cache.set({ scope: publicScope, key: 'k', value: 1, freshForMs: 1, since: odd({ sequence: 1 }) }),
    cache.invalidateTags(publicScope, odd('t')),
    cache.invalidateKey(publicScope, odd(undefined)),
    cache.forget(''),
    cache.forget(odd(undefined)),
    cache.explain(odd('k'), odd(undefined)),
    cache.explain(publicScope, 'k', odd({})),
    cache.countShared(odd('anna')),
  ];
  for (const each of refusals) await expect(each).rejects.toBeInstanceOf(InvalidOptionError);
  for (const items of [undefined, 5]) expect(refused(() => cache.warm(odd({ items })))).toBe('items');
  for (const item of [undefined, null, 5])
    expect(refused(() => cache.warm(odd({ items: [question, item] })))).toBe('items[1]');
  expect(refused(() => cache.warm({ items: [], concurrency: Number.NaN }))).toBe('concurrency');
  expect(refused(() => cache.warm({ items: [], budget: { loads: Number.NaN } }))).toBe('budget.loads');
  expect(refused(() => cache.peek(odd({ key: 'k' })))).toBe('scope');
  expect(refused(() => cache.on(odd('hit')))).toBe('listener');
  expect(refused(() => userScope(odd(5)))).toBe('user');
  for (const options of [null, 5]) expect(refused(() => createCache(odd(options)))).toBe('options');
  expect(refused(() => cache.warm(odd(undefined)))).toBe('items');
  expect(refused(() => redisStore(odd(undefined)))).toBe('client');
  for (const client of [undefined, {}, 'redis://127.0.0.1']) {
    expect(refused(() => redisStore({ client: odd(client) }))).toBe('client');
  }
});

test.each([
  ['scope', { scope: undefined }],
  ['keys', { keys: 'k' }],
  ['keys', { keys: [1] }],
  ['freshForMs', { freshForMs: Number.NaN }],
  ['tags', { tags: 't' }],
  ['signal', { signal: {} }],
])('a question about many is refused for its %s: %j', async (option, change) => {
  const cache = createCache();
  const asked = odd({ ...question, keys: ['k'], load: async () => new Map(), ...change });
  for (const call of [cache.getMany, cache.getOrLoadMany]) {
    await expect(call(asked)).rejects.toMatchObject({ code: 'invalid_option', option });
  }
  for (const [wrong, value] of [
    ['load', undefined],
    ['maxBatchSize', 0],
  ] as const) {
    const loads = odd({ ...question, keys: ['k'], load: async () => new Map(), [wrong]: value });
    await expect(cache.getOrLoadMany(loads)).rejects.toMatchObject({ option: wrong });
  }
});

test('what a load says of its value is checked where it says it', async () => {
  const cache = createCache();
  const says = (say: Parameters<typeof cache.getOrLoad>[0]['load']) => cache.getOrLoad({ ...question, load: say });
  await expect(says(async ({ limit }) => limit(odd({ staleForMs: 0 })))).rejects.toMatchObject({
    option: 'freshForMs',
  });
  await expect(says(async ({ heed }) => heed(odd({ etag: '"1"' })))).rejects.toMatchObject({ option: 'headers' });
  await expect(says(async ({ seed }) => seed([odd({ key: 'part', value: 1 })]))).rejects.toMatchObject({
    option: 'freshForMs',
  });
});

test.each([[5], ['t'], [undefined], [[5]], [['t', null]]])(
  'tags are a list of texts, by a function too: %j',
  async (given) => {
    const cache = createCache();
    const tags = odd(() => given);
    const refusal = { code: 'invalid_option', option: 'tags()' };
    await expect(cache.getOrLoad({ ...question, tags })).rejects.toMatchObject(refusal);
    const many = { ...question, keys: ['k'], tags };
    await expect(cache.getMany(many)).rejects.toMatchObject(refusal);
    await expect(cache.getOrLoadMany({ ...many, load: async () => new Map() })).rejects.toMatchObject(refusal);
  },
);

test('a load may give its value at once, without a promise', async () => {
  const load = odd(() => 5);
  expect(await createCache().getOrLoad({ ...question, load, hardTimeoutMs: 1_000 })).toBe(5);
});
