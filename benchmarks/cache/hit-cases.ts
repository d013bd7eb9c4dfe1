import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { Redis } from 'ioredis';
import { type Cases, repeated } from './case.ts';
import { page } from './page.ts';

/** A hit in Redis beside the bare command that it could not do without. */
export async function hitCases(url: string): Promise<Cases> {
  const [client, bare] = [0, 1].map(() => new Redis(url, { ...redisDefaults, lazyConnect: true })) as [Redis, Redis];
  for (const each of [client, bare]) await each.connect();
  await bare.set('page', JSON.stringify(page()));
  // A cache that has room for one entry and is asked for two in turns, so that every question goes to Redis.
  const store = redisStore({ client, namespace: 'hit' });
  const shared = { store, compressFromBytes: Number.POSITIVE_INFINITY, timeoutMs: 5_000 };
  const cache = createCache({ maxEntries: 1, shared });
  await cache.catchUp();
  const questions = ['page', 'another'].map((key) => ({
    ...{ scope: publicScope, key, freshForMs: 1e9, load: async () => page() },
  }));
  for (const question of questions) await cache.getOrLoad(question);
  await cache.idle();
  let turn = 0;
  let asked = 0;
  const held = new Map<string, unknown>();
  const ask = (): Promise<unknown> => {
    turn += 1;
    asked += 1;
    return cache.getOrLoad(questions[turn % 2] as (typeof questions)[number]);
  };
  return {
    cases: [
      repeated('ioredis GET and JSON.parse, 43 KB', async () => JSON.parse((await bare.get('page')) ?? '')),
      repeated('ioredis GET and JSON.parse, 43 KB, held in a Map', async () => {
        held.clear();
        held.set(`page ${turn}`, JSON.parse((await bare.get('page')) ?? ''));
        turn += 1;
      }),
      repeated('tonearm getOrLoad from Redis, 43 KB', ask),
    ],
    close() {
      const { loads, sharedHits } = cache.statistics();
      if (loads > questions.length || sharedHits < asked * 0.99) throw new Error('Redis was not asked, or had nothing');
      cache.close();
      for (const each of [client, bare]) each.disconnect();
    },
  };
}
