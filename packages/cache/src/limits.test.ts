import { expect, test } from 'vitest';
import { createCache, type GetOrLoadOptions, type LoadContext, LoadTimeoutError, publicScope } from './index.js';
import { failingOrigin } from './testing/failing-origin.js';
import { memoryStore } from './testing/index.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('leaves an origin alone for longer and longer while it fails, and gives what is old', async () => {
  const { state, ask } = failingOrigin();
  const rule = { graceMs: 1_000_000, retryAfterMs: 100 };
  await ask(rule);
  state.failure = new Error('down');
  state.time += 100;
  const calls: number[] = [];
  for (let step = 0; step < 70; step += 1) {
    expect(await ask(rule)).toMatchObject({ value: 1, state: 'stale', reason: 'error' });
    calls.push(state.calls);
    state.time += 10;
  }
  // At 0, 100 and 300 ms.
  expect(calls.at(-1)).toBe(4);
  state.failure = undefined;
  state.time += 1_000;
  expect(await ask(rule)).toMatchObject({ value: 5, state: 'fresh' });
});

test('says of an old value that its load fails as long as it does, also while it is tried again behind', async () => {
  const { state, ask } = failingOrigin();
  const rule = { staleForMs: 1_000_000, retryAfterMs: 100 };
  await ask(rule);
  state.failure = new Error('down');
  state.time += 100;
  expect(await ask(rule), 'nobody knows it yet').toMatchObject({ reason: 'refresh' });
  await settle();
  for (const calls of [2, 3, 4]) {
    expect(await ask(rule)).toMatchObject({ value: 1, reason: 'error' });
    await settle();
    expect(state.calls).toBe(calls);
    state.time += 100 * 2 ** (calls - 2);
  }
  // After a long time in which nobody asked, nobody knows.
  state.time += 100_000;
  state.failure = undefined;
  expect(await ask(rule)).toMatchObject({ value: 1, reason: 'refresh' });
  await settle();
  expect(await ask(rule)).toMatchObject({ value: 5, state: 'fresh' });
});

test('stops a load that takes too long, and says so', async () => {
  const { ask } = failingOrigin();
  let signal: AbortSignal | undefined;
  const load: GetOrLoadOptions<number>['load'] = (context) => {
    signal = context.signal;
    return new Promise(() => undefined);
  };
  const failure = ask({ load, hardTimeoutMs: 5, name: 'slow' });
  await expect(failure).rejects.toThrow(LoadTimeoutError);
  await expect(failure).rejects.toThrow('Loading slow took longer than 5 ms');
  expect(signal?.aborted).toBe(true);
  expect(await ask({})).toMatchObject({ value: 1 });
});

test('gives what is old when the load takes long, and lets it go on', async () => {
  const { state, ask } = failingOrigin();
  const rule = { graceMs: 1_000, softTimeoutMs: 5 };
  await ask(rule);
  state.time += 200;
  let arrive = (_value: number): void => undefined;
  const slow = ({ signal: stop }: LoadContext) =>
    new Promise<number>((resolve, reject) => {
      arrive = resolve;
      stop.addEventListener('abort', () => reject(stop.reason));
    });
  const controller = new AbortController();
  const { signal } = controller;
  const old = await ask({ ...rule, load: slow, signal });
  expect(old).toMatchObject({ value: 1, state: 'stale', reason: 'timeout', ageMs: 200 });
  // Whoever was answered and leaves then takes nothing with them.
  controller.abort();
  arrive(7);
  await settle();
  expect(await ask(rule)).toMatchObject({ value: 7, state: 'fresh', from: 'memory' });
});

test('gives what only the shared store still had when the load takes long', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const open = () => createCache({ now: () => time, shared: { store } });
  const [before, after] = [open(), open()];
  const rule = { scope: publicScope, key: 'k', freshForMs: 100, graceMs: 1_000, softTimeoutMs: 5 };
  await before.catchUp();
  await before.answer({ ...rule, load: async () => 'old' });
  await before.idle();
  time = 200;
  let arrive = (_value: string): void => undefined;
  const slow = () => new Promise<string>((resolve) => (arrive = resolve));
  expect(await after.answer({ ...rule, load: slow })).toMatchObject({ value: 'old', reason: 'timeout' });
  arrive('new');
  await after.idle();
  expect(await after.answer({ ...rule, load: slow })).toMatchObject({ value: 'new', from: 'memory' });
});

test('gives what the shared store has also when that comes later than the time is over', async () => {
  let time = 0;
  const store = memoryStore(() => time);
  const rule = { scope: publicScope, key: 'k', freshForMs: 100, graceMs: 1_000, softTimeoutMs: 5 };
  const before = createCache({ now: () => time, shared: { store } });
  await before.catchUp();
  await before.answer({ ...rule, load: async () => 'old' });
  await before.idle();
  time = 200;
  const read: typeof store.read = async (...words) => {
    await new Promise((resolve) => setTimeout(resolve, 15));
    return store.read(...words);
  };
  const after = createCache({ now: () => time, shared: { store: { ...store, read }, timeoutMs: 5_000 } });
  const hangs = () => new Promise<string>(() => undefined);
  expect(await after.answer({ ...rule, load: hangs })).toMatchObject({ value: 'old', reason: 'timeout' });
  after.close();
});

