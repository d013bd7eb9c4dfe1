import { channel } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import {
  type CacheEvent,
  createCache,
  eventChannelName,
  type LoadContext,
  publicScope,
  reference,
  userScope,
  type WarmItem,
} from './index.js';
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

test('explains why a key is fresh, old, void or absent', async () => {
  const { state, cache, item } = fixture();
  const why = async () => (await cache.explain(publicScope, 'k')).memory;
  expect(await why()).toMatchObject({ state: 'absent' });
  const question = item('k', { tags: ['t'], staleForMs: 100, graceMs: 200 });
  await cache.getOrLoad(question);
  state.time = 40;
  expect(await why()).toMatchObject({
    state: 'fresh',
    ageMs: 40,
    freshForMs: 100,
    why: 'It is fresh for another 60 ms.',
  });
  state.time = 150;
  expect((await why()).state).toBe('stale');
  state.time = 250;
  expect((await why()).state).toBe('grace');
  state.time = 350;
  expect((await why()).state).toBe('too-old');
  await cache.invalidateTags(publicScope, ['t']);
  expect(await why()).toMatchObject({ state: 'void', why: 'public:tag:t was invalidated since its load began.' });
  expect(cache.statistics()).toMatchObject({ hits: 0, misses: 1 });
});

test('explains what the shared store has, by the rule of whoever asks', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const open = () => createCache({ now: () => time, shared: { store } });
  const [writer, reader] = [open(), open()];
  await writer.catchUp();
  const question = { scope: publicScope, key: 'k', freshForMs: 100, tags: ['t'], load: async () => 1 };
  await writer.getOrLoad(question);
  await writer.idle();
  const rule = { freshForMs: 100, staleForMs: 100, graceMs: 200 };
  const why = async () => (await reader.explain(publicScope, 'k', rule)).shared;
  time = 40;
  expect(await why()).toMatchObject({ state: 'fresh', ageMs: 40, why: 'It is fresh for another 60 ms.' });
  expect((await reader.explain(publicScope, 'k')).shared).toMatchObject({ state: 'fresh' });
  time = 150;
  expect((await why())?.state).toBe('stale');
  time = 250;
  expect((await why())?.state).toBe('grace');
  time = 450;
  expect((await why())?.state).toBe('too-old');
  expect([await reader.countShared(), await reader.countShared(userScope('anna'))]).toEqual([1, 0]);
  await writer.invalidateTags(publicScope, ['t']);
  expect((await why())?.state).toBe('void');
  expect((await reader.explain(publicScope, 'other', rule)).shared?.state).toBe('absent');
  // It looked, and that was all.
  expect(reader.statistics()).toMatchObject({ entries: 0, loads: 0, misses: 0 });
});

test('peeks at what is fresh without waiting, and without loading', async () => {
  const { state, cache, item } = fixture();
  const place = reference(publicScope, 'k');
  expect(cache.peek(place)).toBeUndefined();
  await cache.getOrLoad(item('k', { tags: ['t'] }));
  expect(cache.peek(place)).toBe('k');
  state.time = 100;
  expect(cache.peek(place)).toBeUndefined();
  expect(cache.statistics()).toMatchObject({ hits: 1, loads: 1 });
});

test('publishes its events on a diagnostics channel', async () => {
  const { cache, item } = fixture();
  const heard: string[] = [];
  const listener = (event: unknown) => heard.push((event as CacheEvent).type);
  channel(eventChannelName).subscribe(listener);
  await cache.getOrLoad(item('k'));
  await cache.getOrLoad(item('k'));
  channel(eventChannelName).unsubscribe(listener);
  expect(heard).toEqual(['miss', 'load', 'store', 'hit']);
});
