import { expect, test } from 'vitest';
import { createCache, type GetOrLoadOptions, publicScope } from './index.js';
import { memoryStore } from './testing/index.js';

/** Two versions of a program that share a store, and ask for the same by other tags. */
async function versions() {
  const store = memoryStore(() => 0);
  const [before, after] = [0, 1].map(() => createCache({ now: () => 0, shared: { store } }));
  if (before === undefined || after === undefined) throw new Error('there are two');
  await Promise.all([before, after].map((cache) => cache.catchUp()));
  const ask = async (cache: typeof before, value: unknown, tags: GetOrLoadOptions<unknown>['tags']) => {
    const question = { scope: publicScope, key: 'k', freshForMs: 1e9, load: async () => value };
    const answer = await cache.getOrLoad({ ...question, ...(tags && { tags }) });
    await cache.idle();
    return answer;
  };
  return { before, after, ask, end: () => [before, after].map((cache) => cache.close()) };
}

test.each([
  ['more tags', ['old', 'new']],
  ['another tag', ['new']],
  ['a tag that the value decides', () => ['new']],
] as const)(
  'an entry that was kept before its readers went by %s is not given to them: nobody knows what became of it',
  async (_how, tags) => {
    const { before, after, ask, end } = await versions();
    await ask(before, 'from before', ['old']);
    await after.invalidateTags(publicScope, ['new']);
    const explained = async () => (await after.explain(publicScope, 'k', { freshForMs: 1e9, tags })).shared;
    expect(await explained()).toMatchObject({ state: 'void', why: expect.stringContaining('under other tags') });
    expect(await ask(after, 'anew', tags)).toBe('anew');
    expect(await explained()).toMatchObject({ state: 'fresh' });
    // And now it is kept under theirs, for all.
    expect(await ask(before, 'unused', ['old'])).toBe('from before');
    await after.invalidateTags(publicScope, ['new']);
    expect(await ask(after, 'newer', tags)).toBe('newer');
    end();
  },
);

test.each([
  ['fewer tags', ['new']],
  ['no tags', undefined],
  ['the same in another order', ['new', 'old']],
  ['the same, which the value decides', () => ['new', 'old']],
] as const)('an entry is good for readers who go by %s', async (_how, tags) => {
  const { before, after, ask, end } = await versions();
  await ask(before, 'kept', ['old', 'new']);
  expect(await ask(after, 'unused', tags)).toBe('kept');
  expect(after.statistics()).toMatchObject({ sharedHits: 1, loads: 0 });
  end();
});

test('a value of another shape, which the tags of its reader were not made for, is loaded anew', async () => {
  const { before, after, ask, end } = await versions();
  await ask(before, null, ['old']);
  const tags = (value: unknown) => (value as { tags: string[] }).tags;
  expect(await ask(after, { tags: ['new'] }, tags)).toEqual({ tags: ['new'] });
  end();
});
