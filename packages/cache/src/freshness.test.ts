import { expect, test } from 'vitest';
import { createCache, publicScope } from './index.js';

/** A cache whose clock stands still, in front of an origin that gives 1, 2, 3 … or fails. */
function fixture({ maxAgeMs = 1_000_000 } = {}) {
  const state = { time: 5_000, calls: 0, isDown: false };
  const cache = createCache({ now: () => state.time, maxAgeMs });
  const get = (rule: { freshForMs: number; staleForMs?: number; graceMs?: number }) =>
    cache.getOrLoad({
      scope: publicScope,
      key: 'answer',
      load: async () => {
        state.calls += 1;
        if (state.isDown) throw new Error('the origin is down');
        return state.calls;
      },
      ...rule,
    });
  return { state, cache, get };
}

/** Lets everything that was begun behind the answer come to its end. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('answers from memory while the value is fresh', async () => {
  const { state, get } = fixture();
  await get({ freshForMs: 100 });
  state.time += 99;
  expect(await get({ freshForMs: 100 })).toBe(1);
  expect(state.calls).toBe(1);
});

test('loads again when the value is no longer fresh', async () => {
  const { state, get } = fixture();
  await get({ freshForMs: 100 });
  state.time += 100;
  expect(await get({ freshForMs: 100 })).toBe(2);
});

test('keeps nothing fresh for no time at all', async () => {
  const { get } = fixture();
  await get({ freshForMs: 0 });
  expect(await get({ freshForMs: 0 })).toBe(2);
});

test('judges the age by the rule of whoever reads', async () => {
  const { state, get } = fixture();
  await get({ freshForMs: 1_000 });
  state.time += 50;
  expect(await get({ freshForMs: 10 })).toBe(2);
});

test('gives a stale value at once and refreshes it behind, once', async () => {
  const { state, cache, get } = fixture();
  const rule = { freshForMs: 100, staleForMs: 100 };
  await get(rule);
  state.time += 150;
  expect(await Promise.all([get(rule), get(rule)])).toEqual([1, 1]);
  await settle();
  expect(await get(rule)).toBe(2);
  expect(cache.statistics()).toMatchObject({ stale: 2, loads: 2, hits: 1, misses: 1 });
});

test('keeps giving the stale value when the refresh behind it fails, and then waits', async () => {
  const { state, get } = fixture();
  const rule = { freshForMs: 100, staleForMs: 100 };
  await get(rule);
  state.isDown = true;
  state.time += 150;
  expect(await get(rule)).toBe(1);
  await settle();
  state.time += 50;
  await expect(get(rule)).rejects.toThrow('the origin is down');
});

test('gives an old value within its grace when the load fails', async () => {
  const { state, cache, get } = fixture();
  const rule = { freshForMs: 100, graceMs: 1_000 };
  await get(rule);
  state.isDown = true;
  state.time += 1_099;
  expect(await get(rule)).toBe(1);
  expect(cache.statistics()).toMatchObject({ staleOnError: 1, loadErrors: 1 });
});

test('does not give an old value after its grace', async () => {
  const { state, get } = fixture();
  const rule = { freshForMs: 100, graceMs: 1_000 };
  await get(rule);
  state.isDown = true;
  state.time += 1_100;
  await expect(get(rule)).rejects.toThrow('the origin is down');
});

test('never gives a value of the maximum age, whatever the reader allows', async () => {
  const { state, get } = fixture({ maxAgeMs: 500 });
  const rule = { freshForMs: 9_999, staleForMs: 9_999, graceMs: 9_999 };
  await get(rule);
  state.time += 500;
  state.isDown = true;
  await expect(get(rule)).rejects.toThrow('the origin is down');
});

test('gives no value of the maximum age either when everything was just looked through', async () => {
  const { state, cache, get } = fixture({ maxAgeMs: 500 });
  const rule = { freshForMs: 100, staleForMs: 9_999, graceMs: 9_999 };
  await get(rule);
  state.time += 400;
  await cache.getOrLoad({ scope: publicScope, key: 'another', freshForMs: 100, load: async () => 'value' });
  state.time += 100;
  state.isDown = true;
  await expect(get(rule)).rejects.toThrow('the origin is down');
});

test('counts the age from the moment at which the load began', async () => {
  const state = { time: 0 };
  const cache = createCache({ now: () => state.time });
  const load = async () => {
    state.time += 80;
    return state.time;
  };
  const get = () => cache.getOrLoad({ scope: publicScope, key: 'slow', freshForMs: 100, load });
  await get();
  state.time += 20;
  expect(await get()).toBe(180);
});

test('lets go of values of the maximum age although nobody asks for them again', async () => {
  const { state, cache, get } = fixture({ maxAgeMs: 500 });
  await get({ freshForMs: 100 });
  state.time += 500;
  await cache.getOrLoad({ scope: publicScope, key: 'another', freshForMs: 100, load: async () => 'value' });
  expect(cache.statistics().entries).toBe(1);
});

test.each([undefined, null, 0, '', false])('remembers %s like any other value', async (value) => {
  const { cache } = fixture();
  let loads = 0;
  const get = () =>
    cache.getOrLoad({
      scope: publicScope,
      key: 'nothing',
      freshForMs: 100,
      load: async () => {
        loads += 1;
        return value;
      },
    });
  expect([await get(), await get()]).toEqual([value, value]);
  expect(loads).toBe(1);
});
