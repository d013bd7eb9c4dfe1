import { expect, test } from 'vitest';
import { createCache, type GetOrLoadOptions, publicScope } from './index.js';

/** An origin that answers as HTTP does, and a reader who would allow much more. */
function fixture() {
  const state = {
    time: 0,
    headers: {} as Record<string, string>,
    isDown: false,
    /** Whether it says "not modified" without a word about what it has compared. */
    isUnchanged: false,
    /** What it was asked with, each time. */
    asked: [] as Readonly<Record<string, string>>[],
  };
  const cache = createCache({ now: () => state.time });
  const load: GetOrLoadOptions<string>['load'] = async ({ conditions, heed, previous }) => {
    state.asked.push(conditions());
    if (state.isDown) throw new Error('down');
    heed(new Headers(state.headers));
    const { etag, 'last-modified': date } = state.headers;
    const isSame =
      state.isUnchanged ||
      [etag, date].some((each) => each !== undefined && Object.values(conditions()).includes(each));
    return isSame ? String(previous?.value) : `body ${state.asked.length}`;
  };
  const ask = (rule: Partial<GetOrLoadOptions<string>> = {}) =>
    cache.answer({ scope: publicScope, key: 'k', freshForMs: 1_000, load, ...rule });
  return { state, cache, ask };
}

test('a refresh behind an old answer is good when the origin says that nothing has changed', async () => {
  const { state, cache, ask } = fixture();
  state.headers = { etag: '"v1"' };
  const rule = { staleForMs: 100_000 };
  await ask(rule);
  for (let turn = 1; turn <= 2; turn += 1) {
    state.time += 1_500;
    expect(await ask(rule)).toMatchObject({ value: 'body 1', state: 'stale', reason: 'refresh' });
    await cache.idle();
    expect(await ask(rule)).toMatchObject({ value: 'body 1', state: 'fresh', ageMs: 0 });
  }
  expect(state.asked).toEqual([{}, { 'if-none-match': '"v1"' }, { 'if-none-match': '"v1"' }]);
  state.headers = { etag: '"v2"' };
  state.time += 1_500;
  await ask(rule);
  await cache.idle();
  expect(await ask(rule)).toMatchObject({ value: 'body 4', state: 'fresh' });
});

test('an origin that knows only dates is asked by them', async () => {
  const { state, ask } = fixture();
  const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
  state.headers = { 'last-modified': date };
  await ask();
  state.time += 1_000;
  expect(await ask()).toMatchObject({ value: 'body 1', ageMs: 0 });
  // A tag says more than a date, and goes alone.
  state.headers = { etag: '"v1"', 'last-modified': 'Fri, 02 Jan 2026 00:00:00 GMT' };
  state.time += 1_000;
  expect(await ask()).toMatchObject({ value: 'body 3' });
  state.time += 1_000;
  expect(await ask()).toMatchObject({ value: 'body 3' });
  const byDate = { 'if-modified-since': date };
  expect(state.asked).toEqual([{}, byDate, byDate, { 'if-none-match': '"v1"' }]);
});

test('what is said to be unchanged can still be compared, and what is new and bears no tag can not', async () => {
  const { state, ask } = fixture();
  state.headers = { etag: '"v1"' };
  await ask();
  // "Not modified" need not repeat the tag.
  state.headers = {};
  state.isUnchanged = true;
  state.time += 1_000;
  await ask();
  state.isUnchanged = false;
  state.time += 1_000;
  // Compared by the tag of the body before, it could be taken for that one.
  expect(await ask()).toMatchObject({ value: 'body 3' });
  state.time += 1_000;
  await ask();
  expect(state.asked).toEqual([{}, { 'if-none-match': '"v1"' }, { 'if-none-match': '"v1"' }, {}]);
});

test.each(['must-revalidate, max-age=1', 'no-cache'])(
  'who says %s is asked again, whatever the reader allows, and nothing old is given when that fails',
  async (header) => {
    const { state, ask } = fixture();
    state.headers = { 'cache-control': header };
    const rule = { freshForMs: 1e6, staleForMs: 1e6, graceMs: 1e6 };
    await ask(rule);
    state.time += 1_000;
    expect(await ask(rule)).toMatchObject({ value: 'body 2', state: 'fresh' });
    state.time += 1_000;
    state.isDown = true;
    await expect(ask(rule)).rejects.toThrow('down');
  },
);

test('an old answer stands in for a failure for as long as both the origin and the reader allow', async () => {
  const { state, ask } = fixture();
  state.headers = { 'cache-control': 'max-age=1, stale-if-error=10' };
  await ask();
  state.isDown = true;
  state.time = 10_999;
  expect(await ask({ graceMs: 1e6 })).toMatchObject({ value: 'body 1', reason: 'error' });
  await expect(ask({ graceMs: 5_000 })).rejects.toThrow('down');
  await expect(ask()).rejects.toThrow('down');
  state.time = 11_000;
  await expect(ask({ graceMs: 1e6 })).rejects.toThrow('down');
});

test('an old answer is refreshed behind for as long as both the origin and the reader allow', async () => {
  const { state, cache, ask } = fixture();
  state.headers = { 'cache-control': 'max-age=1, stale-while-revalidate=10' };
  await ask();
  state.time = 10_999;
  expect(await ask({ staleForMs: 1e6 })).toMatchObject({ value: 'body 1', reason: 'refresh' });
  await cache.idle();
  state.time = 21_999;
  expect(await ask({ staleForMs: 1e6 }), 'eleven seconds later').toMatchObject({ value: 'body 3', state: 'fresh' });
});
