import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { Redis } from 'ioredis';
import type { Case } from './measure.ts';
import { page } from './page.ts';

const leastRead = `
local found = redis.call('HMGET', KEYS[2], 'epoch', 'seq')
return {found[1], found[2], redis.call('GET', KEYS[1])}`;
const leastWrite = `
local found = redis.call('HMGET', KEYS[2], 'epoch', 'floor', unpack(ARGV, 5))
if found[1] ~= ARGV[1] then return 0 end
for index = 2, #found do if found[index] and tonumber(found[index]) > tonumber(ARGV[2]) then return 0 end end
redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[3])
return 1`;

/** A hit in Redis against the bare commands that it could not do without, and what invalidating costs. */
export async function redisCases(url: string): Promise<{
  readonly cases: readonly Case[];
  /** Microseconds from the end of a load to the answer, while the value is written behind: the least of so many. */
  readonly waitAfterLoad: (times: number) => Promise<number>;
  readonly close: () => void;
}> {
  const [client, bare] = [new Redis(url, redisDefaults), new Redis(url)];
  const store = redisStore({ client, namespace: 'bench' });
  const cache = createCache({ shared: { store } });
  const text = JSON.stringify(page());
  await bare.set('page', text);
  // Nobody is in a hurry to fill it.
  const filling = createCache({ shared: { store, timeoutMs: 60_000 } });
  for (const count of [10, 10_000, 100_000]) {
    for (let index = 0; index < count; index += 500) {
      const keys = Array.from({ length: Math.min(500, count) }, (_, each) => `${count}:${index + each}`);
      const question = { scope: publicScope, freshForMs: 1e9, tags: [`tag:${count}`], load: async () => index };
      await Promise.all(keys.map((key) => filling.getOrLoad({ ...question, key })));
      await filling.idle();
    }
  }
  filling.close();
  if (Number(await bare.dbsize()) < 110_000) throw new Error('not everything was kept');
  const one = (name: string, times: number, get: () => Promise<unknown>): Case => ({
    name,
    times,
    async run(count) {
      for (let index = 0; index < count; index += 1) await get();
    },
  });
  // A cache that has room for one entry and is asked for two in turns, so that every question goes to Redis.
  const patient = { store, compressFromBytes: Number.POSITIVE_INFINITY, timeoutMs: 5_000 };
  const remote = createCache({ maxEntries: 1, shared: patient });
  const questions = ['page', 'another'].map((key) => ({
    ...{ scope: publicScope, key, freshForMs: 1e9, load: async () => page() },
  }));
  let turn = 0;
  const askRemote = (): Promise<unknown> => {
    turn += 1;
    return remote.getOrLoad(questions[turn % 2] as (typeof questions)[number]);
  };
  for (const question of questions) await remote.getOrLoad(question);
  await remote.idle();
  // Something new that both tiers keep: one look into Redis, one load, one conditional write; and the same with bare commands.
  const value = { id: 'x', name: 'small' };
  let fresh = 0;
  const keep = async (): Promise<void> => {
    fresh += 1;
    await cache.getOrLoad({
      scope: publicScope,
      key: `new:${fresh}`,
      freshForMs: 1e9,
      tags: ['new'],
      load: async () => value,
    });
    await cache.idle();
  };
  const keepBare = async (): Promise<void> => {
    fresh += 1;
    await bare.get(`bare:${fresh}`);
    await bare.set(`bare:${fresh}`, JSON.stringify(value), 'PX', 86_400_000);
  };
  // The least that a look with a position, and a write under the condition that nothing was invalidated, can do.
  const scripts = await Promise.all([leastRead, leastWrite].map((source) => bare.script('LOAD', source)));
  const [readSha, writeSha] = scripts.map(String);
  await bare.hset('least', { epoch: 'e', seq: 0, floor: 0 });
  const keepLeast = async (): Promise<void> => {
    fresh += 1;
    const key = `least:${fresh}`;
    await bare.callBuffer('EVALSHA', readSha ?? '', 2, key, 'least');
    await bare.callBuffer('EVALSHA', writeSha ?? '', 2, key, 'least', 'e', 0, 86_400_000, JSON.stringify(value), 'new');
  };
  const keySet: Case = {
    name: 'delete by a set of keys, 10,000 entries',
    times: 1,
    async prepare() {
      const keys = Array.from({ length: 10_000 }, (_, index) => `entry:${index}`);
      await bare.mset(...keys.flatMap((key) => [key, '1']));
      await bare.sadd('set', ...keys);
    },
    async run() {
      const members = await bare.smembers('set');
      await bare.unlink(...members, 'set');
    },
  };
  return {
    cases: [
      one('ioredis GET and JSON.parse, 43 KB', 200, async () => JSON.parse((await bare.get('page')) ?? '')),
      one('tonearm getOrLoad from Redis, 43 KB', 200, askRemote),
      one('tonearm invalidate a tag, 10 entries', 200, () => cache.invalidateTags(publicScope, ['tag:10'])),
      one('tonearm invalidate a tag, 10,000 entries', 200, () => cache.invalidateTags(publicScope, ['tag:10000'])),
      one('tonearm invalidate a tag, 100,000 entries', 200, () => cache.invalidateTags(publicScope, ['tag:100000'])),
      one('ioredis GET and SET PX', 200, keepBare),
      one('ioredis, the same under conditions', 200, keepLeast),
      one('tonearm getOrLoad kept in both tiers, awaited', 200, keep),
      keySet,
    ],
    async waitAfterLoad(times) {
      let least = Number.POSITIVE_INFINITY;
      for (let each = 0; each < times; each += 1) {
        let loadedAt = 0;
        const load = async (): Promise<object> => {
          loadedAt = performance.now();
          return value;
        };
        fresh += 1;
        await cache.getOrLoad({ scope: publicScope, key: `new:${fresh}`, freshForMs: 1e9, tags: ['new'], load });
        least = Math.min(least, performance.now() - loadedAt);
        await cache.idle();
      }
      return least * 1_000;
    },
    close() {
      const { loads, sharedHits } = remote.statistics();
      if (loads > questions.length || sharedHits < turn * 0.99) throw new Error('Redis was not asked, or had nothing');
      for (const each of [cache, remote]) each.close();
      for (const each of [client, bare]) each.disconnect();
    },
  };
}
