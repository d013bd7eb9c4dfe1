import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { Redis } from 'ioredis';
import { type Cases, repeated } from './case.ts';
import { tracksFrom } from './tracks.ts';

/** How many values are asked for at once. */
const count = 50;

/**
 * Many hits in Redis at once beside the bare MGET of as many and the same decoding: of tracks as the emulator gives them, each
 * with a tag of its own, and of values so small that almost all is the cost of asking. Other things were invalidated since they were
 * loaded. Whoever was there when they were loaded has heard of that; whoever has only just begun has not.
 */
export async function manyCases(url: string): Promise<Cases> {
  const bare = new Redis(url, { ...redisDefaults, lazyConnect: true });
  await bare.connect();
  const tracks = await tracksFrom(bare);
  if (tracks.length !== count) throw new Error(`there are ${tracks.length} tracks`);
  const small = tracks.map((_, index) => ({ id: `${index}`, name: 'small' }));
  const contests = await Promise.all(
    Object.entries({ tracks, 'small values': small }).map(([what, values]) => contest(url, bare, { what, values })),
  );
  return {
    cases: contests.flatMap(({ cases }) => cases),
    close() {
      for (const { close } of contests) close();
      bare.disconnect();
    },
  };
}

interface Subject {
  readonly what: string;
  readonly values: readonly object[];
}

async function contest(url: string, bare: Redis, { what, values }: Subject): Promise<Required<Cases>> {
  // Two groups that are asked for in turns.
  const groups = ['one', 'other'].map((group) => ({
    ...{ scope: publicScope, freshForMs: 1e9, tags: (key: string) => [`tag of ${key}`] },
    keys: values.map((_, index) => `${group}:${index}`),
  }));
  const load = async (keys: readonly string[]) => new Map(keys.map((key, index) => [key, values[index]]));
  const listener = await begin(url, what);
  for (const group of groups) {
    await listener.cache.getOrLoadMany({ ...group, load });
    await listener.cache.idle();
  }
  for (let each = 0; each < 1_000; each += 1) await listener.cache.invalidateTags(publicScope, [`another ${each}`]);
  const newcomer = await begin(url, what);
  const keys = values.map((_, index) => `bare ${what}:${index}`);
  await bare.mset(new Map(keys.map((key, index) => [key, JSON.stringify(values[index])])));
  const held = new Map<string, unknown>();
  const asking = ({ cache }: Contestant) => {
    let turn = 0;
    return async (): Promise<unknown> => {
      const group = groups[turn % 2];
      turn += 1;
      return group && cache.getMany(group);
    };
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
      repeated(`tonearm getMany from Redis, ${count} ${what}`, asking(listener)),
      repeated(`tonearm getMany from Redis, ${count} ${what}, by a newcomer`, asking(newcomer)),
    ],
    close() {
      for (const { close } of [listener, newcomer]) close();
    },
  };
}

type Contestant = Awaited<ReturnType<typeof begin>>;

/** A cache that has room for as many as are asked for at once, so that every question goes to Redis. */
async function begin(url: string, what: string) {
  const client = new Redis(url, redisDefaults);
  // Of this process alone: what another one had left there would have begun before anybody here listened.
  const store = redisStore({ client, namespace: `many ${what} ${process.pid}` });
  const shared = { store, compressFromBytes: Number.POSITIVE_INFINITY, timeoutMs: 5_000 };
  const cache = createCache({ maxEntries: count, shared });
  await cache.catchUp();
  return {
    cache,
    close() {
      const { misses, hits, sharedHits, loads, stores } = cache.statistics();
      if (hits > 0 || sharedHits + stores !== misses || loads !== stores) {
        throw new Error(`Redis was not asked, or had nothing: ${JSON.stringify({ loads, hits, sharedHits, misses })}`);
      }
      cache.close();
      client.disconnect();
    },
  };
}
