// Fills a Redis with so many entries of one tag each. node fill.ts <url> <namespace> <count> ...
import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { Redis } from 'ioredis';

const [url = '', namespace = '', ...counts] = process.argv.slice(2);
const client = new Redis(url, { ...redisDefaults, lazyConnect: true });
await client.connect();
// Nobody is in a hurry.
const cache = createCache({ shared: { store: redisStore({ client, namespace }), timeoutMs: 60_000 } });
await cache.catchUp();
for (const count of counts.map(Number)) {
  for (let index = 0; index < count; index += 500) {
    const keys = Array.from({ length: Math.min(500, count) }, (_, each) => `${count}:${index + each}`);
    const about = { scope: publicScope, freshForMs: 1e9, tags: [`tag:${count}`], value: index };
    const stored = await Promise.all(keys.map((key) => cache.set({ ...about, key })));
    if (!stored.every(({ isShared }) => isShared)) throw new Error('not everything was kept');
  }
}
cache.close();
client.disconnect();
