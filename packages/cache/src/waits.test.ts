import { timeOf as timeTaken } from '@tonearm/tooling/clock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Cache, createCache, publicScope, type SharedStore } from './index.js';
import { chaosStore, memoryStore } from './testing/index.js';

const slowMs = 48;
const timeoutMs = 50;
/** What a caller may have to wait longer than for the load alone. */
const mostMs = 60;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A store each of whose steps takes just so long that it is still waited for. */
function slow(common: SharedStore = memoryStore()): SharedStore {
  const late =
    <Words extends readonly unknown[], T>(step: (...words: Words) => Promise<T>) =>
    (...words: Words): Promise<T> =>
      new Promise((resolve) => setTimeout(() => resolve(step(...words)), slowMs));
  const { position, read, write, invalidate, erase, count, renew, lock } = common;
  return {
    ...common,
    ...{ position: late(position), read: late(read), write: late(write), invalidate: late(invalidate) },
    ...{ erase: late(erase), count: late(count), renew: late(renew), lock: late(lock) },
  };
}

const timeOf = (work: () => Promise<unknown>) => timeTaken(work, (ms) => vi.advanceTimersByTimeAsync(ms));

const question = { scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], load: async () => 'value' };

test.each<[string, (cache: Cache) => Promise<unknown>]>([
  ['a first question', (cache) => cache.getOrLoad(question)],
  ['a load by turns', (cache) => cache.getOrLoad({ ...question, flight: 'everywhere' })],
  ['a reload', (cache) => cache.reload(question)],
  ['a reload of what takes turns', (cache) => cache.reload({ ...question, flight: 'everywhere' })],
  ['two reloads at once', (cache) => Promise.all([cache.reload(question), cache.reload(question)])],
  ['an invalidation', (cache) => cache.invalidateTags(publicScope, ['t'])],
  [
    'several invalidations at once',
    (cache) => Promise.all(['t', 'u', 'v'].map((tag) => cache.invalidateTags(publicScope, [tag]))),
  ],
  [
    'readers of different patience who join each other',
    (cache) => Promise.all([1e9, 1, 2].map((freshForMs) => cache.getOrLoad({ ...question, freshForMs }))),
  ],
])('of a slow store %s waits once, within what may be added to any answer', async (_what, ask) => {
  const cache = createCache({ shared: { store: slow(), timeoutMs } });
  await timeOf(() => cache.catchUp());
  expect(await timeOf(() => ask(cache))).toBeLessThanOrEqual(mostMs);
  await timeOf(() => cache.idle());
  expect(cache.statistics().shared).toMatchObject({ errors: 0, isUp: true, pending: 0 });
  cache.close();
});

test('readers of different patience who find something wait once, too', async () => {
  let time = 0;
  const common = memoryStore(() => time);
  const writer = createCache({ now: () => time, shared: { store: common } });
  await writer.catchUp();
  await writer.getOrLoad(question);
  await writer.idle();
  time = 1_000;
  const cache = createCache({ now: () => time, shared: { store: slow(common), timeoutMs } });
  await timeOf(() => cache.catchUp());
  const asked = (freshForMs: number) => cache.answer({ ...question, freshForMs, load: async () => 'new' });
  let answers: unknown;
  const tookMs = await timeOf(async () => {
    answers = await Promise.all([asked(1e9), asked(10)]);
  });
  expect(answers).toMatchObject([
    { value: 'value', from: 'shared' },
    { value: 'new', from: 'load' },
  ]);
  expect(tookMs).toBeLessThanOrEqual(mostMs);
  for (const each of [cache, writer]) each.close();
});

test.each([0, 10, 20, 30, 40, 47, 60])(
  'whoever takes turns has what another process has loaded one wait after it is there, %i ms after they asked',
  async (afterMs) => {
    const common = memoryStore();
    const [at, waits] = [common, slow(common)].map((store) => createCache({ shared: { store, timeoutMs } }));
    if (at === undefined || waits === undefined) throw new Error('there are two');
    await timeOf(() => Promise.all([at, waits].map((cache) => cache.catchUp())));
    const byTurns = { ...question, flight: 'everywhere' as const };
    let arrive = (_value: string): void => undefined;
    const loading = at.getOrLoad({ ...byTurns, load: () => new Promise<string>((resolve) => (arrive = resolve)) });
    await vi.advanceTimersByTimeAsync(1);
    const waiting = waits.answer({ ...byTurns, load: async () => 'loaded a second time' });
    await vi.advanceTimersByTimeAsync(2 * slowMs + afterMs);
    arrive('loaded once');
    await loading;
    await at.idle();
    let answer: unknown;
    const tookMs = await timeOf(async () => {
      answer = await waiting;
    });
    expect(answer).toMatchObject({ value: 'loaded once', from: 'shared' });
    expect(tookMs).toBeLessThanOrEqual(mostMs);
    await timeOf(() => waits.idle());
    expect(await common.lock('public:k', 1), 'the turn is given back').toBeDefined();
    for (const cache of [at, waits]) cache.close();
  },
);

test('whoever forgets somebody, which has to arrive, gives up a store that never answers after seconds and not minutes', async () => {
  const never = (): Promise<never> => new Promise(() => undefined);
  const cache = createCache({ shared: { store: { ...memoryStore(), invalidate: never }, timeoutMs } });
  let told: unknown;
  const tookMs = await timeOf(async () => {
    told = await cache.forget('anna');
  });
  expect(told).toMatchObject({ isComplete: false });
  expect(tookMs).toBeLessThan(3_000);
  expect(cache.statistics().shared?.pending).toBe(1);
  cache.close();
});

test('after every pause one caller tries whether a store that hangs answers again, and the others go on without it', async () => {
  const store = chaosStore(memoryStore());
  const cache = createCache({ shared: { store, timeoutMs } });
  await timeOf(() => cache.catchUp());
  store.chaos.hangs = true;
  const get = (key: string) => cache.getOrLoad({ ...question, key });
  await timeOf(() => get('first'));
  for (let round = 1; round <= 3; round += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    const { calls } = store;
    const asked = Array.from({ length: 100 }, (_, index) => get(`${round} ${index}`));
    await timeOf(() => Promise.all(asked));
    expect(store.calls - calls).toBe(1);
  }
  cache.close();
});
