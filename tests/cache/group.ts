import { type Cache, type CacheOptions, createCache, publicScope, type SharedOptions } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { type Redis as RedisServer, startProxy, startRedis, type Proxy as TcpProxy } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterEach } from 'vitest';

/** A cache in front of an origin, with a shared store that is reached over a proxy. */
export interface Member {
  readonly cache: Cache;
  readonly proxy: TcpProxy;
  readonly client: Redis;
  /** Asks for a key; the origin's value of it is what `origin` holds at that moment. */
  get(key: string, more?: { readonly graceMs?: number; readonly freshForMs?: number }): Promise<string>;
}

/** A Redis, an origin, and the caches that share both. */
export interface Group {
  readonly redis: RedisServer;
  readonly origin: { value: string; loads: number; isDown: boolean };
  join(options?: { readonly cache?: CacheOptions; readonly shared?: Partial<SharedOptions> }): Promise<Member>;
}

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Starts a Redis that several caches share, as processes would. */
export async function group(...redisArguments: readonly string[]): Promise<Group> {
  const redis = await startRedis({ arguments: redisArguments });
  endings.push(() => redis.stop());
  const origin = { value: 'old', loads: 0, isDown: false };
  return {
    redis,
    origin,
    async join(options = {}) {
      const proxy = await startProxy(redis);
      const client = new Redis(proxy.port, '127.0.0.1', redisDefaults);
      const store = redisStore({ client, namespace: 'test' });
      const cache = createCache({ ...options.cache, shared: { store, timeoutMs: 250, ...options.shared } });
      endings.push(
        () => proxy.stop(),
        () => client.disconnect(),
        () => cache.close(),
      );
      const load = async (): Promise<string> => {
        origin.loads += 1;
        if (origin.isDown) throw new Error('the origin is down');
        return origin.value;
      };
      return {
        cache,
        proxy,
        client,
        get: (key, more = {}) =>
          cache.getOrLoad({ scope: publicScope, key, freshForMs: 600_000, tags: ['all', key], load, ...more }),
      };
    },
  };
}

/** Waits until something is so; fails by the time limit of the test. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Waits until a cache hears what others change. */
export function certain({ cache }: Pick<Member, 'cache'>): Promise<void> {
  return until(() => cache.statistics().shared?.isCertain === true);
}
