import { timeOf as timeTaken } from '@tonearm/tooling/clock';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Cache, createCache, publicScope, type SharedStore } from './index.js';
import { distantStore } from './testing/distant-store.js';
import { chaosStore, memoryStore } from './testing/index.js';

const timeoutMs = 50;
/** What a caller may have to wait longer than for the load alone. */
const mostMs = 60;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const timeOf = (work: () => Promise<unknown>) => timeTaken(work, (ms) => vi.advanceTimersByTimeAsync(ms));

const question = {
  ...{ scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], flight: 'everywhere' as const },
  load: async () => 'value',
};

/** A cache so far from a store that has had a value for a second. */
async function farFromAValue(tripMs: number) {
  let time = 0;
  const common = memoryStore(() => time);
  const writer = createCache({ now: () => time, shared: { store: common } });
  await writer.catchUp();
  await writer.getOrLoad(question);
  await writer.idle();
  time = 1_000;
  const cache = createCache({ now: () => time, shared: { store: distantStore(common, tripMs), timeoutMs } });
  await timeOf(() => cache.catchUp());
  onTestFinished(() => {
    for (const each of [cache, writer]) each.close();
  });
  return { cache, common };
}

test('processes take turns also where an answer of the store takes most of the time that it is waited for', async () => {
  const common = memoryStore();
  const caches = [0, 1, 2].map(() => createCache({ shared: { store: distantStore(common, 40), timeoutMs } }));
  await timeOf(() => Promise.all(caches.map((cache) => cache.catchUp())));
  let loads = 0;
  const load = async (): Promise<string> => {
    loads += 1;
    return 'value';
  };
  const took = await Promise.all(caches.map((cache) => timeOf(() => cache.getOrLoad({ ...question, load }))));
  expect(loads).toBe(1);
  expect(Math.min(...took), 'who has the turn').toBeLessThanOrEqual(mostMs);
  await timeOf(() => Promise.all(caches.map((cache) => cache.idle())));
  expect(await common.lock('public:k', 1), 'the turn is given back').toBeDefined();
  for (const cache of caches) cache.close();
});

test.each([
  ['fresh', 1e9, 0],
  ['old', 10, 1],
] as const)(
  'whoever is found something %s in time gives a turn back that was asked for meanwhile',
  async (state, freshForMs, refreshes) => {
    const { cache, common } = await farFromAValue(40);
    const asked = { ...question, freshForMs, staleForMs: 1e9, flight: 'everywhere' as const };
    expect(await timeOf(() => cache.getOrLoad(asked))).toBe(40);
    await timeOf(() => cache.idle());
    expect(cache.statistics(), `${state}: refreshed behind if it has to be`).toMatchObject({ loads: refreshes });
    expect(await common.lock('public:k', 1), 'the turn is given back').toBeDefined();
  },
);

test('a store that answers soon is asked for no turn where it has the value', async () => {
  const { cache, common } = await farFromAValue(4);
  const lock = vi.spyOn(common, 'lock');
  await timeOf(() => cache.getOrLoad(question));
  await timeOf(() => cache.idle());
  expect(lock).not.toHaveBeenCalled();
});

test('whoever leaves while the store is slow leaves no turn taken', async () => {
  const common = memoryStore();
  const cache = createCache({ shared: { store: distantStore(common, 40), timeoutMs } });
  await timeOf(() => cache.catchUp());
  for (const afterMs of [2, 10, 41, 44]) {
    const left = new AbortController();
    const leaving = cache.getOrLoad({ ...question, key: `${afterMs}`, signal: left.signal });
    leaving.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(afterMs);
    left.abort(new Error('left'));
    await expect(leaving).rejects.toThrow('left');
    await vi.advanceTimersByTimeAsync(200);
    await timeOf(() => cache.idle());
    expect(await common.lock(`public:${afterMs}`, 1), `left after ${afterMs} ms`).toBeDefined();
  }
  cache.close();
});

test.each<[string, (cache: Cache) => Promise<unknown>]>([
  ['for many', (cache) => cache.getOrLoadMany({ ...question, keys: ['a', 'b'], load: async () => new Map() })],
  [
    'for one value by two rules',
    (cache) => Promise.all([1e9, 10].map((freshForMs) => cache.getOrLoad({ ...question, freshForMs }))),
  ],
])(
  'whoever asks in turn %s waits for the store once, and loads without a turn where that takes too long',
  async (_what, ask) => {
    const { cache } = await farFromAValue(40);
    expect(await timeOf(() => ask(cache))).toBeLessThanOrEqual(mostMs);
    await timeOf(() => cache.idle());
  },
);

test('the one who finds out that a store is back waits for it once, though it has to be told something', async () => {
  const common = memoryStore();
  const chaos = chaosStore(common);
  const [cache, other] = [distantStore(chaos, 40), common].map((store) =>
    createCache({ shared: { store, timeoutMs } }),
  );
  if (cache === undefined || other === undefined) throw new Error('there are two');
  await timeOf(() => Promise.all([cache, other].map((each) => each.catchUp())));
  const [plain, many] = [
    { ...question, flight: 'process' as const },
    { ...question, flight: 'process' as const, keys: ['k'], load: async () => new Map([['k', 'loaded for many']]) },
  ];
  for (const ask of [() => cache.getOrLoad(plain), () => cache.getOrLoadMany(many).then(([value]) => value)]) {
    await other.reload({ ...plain, load: async () => 'from before' });
    await timeOf(() => Promise.all([other.idle(), cache.catchUp()]));
    chaos.chaos.isDown = true;
    await timeOf(() => cache.invalidateTags(publicScope, ['t']));
    chaos.chaos.isDown = false;
    // Until then it is left alone.
    await vi.advanceTimersByTimeAsync(150);
    const { errors } = cache.statistics().shared ?? expect.unreachable();
    let value: unknown;
    expect(await timeOf(async () => (value = await ask()))).toBeLessThanOrEqual(mostMs);
    expect(value, 'nothing from before').toMatch(/^value|loaded for many$/);
    expect(cache.statistics().shared).toMatchObject({ isUp: true, pending: 0, errors });
    await timeOf(() => cache.idle());
  }
  for (const each of [cache, other]) each.close();
});

test('a store that answers before it has heard what it is told meanwhile is asked again', async () => {
  const common = memoryStore();
  const chaos = chaosStore(common);
  const { read } = common;
  const reads: string[] = [];
  const store: SharedStore = {
    ...distantStore(chaos, 20),
    // Quicker than what it is told at the same time.
    read: async (...about) => {
      const answer = await read(...about);
      reads.push(answer.found);
      return answer;
    },
  };
  const cache = createCache({ shared: { store, timeoutMs } });
  await timeOf(() => cache.catchUp());
  const plain = { ...question, flight: 'process' as const };
  await timeOf(() => cache.getOrLoad(plain).then(() => cache.idle()));
  chaos.chaos.isDown = true;
  await timeOf(() => cache.invalidateTags(publicScope, ['t']));
  chaos.chaos.isDown = false;
  await vi.advanceTimersByTimeAsync(150);
  reads.length = 0;
  let value: unknown;
  await timeOf(async () => (value = await cache.getOrLoad({ ...plain, load: async () => 'after' })));
  expect([value, reads]).toEqual(['after', ['valid', 'void']]);
  cache.close();
});
