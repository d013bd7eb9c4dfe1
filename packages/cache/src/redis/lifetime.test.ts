import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import { redisStore } from './index.js';

const [tagsKey, recentKey] = ['{life}:tags', '{life}:recent'];
const [month, fiveMinutes] = [30 * 86_400_000, 5 * 60_000];

describe.skipIf(servicesAreOff)('what judges entries does not stay in Redis for ever', async () => {
  const redis = servicesAreOff ? undefined : await startRedis();
  const client = new Redis(redis?.url ?? '', { lazyConnect: true });
  const store = redisStore({ client, namespace: 'life', maxNames: 3 });
  afterAll(async () => {
    client.disconnect();
    await redis?.stop();
  });
  beforeEach(() => client.flushall());
  const invalidate = (...names: readonly string[]) => store.invalidate({ names }, 'test');
  /** By the clock that counts: its own. */
  const nowMs = async () => Number((await client.time())[0]) * 1_000;
  const remaining = async () => {
    const left = await client.pttl(tagsKey);
    return left > month - 60_000 && left <= month;
  };

  test.each([
    ['whoever is the first to ask', () => store.position()],
    ['a first invalidation', () => invalidate('a')],
    ['a new epoch', () => store.renew('test')],
    ['more names than are remembered', () => invalidate('a', 'b', 'c', 'd')],
  ])('when it began with %s', async (_what, begin) => {
    await begin();
    expect(await remaining()).toBe(true);
  });

  test('the end is put off while something is invalidated', async () => {
    await store.position();
    await client.pexpire(tagsKey, 1_000_000);
    for (let each = 0; each < 17; each += 1) await invalidate('a');
    expect(await remaining()).toBe(true);
  });

  test('when something was invalidated is known for a few minutes', async () => {
    await invalidate('a');
    const left = await client.pttl(recentKey);
    expect(left).toBeGreaterThan(fiveMinutes - 60_000);
    expect(left).toBeLessThanOrEqual(fiveMinutes);
    // A Redis in which something is invalidated every minute, a while later.
    await client.zadd(recentKey, (await nowMs()) - fiveMinutes - 1_000, 'long ago');
    for (let each = 0; each < 17; each += 1) await invalidate('a');
    expect(await client.zscore(recentKey, 'long ago')).toBeNull();
    expect(await client.zcard(recentKey)).toBe(18);
  });

  test('what settles is what was invalidated last of the names that may', async () => {
    const store = redisStore({ client, namespace: 'life' });
    await store.position();
    const [, since] = [
      await store.invalidate({ names: ['a'] }, 'test'),
      await store.invalidate({ names: ['b'] }, 'test'),
    ];
    await client.zadd(recentKey, (await nowMs()) - 60_000, '1');
    const entry = { id: 'k', names: ['a', 'b'], since, ttlMs: 60_000, bytes: Buffer.from('x') };
    const write = (names: readonly string[], forMs: number) => store.write({ ...entry, settle: { names, forMs } });
    for (const names of [['a', 'b'], ['b', 'a'], ['b']]) expect(await write(names, 30_000), String(names)).toBe(false);
    expect(await write(['a'], 90_000)).toBe(false);
    expect(await write(['a'], 30_000)).toBe(true);
    expect(await write([], 30_000)).toBe(true);
  });

  test('the first of all invalidations settles, too', async () => {
    const store = redisStore({ client, namespace: 'life' });
    const since = await store.invalidate({ names: ['a'] }, 'test');
    expect(since.sequence).toBe(1);
    const entry = { id: 'k', names: ['a'], since, ttlMs: 60_000, bytes: Buffer.from('x') };
    expect(await store.write({ ...entry, settle: { names: ['a'], forMs: 30_000 } })).toBe(false);
    expect(await store.write(entry)).toBe(true);
  });

  test('where there is no room to count an invalidation, everything begins anew: nothing void is ever given', async () => {
    const since = await store.position();
    const entry = { id: 'k', names: ['k'], since, ttlMs: 60_000 };
    const bytes = envelope({ codec: jsonCodec, compressFromBytes: 1e9 }).seal('value', { ...entry, ageMs: 0 });
    expect(await store.write({ ...entry, bytes })).toBe(true);
    await client.config('SET', 'maxmemory', '1');
    onTestFinished(async () => void (await client.config('SET', 'maxmemory', '0')));
    const { epoch } = await invalidate('k');
    expect(epoch).not.toBe(since.epoch);
    expect((await store.read('k')).found).toBe('void');
    expect((await store.read('k', ['k'])).found).toBe('void');
  });

  test('the count goes on where it was when more names are invalidated than are remembered', async () => {
    const { epoch } = await store.position();
    expect(await invalidate('a', 'b', 'c', 'd')).toEqual({ epoch, sequence: 1 });
    expect(await store.position()).toEqual({ epoch, sequence: 1 });
    expect(await client.hkeys(tagsKey)).toEqual(['epoch', 'seq', 'floor']);
  });
});
