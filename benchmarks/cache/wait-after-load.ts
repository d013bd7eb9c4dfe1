import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { Redis } from 'ioredis';

/** Microseconds from the end of each of so many loads to the answer, while the value is written to Redis behind. */
export async function waitAfterLoad(url: string, times: number): Promise<readonly number[]> {
  const client = new Redis(url, { ...redisDefaults, lazyConnect: true });
  await client.connect();
  const cache = createCache({ shared: { store: redisStore({ client, namespace: 'behind' }), timeoutMs: 5_000 } });
  await cache.catchUp();
  const waits: number[] = [];
  for (let each = 0; each < times; each += 1) {
    let loadedAt = 0;
    const load = async (): Promise<object> => {
      loadedAt = performance.now();
      return { id: 'x', name: 'small' };
    };
    await cache.getOrLoad({ scope: publicScope, key: `new:${each}`, freshForMs: 1e9, tags: ['new'], load });
    waits.push((performance.now() - loadedAt) * 1_000);
    await cache.idle();
  }
  if (cache.statistics().shared?.writes !== times) throw new Error('not everything was written behind');
  cache.close();
  client.disconnect();
  return waits;
}
