import { expect, test } from 'vitest';
import { createCache, type LoadContext, publicScope, type WarmItem } from './index.js';
import { memoryStore } from './testing/index.js';

function fixture() {
  const state = { time: 0, running: 0, most: 0, order: [] as string[] };
  const cache = createCache({ now: () => state.time });
  const item = (key: string, more: Partial<WarmItem> = {}): WarmItem => ({
    scope: publicScope,
    key,
    name: 'thing',
    freshForMs: 100,
    load: async () => {
      state.order.push(key);
      state.running += 1;
      state.most = Math.max(state.most, state.running);
      await new Promise((resolve) => setImmediate(resolve));
      state.running -= 1;
      return key;
    },
    ...more,
  });
  return { state, cache, item };
}

const names = (items: readonly { readonly key: string }[]) => items.map(({ key }) => key);

test('stores what it loads, by priority and few at a time, and reports it', async () => {
  const { state, cache, item } = fixture();
  const items = ['a', 'b', 'c', 'd'].map((key, priority) => item(key, { priority }));
  const report = await cache.warm({ items, concurrency: 2 }).report;
  expect(names(report.stored).sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(state.order).toEqual(['d', 'c', 'b', 'a']);
  expect(state.most).toBe(2);
  const loads = state.order.length;
  for (const each of items) await cache.getOrLoad(each);
  expect(state.order).toHaveLength(loads);
});

test('reports what failed, what was there, and what was loaded but not kept', async () => {
  const { cache, item } = fixture();
  await cache.getOrLoad(item('there'));
  const failure = new Error('no');
  const report = await cache.warm({
    items: [
      item('there'),
      item('fails', { load: () => Promise.reject(failure) }),
      item('passing', { load: async ({ doNotStore }) => doNotStore() }),
    ],
  }).report;
  expect(names(report.present)).toEqual(['there']);
  expect(report.failed).toEqual([{ name: 'thing', key: 'fails', error: failure }]);
  expect(names(report.notStored)).toEqual(['passing']);
  expect(report.stored).toEqual([]);
});

test('begins no more than its budget allows, and says what it skipped', async () => {
  const { cache, item } = fixture();
  const items = ['a', 'b', 'c'].map((key) => item(key));
  const byLoads = await cache.warm({ items, concurrency: 1, budget: { loads: 2 } }).report;
  expect([names(byLoads.stored), names(byLoads.skipped)]).toEqual([['a', 'b'], ['c']]);
  const byTime = await cache.warm({ items: [item('d')], budget: { timeMs: 0 } }).report;
  expect(names(byTime.skipped)).toEqual(['d']);
});

test('does not spend its budget on what is there, however many it asks for at a time', async () => {
  for (const concurrency of [1, 2, 5]) {
    const { state, cache, item } = fixture();
    for (const key of ['there', 'there too']) await cache.getOrLoad(item(key));
    const items = ['there', 'there too', 'a', 'b'].map((key) => item(key));
    const report = await cache.warm({ items, concurrency, budget: { loads: 1 } }).report;
    expect([names(report.present), names(report.stored), names(report.skipped)]).toEqual([
      ['there', 'there too'],
      ['a'],
      ['b'],
    ]);
    expect(state.order).toEqual(['there', 'there too', 'a']);
  }
});

test('loads what is there and old, and counts it as a load', async () => {
  const { state, cache, item } = fixture();
  const old = item('old', { staleForMs: 1_000 });
  await cache.getOrLoad(old);
  state.time = 150;
  const report = await cache.warm({ items: [old, item('a')], concurrency: 1, budget: { loads: 1 } }).report;
  expect([names(report.stored), names(report.present), names(report.skipped)]).toEqual([['old'], [], ['a']]);
  expect(state.order).toEqual(['old', 'old']);
});

test.each([
  ['is refreshed behind', { staleForMs: 1e6 }],
  ['stands in for it', { graceMs: 1e6 }],
  ['is given because the load takes long', { graceMs: 1e6, softTimeoutMs: 1 }],
  ['stands in for one that is not tried again yet', { graceMs: 1e6, retryAfterMs: 1e6 }],
])('says of a load that fails that it failed, also where an old value %s', async (_what, rule) => {
  const { state, cache, item } = fixture();
  await cache.getOrLoad(item('old', rule));
  state.time = 150;
  const failure = new Error('down');
  const failing = item('old', {
    ...rule,
    load: async () => {
      if ('softTimeoutMs' in rule) await new Promise((resolve) => setTimeout(resolve, 20));
      throw failure;
    },
  });
  const warmed = async () => (await cache.warm({ items: [failing, item('new')], budget: { loads: 3 } }).report) ?? {};
  for (let times = 0; times < 2; times += 1) {
    const { failed, present } = await warmed();
    expect([failed, names(present)]).toEqual([
      [{ name: 'thing', key: 'old', error: failure }],
      times === 0 ? [] : ['new'],
    ]);
  }
});

test('says that what is old is there when another process is at loading it anew', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const [one, two] = [0, 1].map(() => createCache({ now: () => time, shared: { store } }));
  const { state, item } = fixture();
  await Promise.all([one, two].map((cache) => cache?.catchUp()));
  const old = item('old', { staleForMs: 1e6 });
  await one?.getOrLoad(old);
  await one?.idle();
  time = 150;
  let arrive: ((value: string) => void) | undefined;
  const slow = { ...old, load: () => new Promise<string>((resolve) => (arrive = resolve)) };
  expect(await one?.answer(slow)).toMatchObject({ reason: 'refresh' });
  await expect.poll(() => arrive).toBeDefined();
  const report = await two?.warm({ items: [old] }).report;
  expect([names(report?.present ?? []), state.order]).toEqual([['old'], ['old']]);
  arrive?.('new');
  await one?.idle();
  for (const cache of [one, two]) cache?.close();
});

