import { expect, test } from 'vitest';
import { type Codec, createCache, jsonCodec, publicScope } from './index.js';
import { memoryStore } from './testing/index.js';

test('a value is made into bytes when those who wait for it have gone on, and before anything else happens', async () => {
  const happened: string[] = [];
  const codec: Codec = {
    ...jsonCodec,
    encode(value) {
      happened.push('bytes');
      return jsonCodec.encode(value);
    },
  };
  const cache = createCache({ shared: { store: memoryStore(), codec } });
  await cache.catchUp();
  const ask = async (who: string): Promise<void> => {
    await cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, load: async () => 'value' });
    happened.push(who);
    // What it does with it takes a few steps.
    for (let step = 0; step < 5; step += 1) await undefined;
    happened.push(`${who} again`);
    setImmediate(() => happened.push('all else'));
  };
  await Promise.all(['one', 'two'].map(ask));
  await cache.idle();
  await new Promise((resolve) => setImmediate(resolve));
  expect(happened).toEqual(['one', 'two', 'one again', 'two again', 'bytes', 'all else', 'all else']);
  cache.close();
});
