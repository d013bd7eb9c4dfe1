// One of several processes that share a cache: answers its parent's questions, and asks it in the place of an origin.
// node member-process.ts <port of Redis>   Needs a build of packages/cache.
import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { Redis } from 'ioredis';

const client = new Redis(Number(process.argv[2]), '127.0.0.1', redisDefaults);
const store = redisStore({ client, namespace: 'processes' });
const cache = createCache({ shared: { store, timeoutMs: 200, isolatedFreshForMs: 0 } });
const loads = new Map<number, (value: number) => void>();
let asked = 0;

function load(key: string): Promise<number> {
  asked += 1;
  const number = asked;
  process.send?.({ load: number, key });
  return new Promise((resolve) => loads.set(number, resolve));
}

const answers: Record<string, (key: string) => Promise<unknown>> = {
  get: (key) => cache.getOrLoad({ scope: publicScope, key, freshForMs: 600_000, tags: [key], load: () => load(key) }),
  // Whatever is there when the origin is down.
  getOld: (key) =>
    cache
      .getOrLoad({
        ...{ scope: publicScope, key, freshForMs: 1, graceMs: 600_000, tags: [key] },
        load: () => Promise.reject(new Error('the origin is down')),
      })
      .catch(() => 'nothing'),
  getOnce: (key) =>
    cache.getOrLoad({
      ...{ scope: publicScope, key, freshForMs: 600_000, tags: [key], flight: 'everywhere' as const },
      load: () => load(key),
    }),
  // With a limit of time, which is also what the lock lasts for.
  getInTurn: (key) =>
    cache
      .getOrLoad({
        ...{ scope: publicScope, key, freshForMs: 600_000, flight: 'everywhere' as const, hardTimeoutMs: 400 },
        load: () => load(key),
      })
      .catch(() => 'failed'),
  invalidate: async (key) => (await cache.invalidateTags(publicScope, [key])).shared,
  catchUp: () => cache.catchUp(),
  isCertain: async () => cache.statistics().shared?.isCertain,
};

process.on('message', async (message: { id?: number; ask?: string; key?: string; loaded?: number; value?: number }) => {
  if (message.loaded !== undefined) return loads.get(message.loaded)?.(message.value ?? 0);
  const answer = await answers[message.ask ?? '']?.(message.key ?? '');
  process.send?.({ id: message.id, answer });
});
process.on('disconnect', () => process.exit());