test('waits for a load that takes long when there is nothing old to give', async () => {
  const { ask } = failingOrigin();
  const slow = () => new Promise<number>((resolve) => setTimeout(() => resolve(7), 20));
  expect(await ask({ softTimeoutMs: 1, load: slow })).toMatchObject({ value: 7 });
});

test('lets what was stored together expire one after the other', async () => {
  const { state, ask } = failingOrigin({ random: () => 0.5 });
  const rule = { jitter: 0.2 };
  await ask(rule);
  state.time += 89;
  expect(await ask(rule)).toMatchObject({ value: 1 });
  state.time += 1;
  expect(await ask(rule)).toMatchObject({ value: 2 });
});

test('lets a load allow less than its reader, and never more', async () => {
  const { state, ask } = failingOrigin();
  const load: GetOrLoadOptions<number>['load'] = async ({ limit }) => {
    limit({ freshForMs: 10, graceMs: 0 });
    return ++state.calls;
  };
  await ask({ load, graceMs: 1_000 });
  state.time += 10;
  state.failure = new Error('down');
  await expect(ask({ graceMs: 1_000 })).rejects.toThrow('down');
  state.failure = undefined;
  await ask({ load, freshForMs: 5 });
  state.time += 5;
  expect(await ask({ freshForMs: 5 })).toMatchObject({ value: 4 });
});

test.each(['before', 'after'])('heeds what a load limits itself, %s it heeds the headers', async (when) => {
  const { state, ask } = failingOrigin();
  const load: GetOrLoadOptions<number>['load'] = async ({ limit, heed }) => {
    if (when === 'before') limit({ freshForMs: 10 });
    heed(new Headers({ 'cache-control': 'max-age=3600' }));
    if (when === 'after') limit({ freshForMs: 10 });
    return ++state.calls;
  };
  await ask({ load });
  state.time += 10;
  expect(await ask({ load })).toMatchObject({ value: 2 });
});

test('stores nothing that must not be stored', async () => {
  const { state, cache, ask } = failingOrigin();
  const load: GetOrLoadOptions<number>['load'] = async ({ doNotStore }) => {
    doNotStore();
    return ++state.calls;
  };
  expect([(await ask({ load })).value, (await ask({ load })).value]).toEqual([1, 2]);
  expect(cache.statistics()).toMatchObject({ entries: 0, discards: 2 });
});

test('believes for a moment only what is loaded right after an invalidation of its tags', async () => {
  const { state, cache, ask } = failingOrigin();
  // Nothing old is given meanwhile either, whatever the rule allows otherwise.
  const rule = { tags: ['t'], staleForMs: 1e6, settle: { forMs: 50, freshForMs: 10 } };
  await ask(rule);
  state.time += 60;
  expect(await ask(rule)).toMatchObject({ value: 1 });
  await cache.invalidateTags(publicScope, ['t']);
  state.time += 49;
  expect(await ask(rule)).toMatchObject({ value: 2 });
  state.time += 10;
  expect(await ask(rule)).toMatchObject({ value: 3 });
  state.time += 99;
  expect(await ask(rule)).toMatchObject({ value: 3 });
});

test('keeps the parts of a value under their own keys, under the conditions of the whole', async () => {
  const { state, cache, ask } = failingOrigin();
  const parts = [{ key: 'part', value: 42, rule: { freshForMs: 100 }, tags: ['t'] }];
  const load: GetOrLoadOptions<number>['load'] = async ({ seed }) => {
    seed(parts);
    return ++state.calls;
  };
  await ask({ load });
  expect(await ask({ key: 'part' })).toMatchObject({ value: 42, from: 'memory' });
  await cache.invalidateTags(publicScope, ['t']);
  expect(await ask({ key: 'part', tags: ['t'] })).toMatchObject({ value: 2 });
  // Invalidated while the whole is loaded: the part is as old as the whole, and is not kept.
  await ask({
    key: 'whole',
    load: async (context) => {
      context.seed(parts);
      await cache.invalidateTags(publicScope, ['t']);
      return 0;
    },
  });
  expect(await ask({ key: 'part', tags: ['t'] })).toMatchObject({ value: 3 });
});

test('lets nothing old stand when the new value is too large to be kept', async () => {
  const { state, cache, ask } = failingOrigin();
  await ask({ graceMs: 1e6 });
  state.time += 200;
  const large = await ask({ graceMs: 1e6, load: async () => 'x'.repeat(100 * 1024 * 1024) as never });
  expect(large.state).toBe('fresh');
  expect(cache.statistics().entries).toBe(0);
  state.failure = new Error('down');
  await expect(ask({ graceMs: 1e6 })).rejects.toThrow('down');
});
