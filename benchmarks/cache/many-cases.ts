import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { Redis } from 'ioredis';
import { type Cases, repeated } from './case.ts';
import { tracksFrom } from './tracks.ts';

/** How many values are asked for at once. */
const count = 50;

/**
 * Many hits in Redis at once beside the bare MGET of as many and the same decoding: of tracks as the emulator gives them, each
 * with a tag of its own, and of values so small that almost all is the cost of asking.
 */
export async function manyCases(url: string): Promise<Cases> {
  const [client, bare] = [0, 1].map(() => new Redis(url, { ...redisDefaults, lazyConnect: true })) as [Redis, Redis];
  for (const each of [client, bare]) await each.connect();
  const tracks = await tracksFrom(bare);
  if (tracks.length !== count) throw new Error(`there are ${tracks.length} tracks`);
  const small = tracks.map((_, index) => ({ id: `${index}`, name: 'small' }));
  const contests = await Promise.all(
    Object.entries({ tracks, 'small values': small }).map(async ([what, values]) => {
      // A cache that has room for as many as are asked for, and is asked for two groups in turns, so that every question goes to Redis.
      const store = redisStore({ client, namespace: `many ${what}` });
      const shared = { store, compressFromBytes: Number.POSITIVE_INFINITY, timeoutMs: 5_000 };
      const cache = createCache({ maxEntries: count, shared });
      await cache.catchUp();
      const groups = ['one', 'other'].map((group) => ({
        ...{ scope: publicScope, freshForMs: 1e9, tags: (key: string) => [`tag of ${key}`] },
        keys: values.map((_, index) => `${group}:${index}`),
      }));
      const load = async (keys: readonly string[]) => new Map(keys.map((key, index) => [key, values[index]]));
      for (const group of groups) {
        await cache.getOrLoadMany({ ...group, load });
        await cache.idle();
      }
      const keys = values.map((_, index) => `bare ${what}:${index}`);
      await bare.mset(new Map(keys.map((key, index) => [key, JSON.stringify(values[index])])));
      const before = cache.statistics();
      const held = new Map<string, unknown>();
      let turn = 0;
      const ask = async (): Promise<unknown> => {
        const group = groups[turn % 2];
        turn += 1;
        return group && cache.getMany(group);
      };
      return {
        cases: [
          repeated(`ioredis MGET and JSON.parse, ${count} ${what}`, async () =>
            (await bare.mget(keys)).map((text) => JSON.parse(text ?? '')),
          ),
          repeated(`ioredis MGET and JSON.parse, ${count} ${what}, held in a Map`, async () => {
            const texts = await bare.mget(keys);
            held.clear();
            for (const [index, key] of keys.entries()) held.set(`${key} ${held.size}`, JSON.parse(texts[index] ?? ''));
          }),
          repeated(`tonearm getMany from Redis, ${count} ${what}`, ask),
        ],
        close() {
          const { loads, sharedHits, hits } = cache.statistics();
          if (loads > before.loads || hits > before.hits || sharedHits < before.sharedHits + turn * count) {
            throw new Error(
              `Redis was not asked, or had nothing: ${JSON.stringify({ loads, hits, sharedHits, turn })}`,
            );
          }
          cache.close();
        },
      };
    }),
  );
  return {
    cases: contests.flatMap(({ cases }) => cases),
    close() {
      for (const { close } of contests) close();
      for (const each of [client, bare]) each.disconnect();
    },
  };
}
