import { expect, test } from 'vitest';
import { createCache, publicScope } from './index.js';
import { memoryStore } from './testing/index.js';

/** A cache in front of a store that notes when it is asked, and a question that notes what is begun meanwhile. */
async function fixture() {
  const seen: string[] = [];
  let time = 0;
  const common = memoryStore(() => time);
  const noted = {
    ...common,
    read: async (...all: Parameters<typeof common.read>) => {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push('the store answers');
      return common.read(...all);
    },
  };
  const cache = createCache({ now: () => time, shared: { store: noted } });
  await cache.catchUp();
  const question = {
    ...{ scope: publicScope, key: 'k', freshForMs: 100, staleForMs: 1_000 },
    load: async () => seen.push('loads'),
    meanwhile: () => {
      seen.push('begins');
      return () => void seen.push('over');
    },
  };
  const of = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
    await work().catch(() => seen.push('fails'));
    return seen.splice(0);
  };
  return { cache, common, question, of, pass: (ms: number) => (time += ms) };
}

test('what a load will need is begun while the store is asked, and over when all is', async () => {
  const { cache, question, of } = await fixture();
  expect(await of(() => cache.getOrLoad(question))).toEqual(['begins', 'the store answers', 'loads', 'over']);
  expect(await of(() => cache.getOrLoad(question)), 'what is in memory needs nothing').toEqual([]);
  expect(await of(() => cache.reload(question))).toEqual(['begins', 'loads', 'over']);
  const crowd = () => Promise.all([1, 2, 3].map(() => cache.getOrLoad({ ...question, key: 'other' })));
  expect(await of(crowd), 'once for all').toEqual(['begins', 'the store answers', 'loads', 'over']);
  const failing = { ...question, key: 'failing', load: () => Promise.reject(new Error('no')) };
  expect(await of(() => cache.getOrLoad(failing))).toEqual(['begins', 'the store answers', 'over', 'fails']);
  cache.close();
});

test('it is over, too, when what the store has spares the load', async () => {
  const { cache, common, question, of } = await fixture();
  const other = createCache({ now: () => 0, shared: { store: common } });
  await other.catchUp();
  await other.getOrLoad({ ...question, meanwhile: () => undefined });
  await other.idle();
  expect(await of(() => cache.getOrLoad(question))).toEqual(['loads', 'begins', 'the store answers', 'over']);
  for (const each of [cache, other]) each.close();
});

test('nothing is begun for a load that nobody waits for, and none where no store is asked', async () => {
  const { cache, question, of, pass } = await fixture();
  await of(() => cache.getOrLoad(question));
  await of(() => cache.idle());
  pass(500);
  const stale = () => cache.getOrLoad(question).then(() => cache.idle());
  expect(await of(stale)).toEqual(['the store answers', 'loads']);
  expect(await of(() => cache.getOrLoad({ ...question, key: 'mine', tiers: 'memory' }))).toEqual(['loads']);
  const alone = createCache();
  expect(await of(() => alone.getOrLoad(question))).toEqual(['loads']);
  for (const each of [cache, alone]) each.close();
});

test('whoever begins something is told when the store has answered, before the load', async () => {
  const { cache, question, of } = await fixture();
  const seen: string[] = [];
  const asked = {
    ...question,
    load: async () => seen.push('loads'),
    meanwhile(answered: Promise<unknown>) {
      answered.then(() => seen.push('answered'));
      return undefined;
    },
  };
  await of(() => cache.getOrLoad(asked));
  await of(() => cache.reload(asked));
  expect(seen).toEqual(['answered', 'loads', 'answered', 'loads']);
  cache.close();
});