test('begins nothing more when its time is over, and says how long it took', async () => {
  const { state, cache, item } = fixture();
  const slow = item('slow', {
    freshForMs: 1_000,
    load: async () => {
      state.time += 100;
      return 'slow';
    },
  });
  const report = await cache.warm({ items: [slow, item('late')], concurrency: 1, budget: { timeMs: 100 } }).report;
  expect([names(report.stored), names(report.skipped), report.durationMs]).toEqual([['slow'], ['late'], 100]);
});

test('loads two at a time unless it is told otherwise, and one when it is told none', async () => {
  for (const [concurrency, most] of [
    [undefined, 2],
    [0, 1],
  ] as const) {
    const { state, cache, item } = fixture();
    const items = ['a', 'b', 'c', 'd'].map((key) => item(key));
    const report = await cache.warm({ items, ...(concurrency !== undefined && { concurrency }) }).report;
    expect([report.stored.length, state.most]).toEqual([4, most]);
  }
});

test('begins no sooner than whoever began it has done what they are at', async () => {
  const { state, cache, item } = fixture();
  const warming = cache.warm({ items: [item('a')] });
  for (let step = 0; step < 100; step += 1) await undefined;
  expect(state.order).toEqual([]);
  await warming.report;
  expect(state.order).toEqual(['a']);
});

test('can be cancelled, which also stops what only it waits for', async () => {
  const { cache, item } = fixture();
  let signal: AbortSignal | undefined;
  const hanging = item('hangs', {
    load: (context) => {
      signal = context.signal;
      return new Promise((_, reject) => context.signal.addEventListener('abort', () => reject(context.signal.reason)));
    },
  });
  const warming = cache.warm({ items: [hanging, item('later')], concurrency: 1 });
  while (signal === undefined) await new Promise((resolve) => setImmediate(resolve));
  warming.cancel();
  expect(names((await warming.report).skipped)).toEqual(['hangs', 'later']);
  expect(signal.aborted).toBe(true);
});

test('ends with the signal of whoever began it, and stops what it waits for', async () => {
  const { cache, item } = fixture();
  let seen: AbortSignal | undefined;
  const hanging = item('hangs', {
    load: ({ signal }) => {
      seen = signal;
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  const leaving = new AbortController();
  const warming = cache.warm({ items: [hanging, item('later')], concurrency: 1, signal: leaving.signal });
  await expect.poll(() => seen).toBeDefined();
  leaving.abort();
  expect(names((await warming.report).skipped)).toEqual(['hangs', 'later']);
  expect(seen?.aborted).toBe(true);
  const other = cache.warm({ items: [item('b')], signal: new AbortController().signal });
  other.cancel();
  expect(names((await other.report).skipped)).toEqual(['b']);
});

test('leaves a load to whoever else waits for it when it is cancelled', async () => {
  const { cache, item } = fixture();
  let arrive: ((value: string) => void) | undefined;
  const slow = item('slow', { load: () => new Promise((resolve) => (arrive = resolve)) });
  const warming = cache.warm({ items: [slow] });
  await expect.poll(() => arrive).toBeDefined();
  const asked = cache.getOrLoad(slow);
  warming.cancel();
  expect(names((await warming.report).skipped)).toEqual(['slow']);
  arrive?.('value');
  expect(await asked).toBe('value');
});

test('loads nothing for a cache that is closed, and says so', async () => {
  const { state, cache, item } = fixture();
  const warming = cache.warm({ items: [item('a')] });
  cache.close();
  expect((await warming.report).failed).toMatchObject([{ key: 'a', error: { code: 'cache_closed' } }]);
  expect(state.order).toEqual([]);
});

test('finds what other processes have, and loads only the rest', async () => {
  const store = memoryStore(() => 0);
  const [one, two] = [0, 1].map(() => createCache({ now: () => 0, shared: { store } }));
  const { item } = fixture();
  await one?.catchUp();
  await one?.warm({ items: [item('a')] }).report;
  await one?.idle();
  const report = await two?.warm({ items: [item('a'), item('b')], budget: { loads: 1 } }).report;
  expect([names(report?.present ?? []), names(report?.stored ?? [])]).toEqual([['a'], ['b']]);
  for (const cache of [one, two]) cache?.close();
});

test('never goes before somebody who waits', async () => {
  const { state, cache, item } = fixture();
  let arrive = (_value: string): void => undefined;
  const waiting = cache.getOrLoad(item('asked', { load: () => new Promise((resolve) => (arrive = resolve as never)) }));
  const warming = cache.warm({ items: [item('warmed')] });
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(state.order).toEqual([]);
  arrive('value');
  await waiting;
  expect(names((await warming.report).stored)).toEqual(['warmed']);
});

test('does not take for stored what is only left from before', async () => {
  const { cache, item } = fixture();
  await cache.getOrLoad(item('k', { tags: ['t'] }));
  await cache.invalidateTags(publicScope, ['t']);
  const load = async ({ doNotStore }: LoadContext): Promise<unknown> => doNotStore();
  const report = await cache.warm({ items: [item('k', { tags: ['t'], load })] }).report;
  expect([names(report.stored), names(report.notStored)]).toEqual([[], ['k']]);
});
