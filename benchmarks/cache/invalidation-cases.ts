import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { Redis } from 'ioredis';
import { type Case, type Cases, repeated } from './case.ts';

const counts = [10, 10_000, 100_000];

/** Puts what is to be invalidated into a Redis. */
export function fill(url: string): void {
  const words = [fileURLToPath(new URL('./fill.ts', import.meta.url)), url, 'bench', ...counts.map(String)];
  execFileSync(process.execPath, words, { stdio: 'inherit' });
}

/** What invalidating costs, and what deleting by a set of keys would. */
export async function invalidationCases(url: string): Promise<Cases> {
  const [client, bare] = [0, 1].map(() => new Redis(url, { ...redisDefaults, lazyConnect: true })) as [Redis, Redis];
  for (const each of [client, bare]) await each.connect();
  const cache = createCache({ shared: { store: redisStore({ client, namespace: 'bench' }) } });
  await cache.catchUp();
  const invalidate = (count: number): Case =>
    repeated(`tonearm invalidate a tag, ${count.toLocaleString('en')} entries`, () =>
      cache.invalidateTags(publicScope, [`tag:${count}`]),
    );
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
    cases: [...counts.map(invalidate), keySet],
    close() {
      cache.close();
      for (const each of [client, bare]) each.disconnect();
    },
  };
}
