import { createCache, publicScope, reference } from '@tonearm/cache';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { createCache as createCacheManager } from 'cache-manager';
import { Cacheable } from 'cacheable';
import { LRUCache } from 'lru-cache';
import type { Case, Cases } from './case.ts';
import { page } from './page.ts';

const hour = 3_600_000;
const small = { id: 'x', name: 'small' };
const tags = ['one', 'two', 'three'];

/** Hits in memory, of each library with its defaults; with `serialize: false` bentocache does not copy, as ours does not. */
export async function memoryCases(): Promise<Cases> {
  const lru = new LRUCache<string, object>({ max: 5_000, ttl: hour });
  const ours = createCache();
  const tagged = createCache();
  const heard = createCache();
  let lastHeard: unknown;
  heard.on((event) => {
    lastHeard = event;
  });
  const bento = (serialize: boolean) =>
    new BentoCache({
      default: 'memory',
      stores: { memory: bentostore().useL1Layer(memoryDriver({ maxItems: 5_000, serialize })) },
    });
  const [bentoRaw, bentoDefault] = [bento(false), bento(true)];
  const cacheable = new Cacheable();
  const manager = createCacheManager();
  const values = { small, page: page() };
  await bentoRaw.getOrSet({ key: 'tagged', ttl: hour, tags, factory: () => small });

  // Many keys in turn: with a single one the compiler would look it up once and for all.
  const keys = Array.from({ length: 1_024 }, (_, index) => `key:${index}`);
  const ask = (key: string, value: object, own: readonly string[] = [], cache = ours) => {
    const question = { scope: publicScope, key, name: 'bench', freshForMs: hour, tags: own, load: async () => value };
    return () => cache.getOrLoad(question);
  };
  // Everybody is asked by the very texts that they keep: a text that only says the same has to be compared, which costs
  // as much as the look.
  const turns = keys.map((key) => ({
    key,
    place: reference(publicScope, key),
    ask: ask(key, small),
    askTagged: ask(key, small, tags, tagged),
    askHeard: ask(key, small, [], heard),
  }));
  const askPage = ask('page', values.page);
  for (const turn of turns) {
    lru.set(turn.key, small);
    await turn.ask();
    await turn.askTagged();
    await turn.askHeard();
  }
  await askPage();
  if (lastHeard === undefined) throw new Error('nothing was heard');
  let at = 0;
  const next = (): (typeof turns)[number] => {
    at = (at + 1) & 1_023;
    return turns[at] as (typeof turns)[number];
  };

  let sink: unknown;
  const sync = (name: string, get: () => unknown): Case => ({
    name,
    run(times) {
      for (let index = 0; index < times; index += 1) sink = get();
      if (sink === undefined) throw new Error(`${name} gave nothing`);
    },
  });
  const awaited = (name: string, get: () => Promise<unknown>): Case => ({
    name,
    async run(count) {
      for (let index = 0; index < count; index += 1) sink = await get();
      if (sink === undefined) throw new Error(`${name} gave nothing`);
    },
  });
  const cases = [
    sync('lru-cache get', () => lru.get(next().key)),
    sync('tonearm peek', () => ours.peek(next().place)),
    sync('tonearm peek, 3 tags', () => tagged.peek(next().place)),
    awaited('lru-cache get, awaited', async () => lru.get(next().key)),
    awaited('tonearm getOrLoad', () => next().ask()),
    awaited('tonearm getOrLoad, with a listener', () => next().askHeard()),
    awaited('tonearm getOrLoad, 3 tags', () => next().askTagged()),
    awaited('tonearm getOrLoad, 43 KB', askPage),
    awaited('bentocache getOrSet, not serialized', () =>
      bentoRaw.getOrSet({ key: next().key, ttl: hour, factory: () => small }),
    ),
    awaited('bentocache getOrSet, not serialized, 3 tags', () =>
      bentoRaw.getOrSet({ key: 'tagged', ttl: hour, tags, factory: () => small }),
    ),
    awaited('bentocache getOrSet, 43 KB', () =>
      bentoDefault.getOrSet({ key: 'page', ttl: hour, factory: () => values.page }),
    ),
    awaited('cacheable getOrSet', () => cacheable.getOrSet(next().key, async () => small, { ttl: hour })),
    awaited('cache-manager wrap', () => manager.wrap(next().key, async () => small, hour)),
  ];
  return { cases };
}
