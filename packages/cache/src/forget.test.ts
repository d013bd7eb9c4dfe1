import { text } from 'node:stream/consumers';
import { getHeapSnapshot, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createCache, publicScope, userScope } from './index.js';
import { memoryStore } from './testing/index.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

// Put together each time, so that no text in this file is taken for one that was kept.
const nameOf = (number: number): string => ['listener', 'number', number].join('-');
const secretOf = (number: number): string => ['secret', 'of', number].join('-');

/** Everything that happens for a person, in a function of its own that leaves nothing behind. */
async function live(cache: ReturnType<typeof createCache>, number: number): Promise<void> {
  const scope = userScope(nameOf(number));
  const tags = [['tag', 'of', number].join('-')];
  const rule = { scope, freshForMs: 1e9, graceMs: 1e9, retryAfterMs: 1e6, tags };
  await cache.getOrLoad({ ...rule, key: 'profile', load: async () => ({ name: secretOf(number) }) });
  await cache.getOrLoad({
    ...rule,
    key: 'page',
    load: async ({ seed, heed }) => {
      heed(new Headers({ etag: `"${secretOf(number)}"` }));
      seed([{ key: 'part', value: secretOf(number), rule, tags }]);
      return [secretOf(number)];
    },
  });
  const failing = { ...rule, key: 'failing', load: () => Promise.reject(new Error(secretOf(number))) };
  await cache.getOrLoad({ ...failing, failureForMs: () => 1e9 }).catch(() => undefined);
  const left = new AbortController();
  const leaving = cache.getOrLoad({ ...rule, key: 'left', signal: left.signal, load: async () => secretOf(number) });
  left.abort();
  await leaving.catch(() => undefined);
  await cache.invalidateTags(scope, tags);
  await cache.getOrLoad({ ...rule, key: 'again', load: async () => secretOf(number) });
  await cache.idle();
}

async function memoryOfThisProcess(): Promise<string> {
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  return await text(getHeapSnapshot());
}

test('leaves no trace in memory of a user who was forgotten: no value, no key, no tag, no name', async () => {
  const cache = createCache({ shared: { store: memoryStore() } });
  await cache.catchUp();
  await cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, load: async () => 1 });
  for (const number of [271_828, 314_159]) await live(cache, number);
  const traces = async () => {
    const memory = await memoryOfThisProcess();
    return [271_828, 314_159].map((number) =>
      [nameOf(number), secretOf(number), ['tag', 'of', number].join('-')].map((each) => memory.includes(each)),
    );
  };
  const everything = [true, true, true];
  expect(await traces(), 'while they are there').toEqual([everything, everything]);
  await cache.forget(nameOf(271_828));
  // V8 itself remembers what a regular expression was last asked about.
  /y/.exec('y');
  expect(await traces(), 'when one was forgotten').toEqual([[false, false, false], everything]);
  cache.close();
});
