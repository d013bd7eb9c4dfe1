import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, test } from 'vitest';
import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import { redisDefaults, redisStore } from '../redis/index.js';
import type { SharedStore } from '../store.js';
import { chaosStore, memoryStore, storePromises } from './index.js';

const endings: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

describe('a store in memory', () => {
  const store = memoryStore();
  test.each(storePromises)('$name', ({ test: run }) => run(store));
});

describe('a chaos store that is calm', () => {
  const store = chaosStore(memoryStore());
  test.each(storePromises)('$name', ({ test: run }) => run(store));
});

describe.skipIf(servicesAreOff)('a store in Redis', async () => {
  let store: SharedStore | undefined;
  async function open(): Promise<SharedStore> {
    if (store !== undefined) return store;
    const redis = await startRedis();
    const client = new Redis(redis.url, redisDefaults);
    endings.push(redis.stop, () => client.disconnect());
    store = redisStore({ client, namespace: 'contract' });
    return store;
  }
  test.each(storePromises)('$name', async ({ test: run }) => run(await open()));

  test('distrusts what began before more was invalidated than it remembers', async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url, redisDefaults);
    endings.push(redis.stop, () => client.disconnect());
    const few = redisStore({ client, namespace: 'few', maxNames: 10 });
    const [since, ttlMs, names] = [await few.position(), 60_000, ['a']];
    const format = envelope({ codec: jsonCodec, compressFromBytes: Number.POSITIVE_INFINITY });
    const made = { id: 'k', names, since, ttlMs, bytes: format.seal('value', { since, names, ageMs: 0, ttlMs }) };
    expect(await few.write(made)).toBe(true);
    for (let index = 0; index < 20; index += 1) await few.invalidate({ names: [`other ${index}`] }, 'test');
    expect((await few.read('k')).found).toBe('void');
    expect(await few.write({ ...made, id: 'another' })).toBe(false);
    expect(await few.write({ ...made, since: await few.position() })).toBe(true);
  });
});

test('the contract refuses a store that forgets an invalidation', async () => {
  const store = memoryStore();
  const careless: SharedStore = { ...store, invalidate: () => store.position() };
  const failed: string[] = [];
  for (const { name, test: run } of storePromises) await run(careless).catch(() => failed.push(name));
  expect(failed).toEqual(
    expect.arrayContaining([
      'finds an entry void after one of its names was invalidated, and only then',
      'refuses an entry that was invalidated while it was loaded',
      'tells everybody who listens, in order and with the number',
    ]),
  );
});
