import { describe, expect, test } from 'vitest';
import { boundOf, createCache, type GetOrLoadOptions, publicScope } from './index.js';

const of = (headers: Record<string, string>) => boundOf(new Headers(headers));

describe('the headers of an answer', () => {
  test.each([
    [{}, undefined],
    [{ 'cache-control': 'private' }, undefined],
    [{ 'cache-control': 'public, max-age=120' }, { freshForMs: 120_000 }],
    [{ 'cache-control': 'MAX-AGE="7"' }, { freshForMs: 7_000 }],
    [{ 'cache-control': 'max-age=5, max-age=9' }, { freshForMs: 5_000 }],
    // The lifetime for shared caches is not for us.
    [{ 'cache-control': 's-maxage=900, max-age=60' }, { freshForMs: 60_000 }],
    [{ 'cache-control': 'max-age=120', age: '20' }, { freshForMs: 100_000 }],
    [{ 'cache-control': 'max-age=10', age: '20' }, { freshForMs: 0 }],
    [{ 'cache-control': 'max-age=soon' }, { freshForMs: 0 }],
    [{ 'cache-control': 'no-store, max-age=60' }, 'no-store'],
    [{ 'cache-control': 'no-cache' }, { freshForMs: 0, staleForMs: 0, graceMs: 0 }],
    [
      { 'cache-control': 'max-age=1, must-revalidate, stale-if-error=9' },
      { freshForMs: 1_000, staleForMs: 0, graceMs: 0 },
    ],
    [
      { 'cache-control': 'max-age=1, stale-while-revalidate=2, stale-if-error=3' },
      { freshForMs: 1_000, staleForMs: 2_000, graceMs: 3_000 },
    ],
    [{ expires: 'Thu, 01 Jan 2026 00:01:00 GMT', date: 'Thu, 01 Jan 2026 00:00:00 GMT' }, { freshForMs: 60_000 }],
    [{ expires: '0' }, { freshForMs: 0 }],
    [{ 'cache-control': '=,;"' }, undefined],
  ])('%j allow %j', (headers, bound) => {
    expect(of(headers)).toEqual(bound);
  });
});

/** An origin that knows one version, and answers conditional requests. */
function fixture() {
  const state = { time: 0, etag: '"v1"', isOld: false, seen: [] as (string | undefined)[] };
  const cache = createCache({ now: () => state.time });
  const load: GetOrLoadOptions<string>['load'] = async ({ conditions, heed, previous }) => {
    const condition = conditions()['if-none-match'];
    state.seen.push(condition);
    heed(new Headers({ 'cache-control': 'max-age=1', ...(condition === state.etag ? {} : { etag: state.etag }) }));
    return condition === state.etag ? (previous?.value as string) : `body of ${state.etag}`;
  };
  const ask = () => cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 60_000, tags: ['t'], load });
  return { state, cache, ask };
}

test('asks only for what has changed, again and again', async () => {
  const { state, ask } = fixture();
  for (let turn = 0; turn < 3; turn += 1) {
    expect(await ask()).toBe('body of "v1"');
    state.time += 1_000;
  }
  state.etag = '"v2"';
  expect(await ask()).toBe('body of "v2"');
  expect(state.seen).toEqual([undefined, '"v1"', '"v1"', '"v1"']);
});

test('may compare with what was invalidated, since the origin judges it', async () => {
  const { state, cache, ask } = fixture();
  await ask();
  await cache.invalidateTags(publicScope, ['t']);
  expect(await ask()).toBe('body of "v1"');
  expect(state.seen).toEqual([undefined, '"v1"']);
});

test('compares with nothing that has the maximum age', async () => {
  const { state, cache, ask } = fixture();
  await ask();
  // Just looked through, so that it is still there.
  state.time += 80_000_000;
  await cache.getOrLoad({ scope: publicScope, key: 'another', freshForMs: 1, load: async () => 'value' });
  state.time += 6_400_000;
  await ask();
  expect(state.seen).toEqual([undefined, undefined]);
});
