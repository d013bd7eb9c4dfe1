import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createCache, type LoadContext, publicScope } from './index.js';

/** A cache in front of loads that end when the test says so. */
function fixture() {
  const cache = createCache({ now: () => 0 });
  const started: { signal: AbortSignal; resolve: (value: string) => void; reject: (error: unknown) => void }[] = [];
  const load = ({ signal }: LoadContext) =>
    new Promise<string>((resolve, reject) => {
      started.push({ signal, resolve, reject });
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  const get = (signal?: AbortSignal) =>
    cache.getOrLoad({ scope: publicScope, key: 'answer', freshForMs: 100, load, ...(signal && { signal }) });
  const nth = (index: number) => {
    const found = started[index];
    if (found === undefined) throw new Error(`load ${index} has not begun`);
    return found;
  };
  return { cache, started, get, nth };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('loads once for a thousand who ask at the same time', async () => {
  const { cache, started, get, nth } = fixture();
  const answers = Promise.all(Array.from({ length: 1_000 }, () => get()));
  await settle();
  nth(0).resolve('value');
  expect(new Set(await answers)).toEqual(new Set(['value']));
  expect(started).toHaveLength(1);
  expect(cache.statistics()).toMatchObject({ misses: 1_000, loads: 1, coalesced: 999, stores: 1 });
});

test('shares one failure among all who wait, and does not repeat it for each', async () => {
  const { started, get, nth } = fixture();
  const answers = Promise.allSettled(Array.from({ length: 100 }, () => get()));
  await settle();
  const failure = new Error('no');
  nth(0).reject(failure);
  expect((await answers).every((answer) => answer.status === 'rejected' && answer.reason === failure)).toBe(true);
  expect(started).toHaveLength(1);
});

test('loads again after a failure', async () => {
  const { get, nth } = fixture();
  const first = get();
  await settle();
  nth(0).reject(new Error('no'));
  await expect(first).rejects.toThrow('no');
  const second = get();
  await settle();
  nth(1).resolve('value');
  expect(await second).toBe('value');
});

test('lets one caller leave and the others have the value', async () => {
  const { get, nth } = fixture();
  const leaving = new AbortController();
  const [left, stayed] = [get(leaving.signal), get(new AbortController().signal)];
  await settle();
  leaving.abort(new Error('changed my mind'));
  await expect(left).rejects.toThrow('changed my mind');
  expect(nth(0).signal.aborted).toBe(false);
  nth(0).resolve('value');
  expect(await stayed).toBe('value');
});

test('aborts the load when the last caller has left, and loads anew for the next', async () => {
  const { cache, get, nth } = fixture();
  const [one, two] = [new AbortController(), new AbortController()];
  const answers = Promise.allSettled([get(one.signal), get(two.signal)]);
  await settle();
  one.abort();
  two.abort();
  await answers;
  expect(nth(0).signal.aborted).toBe(true);
  const next = get();
  await settle();
  nth(1).resolve('value');
  expect(await next).toBe('value');
  expect(cache.statistics()).toMatchObject({ abandoned: 1, loadErrors: 0 });
});

test('does not join a load that everybody has left, even when it goes on regardless', async () => {
  const cache = createCache({ now: () => 0 });
  let loads = 0;
  const load = () => new Promise<number>((resolve) => ++loads > 1 && resolve(loads));
  const ask = (signal?: AbortSignal) =>
    cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1, load, ...(signal && { signal }) });
  const leaving = new AbortController();
  const left = ask(leaving.signal);
  await settle();
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  expect(await ask()).toBe(2);
});

test('tells a caller who leaves that they left, and does not hand them an old value', async () => {
  const cache = createCache({ now: () => 0 });
  const ask = (load: () => Promise<string>, signal?: AbortSignal) =>
    cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 0, graceMs: 100, load, ...(signal && { signal }) });
  await ask(async () => 'old');
  const leaving = new AbortController();
  const left = ask(() => new Promise(() => undefined), leaving.signal);
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
});

test('does not begin for a caller who has already left', async () => {
  const { started, get } = fixture();
  await expect(get(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  await settle();
  expect(started).toHaveLength(0);
});

test('does not abort a refresh because a caller who joined it leaves', async () => {
  const state = { time: 0 };
  const cache = createCache({ now: () => state.time });
  const signals: AbortSignal[] = [];
  const ask = (options: { staleForMs: number; signal?: AbortSignal }) =>
    cache.getOrLoad({
      scope: publicScope,
      key: 'answer',
      freshForMs: 100,
      load: ({ signal }) => {
        signals.push(signal);
        return signals.length === 1 ? Promise.resolve('old') : new Promise<string>(() => undefined);
      },
      ...options,
    });
  await ask({ staleForMs: 100 });
  state.time = 150;
  expect(await ask({ staleForMs: 100 })).toBe('old');
  const leaving = new AbortController();
  const joined = ask({ staleForMs: 0, signal: leaving.signal });
  leaving.abort(new Error('gone'));
  await expect(joined).rejects.toThrow('gone');
  expect(signals[1]?.aborted).toBe(false);
});

test('rejects with what a load throws before it returns a promise', async () => {
  const { cache } = fixture();
  const load = (): Promise<string> => {
    throw new TypeError('not even begun');
  };
  await expect(cache.getOrLoad({ scope: publicScope, key: 'bad', freshForMs: 1, load })).rejects.toThrow(TypeError);
});

test('never loads the same twice at the same time, however callers and failures come and go', async () => {
  const cache = createCache({ now: () => 0 });
  const state = { running: 0, most: 0, loads: 0 };
  const load = async (): Promise<string> => {
    state.loads += 1;
    state.running += 1;
    state.most = Math.max(state.most, state.running);
    for (let turn = 0; turn < state.loads % 4; turn += 1) await settle();
    state.running -= 1;
    throw new Error('no');
  };
  const asked: Promise<unknown>[] = [];
  for (let caller = 0; caller < 200; caller += 1) {
    asked.push(cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1, load }).catch(() => 'failed'));
    // In the middle of a load, at its end, and at every step between.
    if (caller % 3 === 0) await settle();
    else for (let step = 0; step < caller % 7; step += 1) await undefined;
  }
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['failed']));
  expect(state.most).toBe(1);
  expect(state.loads).toBeLessThan(100);
});

test('shares nothing with another cache of the same process', async () => {
  const [one, two] = [createCache(), createCache()];
  const ask = (cache: typeof one, value: string) =>
    cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e6, load: async () => value });
  expect(await Promise.all([ask(one, 'one'), ask(two, 'two')])).toEqual(['one', 'two']);
  await one.invalidateTags(publicScope, ['t']);
  one.close();
  expect(await ask(two, 'anew')).toBe('two');
});

test('leaves nothing on the signal of a caller who was answered', async () => {
  const { signal } = new AbortController();
  const cache = createCache();
  await cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, signal, load: async () => 'value' });
  await Promise.resolve();
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
