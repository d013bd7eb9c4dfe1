import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createCache, publicScope } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

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

test.each([
  ['a load that never ends', 'createCache()'],
  [
    'a store that never answers',
    'createCache({ shared: { store: { ...memoryStore(), read: hang, position: hang }, timeoutMs: 3_600_000 } })',
  ],
])('%s keeps no process alive, however long it may take', async (_what, cache) => {
  const program = `
    import { createCache, publicScope } from '@tonearm/cache';
    import { memoryStore } from '@tonearm/cache/testing';
    const hang = () => new Promise(() => undefined);
    const cache = ${cache};
    const limits = { hardTimeoutMs: 3_600_000, softTimeoutMs: 3_600_000 };
    cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1, ...limits, load: hang });
    setTimeout(() => console.log('asked'), 20);`;
  expect(await output(program)).toBe('asked\n');
});

test('whoever was answered, refused or has left takes every timer with them', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const store = chaosStore(memoryStore(() => 0));
  const cache = createCache({ now: () => 0, shared: { store, timeoutMs: 1e6 } });
  await cache.catchUp();
  const limits = { freshForMs: 1, hardTimeoutMs: 1e6, softTimeoutMs: 1e6, flight: 'everywhere' } as const;
  const ask = (key: string, load: () => Promise<unknown>, signal?: AbortSignal) =>
    cache.getOrLoad({ scope: publicScope, key, ...limits, load, ...(signal && { signal }) }).catch(() => 'refused');
  expect(await ask('answered', async () => 1)).toBe(1);
  expect(await ask('refused', () => Promise.reject(new Error('no')))).toBe('refused');
  store.chaos.isDown = true;
  expect(await ask('without the store', async () => 2)).toBe(2);
  const leaving = new AbortController();
  let end = (_value: unknown): void => undefined;
  const asked = ask('left', () => new Promise((resolve) => (end = resolve)), leaving.signal);
  await new Promise((resolve) => setImmediate(resolve));
  expect(vi.getTimerCount()).toBeGreaterThan(0);
  leaving.abort();
  expect(await asked).toBe('refused');
  end('too late');
  await new Promise((resolve) => setImmediate(resolve));
  expect(vi.getTimerCount()).toBe(0);
  cache.close();
});

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
