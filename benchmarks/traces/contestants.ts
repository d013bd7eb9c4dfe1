// Caches in two tiers, each as its own README shows it, with what it offers of giving old values and refreshing them behind.
import KeyvRedis from '@keyv/redis';
import { createCache, publicScope, userScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { placeOf, type Read, type Write } from '@tonearm/tests/traces';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisBusDriver, redisDriver } from 'bentocache/drivers/redis';
import { createCache as createCacheManager } from 'cache-manager';
import { Cacheable } from 'cacheable';
import { Redis } from 'ioredis';
import { Keyv } from 'keyv';

/** What plays a trace. */
export interface Contestant {
  read<T>(read: Read, load: () => Promise<T>): Promise<T>;
  /** Lets go of what a write touched; says whether all processes were told before it came back. */
  write(write: Write): Promise<unknown>;
  /** Calls back when a process hears of another one's write; left out by those who hear of none, or do not say so. */
  onHeard?(heard: (user: string, tag: string) => void): void;
}

/** Every contestant by its name; times are those of the trace divided by `hurry`. */
export const contestants: Readonly<Record<string, (redisUrl: string, hurry: number) => Contestant>> = {
  tonearm(redisUrl, hurry) {
    const store = redisStore({ client: new Redis(redisUrl, redisDefaults), namespace: 'trace' });
    const cache = createCache({ shared: { store, isolatedFreshForMs: 1_000 / hurry } });
    return {
      read: ({ user, key, tags, freshForMs, staleForMs }, load) =>
        cache.getOrLoad({
          ...{ scope: user === undefined ? publicScope : userScope(user), key, tags, load },
          ...{ freshForMs: freshForMs / hurry, staleForMs: staleForMs / hurry },
        }),
      write: async ({ user, tags }) => (await cache.invalidateTags(userScope(user), tags)).shared === 'told',
      onHeard: (heard) =>
        void cache.on((event) => {
          if (event.type !== 'heard') return;
          for (const name of event.names) {
            const [, user = '', tag = ''] = /^user:\d+:(.*):tag:(.*)$/.exec(name) ?? [];
            heard(user, tag);
          }
        }),
    };
  },
  bentocache(redisUrl, hurry) {
    const { hostname: host, port } = new URL(redisUrl);
    const connection = { host, port: Number(port) };
    const tiers = bentostore()
      .useL1Layer(memoryDriver({ maxItems: 5_000 }))
      .useL2Layer(redisDriver({ connection }))
      .useBus(redisBusDriver({ connection }));
    const bento = new BentoCache({ default: 'tiers', stores: { tiers } });
    bento.on('error' as never, () => undefined);
    return {
      read: (read, load) =>
        bento.getOrSet({
          ...{ key: placeOf(read), factory: load, tags: read.tags.map((tag) => `${read.user} ${tag}`) },
          ...{ ttl: read.freshForMs / hurry, grace: (read.freshForMs + read.staleForMs) / hurry, timeout: 0 },
        }),
      write: ({ user, tags }) => bento.deleteByTag({ tags: tags.map((tag) => `${user} ${tag}`) }),
    };
  },
  cacheable(redisUrl, hurry) {
    const cacheable = new Cacheable({ secondary: new KeyvRedis(redisUrl), nonBlocking: false });
    cacheable.on('error', () => undefined);
    return {
      read: async <T>(read: Read, load: () => Promise<T>) =>
        (await cacheable.getOrSet(placeOf(read), load, { ttl: Math.ceil(read.freshForMs / hurry) })) as T,
      write: (write) => cacheable.deleteMany(placesOf(write)),
    };
  },
  'cache-manager'(redisUrl, hurry) {
    const remote = new Keyv({ store: new KeyvRedis(redisUrl) });
    remote.on('error', () => undefined);
    const manager = createCacheManager({ stores: [new Keyv(), remote] });
    return {
      read: (read, load) =>
        manager.wrap(placeOf(read), load, {
          ttl: Math.ceil((read.freshForMs + read.staleForMs) / hurry),
          refreshThreshold: read.staleForMs / hurry,
        }),
      write: (write) => manager.mdel(placesOf(write)),
    };
  },
};

/** The places that depend on what a write touched, for caches without tags. */
function placesOf({ user, tags }: Write): string[] {
  return tags.map((tag) => placeOf({ user, key: tag.includes(':') ? tag.replace(':', ' ') : `${tag} ` }));
}
