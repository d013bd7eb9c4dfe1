import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createCache, publicScope, userScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { certain } from './group.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test.skipIf(servicesAreOff)(
  'a hundred thousand loads that are shared, failed, left, invalidated and forgotten leave nothing behind in either of two caches',
  async () => {
    const redis = await startRedis();
    const caches = [0, 1].map(() => {
      const client = new Redis(redis.url, redisDefaults);
      const cache = createCache({ maxEntries: 100, shared: { store: redisStore({ client, maxNames: 1_000 }) } });
      onTestFinished(() => client.disconnect());
      onTestFinished(() => cache.close());
      return cache;
    });
    onTestFinished(() => redis.stop());
    for (const cache of caches) await certain({ cache });

    async function turn(index: number): Promise<void> {
      const cache = caches[index % 2] ?? expect.unreachable();
      const leaving = new AbortController();
      const scope = index % 3 === 0 ? publicScope : userScope(`user ${index % 5_003}`);
      const asked = cache.getOrLoad({
        ...{ scope, key: `k${index}`, freshForMs: 50, tags: [`t${index}`], signal: leaving.signal },
        load: async () => {
          if (index % 11 === 0) throw new Error('no');
          return index;
        },
      });
      if (index % 13 === 0) leaving.abort(new Error('left'));
      await asked.catch(() => undefined);
      if (index % 7 === 0) await cache.invalidateTags(scope, [`t${index}`]);
      // Whoever forgets lets go of much else; in the second half nobody does.
      if (index < 90_000 && index % 101 === 0 && scope.kind === 'user') await cache.forget(scope.user);
    }

    async function turns(from: number, to: number): Promise<void> {
      for (let index = from; index < to; index += 20) {
        await Promise.all(Array.from({ length: 20 }, (_, each) => turn(index + each)));
      }
      for (const cache of caches) await cache.idle();
    }

    // Until then all that is bounded has filled up.
    await turns(0, 40_000);
    const before = heap();
    await turns(40_000, 140_000);
    // Less than 20 bytes of each are still there.
    expect(heap() - before).toBeLessThan(2_000_000);
    for (const cache of caches) {
      expect(cache.statistics()).toMatchObject({ shared: { isUp: true, pending: 0 } });
      expect(cache.statistics().entries).toBeLessThanOrEqual(100);
    }
  },
  120_000,
);
