import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test.each([
  ['a cache in memory', 'createCache()'],
  ['a cache with a shared store', 'createCache({ shared: { store: memoryStore() } })'],
])('%s keeps no process alive, closed or not', async (_what, cache) => {
  const program = `
    import { createCache, publicScope } from '@tonearm/cache';
    import { memoryStore } from '@tonearm/cache/testing';
    const cache = ${cache};
    await cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1, hardTimeoutMs: 3_600_000, load: async () => 1 });
    console.log('asked');`;
  expect(await output(program)).toBe('asked\n');
});

test.skipIf(servicesAreOff).each(['there', 'away'])(
  'a cache with a Redis that is %s lets its process end when both are closed',
  async (where) => {
    const redis = await startRedis();
    if (where === 'away') await redis.stop();
    const program = `
    import { createCache, publicScope } from '@tonearm/cache';
    import { redisDefaults, redisStore } from '@tonearm/cache/redis';
    import { Redis } from 'ioredis';
    const client = new Redis('${redis.url}', redisDefaults);
    const cache = createCache({ shared: { store: redisStore({ client }) } });
    await cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1, softTimeoutMs: 3_600_000, load: async () => 1 });
    await cache.idle();
    cache.close();
    client.disconnect();
    console.log('closed');`;
    expect(await output(program)).toBe('closed\n');
    if (where === 'there') await redis.stop();
  },
);

/** What a process prints that ends by itself. */
async function output(program: string): Promise<string> {
  const options = { cwd: import.meta.dirname, timeout: 20_000 };
  const flags = ['--conditions=@tonearm/source', '--import', loader, '--input-type=module', '--eval', program];
  return (await run(process.execPath, flags, options)).stdout;
}

/** Lets plain Node read the sources, which import each other as they will be named when built. */
const loader = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve: (specifier, context, next) =>
      next(context.parentURL?.endsWith('.ts') && specifier.startsWith('.') ? specifier.replace(/\\.js$/, '.ts') : specifier, context),
  });`)}`;
