import { randomUUID } from 'node:crypto';
import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { freePort, servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { certain, group, until } from './group.js';

describe.skipIf(servicesAreOff)('when Redis', () => {
  test("was never there, every answer is the origin's; when it comes, it is used", async () => {
    const port = await freePort();
    const client = new Redis(port, '127.0.0.1', redisDefaults);
    const cache = createCache({ shared: { store: redisStore({ client }) } });
    const ask = (key: string) =>
      cache.getOrLoad({ scope: publicScope, key, freshForMs: 600_000, load: async () => `value of ${key}` });
    expect(await Promise.all([ask('a'), ask('b')])).toEqual(['value of a', 'value of b']);
    expect(cache.statistics()).toMatchObject({ loads: 2, loadErrors: 0, shared: { isUp: false } });
    const redis = await startRedis({ port });
    await certain({ cache });
    // On a busy machine a question may find Redis too slow, and goes without it.
    const writes = async (): Promise<number | undefined> => {
      await ask(randomUUID());
      await cache.idle();
      return cache.statistics().shared?.writes;
    };
    await expect.poll(writes, { timeout: 30_000 }).toBeGreaterThan(0);
    cache.close();
    client.disconnect();
    await redis.stop();
  });

  test('is reached by a client with hostile defaults, nobody waits for its retries', async () => {
    const client = new Redis(await freePort(), '127.0.0.1');
    const cache = createCache({ shared: { store: redisStore({ client }) } });
    const asked = cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1, load: async () => 'value' });
    // The client itself would try for more than a minute; a command of its own is still waiting.
    const theirs = client.get('k').then(
      () => 'answered',
      () => 'failed',
    );
    expect(await Promise.race([asked, theirs])).toBe('value');
    cache.close();
    client.disconnect();
  });

  test("dies in mid-flight, callers get the origin's answer, and all is well when it is back", async () => {
    const { redis, join, origin } = await group();
    const one = await join();
    await certain(one);
    await one.get('k');
    await redis.stop();
    origin.value = 'new';
    await until(() => one.cache.statistics().shared?.isCertain === false);
    expect(await Promise.all(['a', 'b', 'c'].map((key) => one.get(key)))).toEqual(['new', 'new', 'new']);
    const again = await startRedis({ port: redis.port });
    await certain(one);
    // It came back empty: another epoch, so that nothing from before is trusted.
    expect(await one.get('k')).toBe('new');
    await again.stop();
  });

  test('is cut off while it is asked, and while it is told, nobody waits for it, and all is well when it is back', async () => {
    const { join, origin } = await group();
    // Whoever waited for the answer of Redis would wait for longer than a test may take.
    const one = await join({ shared: { timeoutMs: 600_000 } });
    await certain(one);
    await one.get('k');
    await one.cache.idle();
    one.proxy.faults.delayMs = 600_000;
    const asked = ['a', 'b', 'c'].map((key) => one.get(key));
    await until(() => origin.loads === 1 && one.cache.statistics().shared?.reads === 4);
    one.proxy.cut();
    expect(await Promise.all(asked)).toEqual(['old', 'old', 'old']);
    one.proxy.faults.delayMs = 0;
    await certain(one);
    const writes = async (): Promise<number | undefined> => {
      await one.get(randomUUID());
      await one.cache.idle();
      return one.cache.statistics().shared?.writes;
    };
    await expect.poll(writes, { timeout: 30_000 }).toBeGreaterThan(1);
    one.proxy.faults.delayMs = 600_000;
    const told = one.cache.set({ scope: publicScope, key: 'set', value: 'mine', freshForMs: 600_000 });
    await new Promise((resolve) => setImmediate(resolve));
    one.proxy.cut();
    expect(await told).toMatchObject({ isShared: false });
    expect(await one.get('set')).toBe('mine');
  });

  test('hangs, a caller waits no longer than the limit and the next ones not at all', async () => {
    const { redis, join } = await group();
    const one = await join({ shared: { timeoutMs: 50 } });
    await certain(one);
    redis.signal('SIGSTOP');
    expect(await one.get('a')).toBe('old');
    await one.cache.idle();
    const { errors = 0 } = one.cache.statistics().shared ?? {};
    expect(errors).toBeGreaterThan(0);
    const many = await Promise.all(Array.from({ length: 50 }, (_, index) => one.get(`k${index}`)));
    expect(new Set(many)).toEqual(new Set(['old']));
    // They did not each find out for themselves.
    expect((one.cache.statistics().shared?.errors ?? 0) - errors).toBeLessThan(5);
    redis.signal('SIGCONT');
    await certain(one);
    await until(() => one.cache.statistics().shared?.isUp === true);
  });

  test('is slow, the origin answers in its place', async () => {
    const { join } = await group();
    const one = await join({ shared: { timeoutMs: 50 } });
    await certain(one);
    one.proxy.faults.delayMs = 2_000;
    expect(await one.get('k')).toBe('old');
    expect(one.cache.statistics().shared?.errors).toBeGreaterThan(0);
  });

  test('is flushed, nothing from before is valid', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    await one.get('k');
    await one.cache.idle();
    await one.client.call('FLUSHALL');
    origin.value = 'new';
    expect(await two.get('k')).toBe('new');
    await one.cache.invalidateTags(publicScope, ['other']);
    await two.cache.catchUp();
    await one.cache.catchUp();
    // The life of the store in which it counted is over: memory goes with it.
    expect(await one.get('k')).toBe('new');
  });

  test('is flushed while something is loaded, what began before is kept nowhere that others see', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    const changeOthers = async (): Promise<void> => {
      for (const tag of ['a', 'b', 'c']) await two.cache.invalidateTags(publicScope, [tag]);
    };
    await changeOthers();
    await one.cache.catchUp();
    let end = (_value: string): void => undefined;
    const load = () => new Promise<string>((resolve) => (end = resolve));
    const asked = one.cache.getOrLoad({ scope: publicScope, key: 'k', tags: ['all', 'k'], freshForMs: 600_000, load });
    await until(() => one.cache.statistics().loads === 1);
    // The count begins anew: by its numbers alone the change would be from before the load.
    await one.client.call('FLUSHALL');
    await two.cache.invalidateTags(publicScope, ['k']);
    await changeOthers();
    origin.value = 'new';
    end('from before');
    await asked;
    await one.cache.idle();
    expect(await two.get('k')).toBe('new');
    await one.cache.catchUp();
    expect(await one.get('k')).toBe('new');
  });

  test('is replaced by a replica that lags behind, what it has forgotten does not come back', async () => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    await one.get('k');
    await one.cache.idle();
    const before: { epoch?: string } = await one.client.hgetall('{test}:tags');
    origin.value = 'new';
    await one.cache.invalidateTags(publicScope, ['k']);
    await Promise.all([one.cache.catchUp(), two.cache.catchUp()]);
    await one.client.multi().del('{test}:tags').hset('{test}:tags', before).exec();
    // The first read sees that the count went back, and begins a new epoch.
    await two.get('anything');
    await two.cache.idle();
    await until(async () => (await one.client.hget('{test}:tags', 'epoch')) !== before.epoch);
    await two.cache.catchUp();
    expect(await two.get('k')).toBe('new');
  });

  test('has no room left, values stay in memory and invalidations still hold everywhere', async () => {
    const { join, origin } = await group('--maxmemory', '3mb', '--maxmemory-policy', 'noeviction');
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    expect([await one.get('k'), await two.get('k')]).toEqual(['old', 'old']);
    await one.cache.idle();
    const store = redisStore({ client: one.client, namespace: 'test' });
    expect((await store.read('public:k')).found).toBe('valid');
    await fill(one.client);
    // Not the smallest thing has room any more.
    await one.client.config('SET', 'maxmemory', '1mb');
    origin.value = 'new';
    await one.cache.invalidateTags(publicScope, ['k']);
    expect(await one.get('k')).toBe('new');
    // There was no room to count it: what Redis holds is void all the same.
    expect((await store.read('public:k')).found).toBe('void');
    await store.close();
    await two.cache.catchUp();
    await until(async () => (await two.get('k')) === 'new');
    expect(await two.get('k')).toBe('new');
  });

  test('evicts, what it has lost of the count costs loads and never gives something old', async () => {
    const { join, origin } = await group('--maxmemory', '3mb', '--maxmemory-policy', 'allkeys-random');
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    for (let round = 0; round < 30; round += 1) {
      origin.value = `v${round}`;
      await one.cache.invalidateTags(publicScope, ['all']);
      await two.cache.catchUp();
      const bulk = 'x'.repeat(20_000);
      for (let index = 0; index < 20; index += 1) await one.client.set(`bulk:${round}:${index}`, bulk);
      for (const member of [one, two]) expect(await member.get(`k${round % 5}`)).toBe(`v${round}`);
    }
    expect(Number((await one.client.info('stats')).match(/evicted_keys:(\d+)/)?.[1])).toBeGreaterThan(0);
  });

  test('is cut off again and again, no answer is an error and none is older than the last invalidation', async () => {
    const { join, origin } = await group();
    const [one, two] = [
      await join({ shared: { isolatedFreshForMs: 0 } }),
      await join({ shared: { isolatedFreshForMs: 0 } }),
    ];
    await Promise.all([certain(one), certain(two)]);
    for (let round = 0; round < 20; round += 1) {
      origin.value = `v${round}`;
      if (round % 3 === 0) two.proxy.cut();
      const { shared } = await one.cache.invalidateTags(publicScope, ['all']);
      expect(await one.get('k')).toBe(`v${round}`);
      if (shared === 'told' && (await two.cache.catchUp())) expect(await two.get('k')).toBe(`v${round}`);
      else expect(await two.get('k')).toMatch(/^v/);
    }
  });
});

async function fill(client: Redis): Promise<void> {
  for (let index = 0; ; index += 1) {
    try {
      await client.set(`fill:${index}`, 'x'.repeat(50_000));
    } catch {
      return;
    }
  }
}
