import { expect, onTestFinished, test } from 'vitest';
import { createCache, LoadManyError, publicScope, type Scope, userScope } from './index.js';
import { memoryStore } from './testing/index.js';

/** How many steps each seed takes; more for a long night. */
const steps = Number(process.env.TONEARM_MANY_STEPS ?? 400);
const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
const scopes: readonly Scope[] = [publicScope, userScope('anna'), userScope('bert')];
const tagsOf = (key: string): string[] => ['all', key < 'd' ? 'early' : 'late', `tag of ${key}`];

interface Rule {
  readonly freshForMs: number;
  readonly staleForMs?: number;
  readonly graceMs?: number;
}

/** Three caches on a store in front of an origin, asked for many at once or for each by itself. */
function world(isManyAtOnce: boolean) {
  const state = { time: 0, isFailing: false };
  const versions = new Map<string, number>();
  const store = memoryStore(() => state.time);
  const caches = [0, 1, 2].map(() => createCache({ now: () => state.time, shared: { store }, maxAgeMs: 5_000 }));
  onTestFinished(() => {
    for (const cache of caches) cache.close();
  });
  const origin = (scope: Scope, key: string): string => {
    if (state.isFailing) throw new Error('the origin fails');
    const place = `${scope.kind === 'user' ? scope.user : ''} ${key}`;
    return `${place} ${versions.get(place) ?? 0}`;
  };
  const cacheOf = (index: number) => caches[index] ?? expect.unreachable();

  async function ask(index: number, scope: Scope, asked: readonly string[], rule: Rule): Promise<unknown> {
    const cache = cacheOf(index);
    const common = { scope, name: 'thing', ...rule };
    try {
      if (!isManyAtOnce) {
        const distinct = [...new Set(asked)];
        const values = await Promise.all(
          distinct.map((key) =>
            cache.getOrLoad({ ...common, key, tags: tagsOf(key), load: async () => origin(scope, key) }),
          ),
        );
        return asked.map((key) => values[distinct.indexOf(key)]);
      }
      const load = async (missing: readonly string[]) => new Map(missing.map((key) => [key, origin(scope, key)]));
      return await cache.getOrLoadMany({ ...common, keys: asked, tags: tagsOf, load });
    } catch (error) {
      return String(error instanceof LoadManyError ? error.cause : error);
    } finally {
      await cache.idle();
    }
  }

  return {
    state,
    store,
    caches,
    cacheOf,
    ask,
    change(scope: Scope, key: string): void {
      const place = `${scope.kind === 'user' ? scope.user : ''} ${key}`;
      versions.set(place, (versions.get(place) ?? 0) + 1);
    },
    async settle(): Promise<void> {
      for (const cache of caches) await cache.catchUp();
      for (const cache of caches) await cache.idle();
    },
  };
}

const rules: readonly Rule[] = [{ freshForMs: 100 }, { freshForMs: 1_000 }, { freshForMs: 100, graceMs: 500 }];

test.each([
  [1, rules],
  [2, rules],
  [3, rules],
  [4, [...rules, { freshForMs: 100, staleForMs: 300 }]],
  [5, [...rules, { freshForMs: 100, staleForMs: 300, graceMs: 500 }]],
])('whoever asks for many gets and counts what they would one by one: seed %i', async (seed, allowed) => {
  let number = seed;
  const random = (): number => {
    number = (number * 16_807) % 2_147_483_647;
    return number / 2_147_483_647;
  };
  const anyOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? expect.unreachable();
  const worlds = [world(true), world(false)];
  for (const each of worlds) await each.settle();
  let answered = 0;
  for (let step = 0; step < steps; step += 1) {
    const [index, scope, key, dice] = [Math.floor(random() * 3), anyOf(scopes), anyOf(keys), random()];
    if (dice < 0.7) {
      const asked = Array.from({ length: 1 + Math.floor(random() * 8) }, () => anyOf(keys));
      const rule = anyOf(allowed);
      const [many = expect.unreachable(), single] = await Promise.all(
        worlds.map((each) => each.ask(index, scope, asked, rule)),
      );
      expect({ step, many }).toEqual({ step, many: single });
      if (typeof many !== 'string') answered += 1;
    } else {
      for (const each of worlds) {
        const cache = each.cacheOf(index);
        if (dice < 0.78) {
          each.change(scope, key);
          await cache.invalidateTags(scope, [`tag of ${key}`]);
        } else if (dice < 0.8) await cache.invalidateTags(scope, ['early']);
        else if (dice < 0.83) await cache.invalidateKey(scope, key);
        else if (dice < 0.86) each.state.isFailing = dice < 0.84;
        else if (dice < 0.94) each.state.time += Math.floor(dice * 1_000) % 90;
        else if (dice < 0.96) await cache.set({ scope, key, tags: tagsOf(key), value: 'set', freshForMs: 100 });
        else if (dice < 0.97) await cache.forget('anna');
        else if (dice < 0.98) each.store.flush();
        else if (dice < 0.99) await each.store.renew('another');
        else await cache.clear();
        await each.settle();
      }
    }
  }
  expect(answered).toBeGreaterThan(steps / 5);
  const counted = worlds.map(({ caches }) =>
    caches.map((cache) => {
      const { shared: _shared, byName: _byName, hitRatio, misses, stale, ...counts } = cache.statistics();
      // What is old may turn out to be void by what the store says of others, which whoever asks one by one hears too late.
      const split = allowed === rules ? { hitRatio, misses, stale } : {};
      return { ...counts, ...split, asked: misses + stale };
    }),
  );
  expect(counted[0]).toEqual(counted[1]);
});
