import { createHash } from 'node:crypto';
import { type Cache, createCache } from '@tonearm/cache';
import type { Redis } from 'ioredis';
import { maxAgeMs, maxBytes, maxEntries } from './cache-rules.js';
import type { Settings } from './settings.js';

/** A cache and what it holds open. */
export interface OpenCache {
  readonly cache: Cache;
  /** The connection to Redis, if the settings name one. */
  readonly redis?: Redis;
  close(): Promise<void>;
}

/** How long what is still being written to Redis may take when the program ends; longer only for a Redis that may always. */
const farewellMs = 500;

/** Opens the cache that the settings ask for: in memory, and in Redis too when they name one. Its time is that of the machine unless said. */
export async function openCache(settings: Settings, now?: () => number): Promise<OpenCache> {
  const limits = { maxEntries, maxBytes, maxAgeMs, ...(now && { now }) };
  // An emulator in this process is a world of its own, and ends with it: there is nobody to share it with.
  const isAlone = settings.backend === 'emulator' && settings.apiUrl === undefined;
  if (settings.redisUrl === undefined || isAlone) {
    const cache = createCache(limits);
    return { cache, close: async () => cache.close() };
  }
  // The default export is the only one that every bundler finds in a CommonJS module.
  const [{ default: ioredis }, { redisDefaults, redisStore }] = await Promise.all([
    import('ioredis'),
    import('@tonearm/cache/redis'),
  ]);
  const client = new ioredis.Redis(settings.redisUrl, redisDefaults);
  const store = redisStore({ client, namespace: namespaceOf(settings) });
  const timeoutMs = settings.redisWaitMs;
  const cache = createCache({ ...limits, shared: { store, timeoutMs } });
  return {
    cache,
    redis: client,
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, Math.max(farewellMs, timeoutMs));
      });
      await Promise.race([farewell(cache), patience]);
      clearTimeout(timer);
      cache.close();
      client.disconnect();
    },
  };
}

/** Lets end what goes on behind, and tells the others what they could not be told yet: nobody else will. */
async function farewell(cache: Cache): Promise<void> {
  await cache.idle();
  if ((cache.statistics().shared?.pending ?? 0) > 0) await cache.catchUp();
}

/**
 * The beginning of every name in Redis. Who shares what is there: whoever talks to the same Spotify as the same app; what
 * an app may see depends on its mode.
 */
export function namespaceOf({ backend, apiUrl = '', clientId = '' }: Settings): string {
  return `tonearm:${backend}:${digest([apiUrl, clientId])}`;
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
