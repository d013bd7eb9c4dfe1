import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
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
  const options = { cwd: import.meta.dirname, timeout: 20_000 };
  const flags = ['--conditions=@tonearm/source', '--import', loader, '--input-type=module', '--eval', program];
  expect((await run(process.execPath, flags, options)).stdout).toBe('asked\n');
});

/** Lets plain Node read the sources, which import each other as they will be named when built. */
const loader = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve: (specifier, context, next) =>
      next(context.parentURL?.endsWith('.ts') && specifier.startsWith('.') ? specifier.replace(/\\.js$/, '.ts') : specifier, context),
  });`)}`;
