import { getEventListeners } from 'node:events';
import { createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { servicesAreOff } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { certain, group, until } from './group.js';

/** A load that ends when it is told to. */
function held() {
  let end: (value: string) => void = () => undefined;
  const value = new Promise<string>((resolve) => {
    end = resolve;
  });
  return { load: () => value, end };
}

const place = { scope: publicScope, key: 'k', tags: ['k'] };

describe.skipIf(servicesAreOff)('with a real Redis', () => {
  test('a connection that is open and says nothing is given up, again and again, until one speaks', async () => {
    const { join } = await group();
    const one = await join({ shared: { timeoutMs: 50, leaseMs: 200 } });
    await certain(one);
    let opened = 0;
    one.client.on('connect', () => {
      opened += 1;
    });
    one.proxy.faults.swallows = true;
    // Nobody fails for it. The first new connection is swallowed too, before it has become ready.
    await until(async () => (await one.get(`k${opened} ${performance.now()}`)) === 'old' && opened > 0);
    one.proxy.faults.swallows = false;
    await until(async () => {
      await one.get(`k${performance.now()}`);
      return one.cache.statistics().shared?.isUp === true;
    });
    await certain(one);
    expect(one.cache.statistics().loadErrors).toBe(0);
  });

  test('an event loop that stands still for longer than any limit and lease takes nobody for dead, and gives nothing old', async () => {
    const { join, origin, redis } = await group();
    const two = await join();
    // With no proxy, which would stand still, too.
    const client = new Redis(redis.url, redisDefaults);
    const cache = createCache({ shared: { store: redisStore({ client, namespace: 'test' }), timeoutMs: 50 } });
    await Promise.all([certain({ cache }), certain(two)]);
    const load = async () => origin.value;
    const get = (key: string) => cache.getOrLoad({ scope: publicScope, key, freshForMs: 1e9, tags: [key], load });
    await get('k');
    await cache.idle();
    const asked = Promise.all(['a', 'b', 'c'].map(get));
    await new Promise((resolve) => setImmediate(resolve));
    // What happens to a process on a busy machine: the answers have long arrived.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
    expect(await asked).toEqual(['old', 'old', 'old']);
    expect(cache.statistics().shared).toMatchObject({ errors: 0, isUp: true });
    await certain({ cache });
    origin.value = 'new';
    await two.cache.invalidateTags(publicScope, ['k']);
    await cache.catchUp();
    expect(await get('k')).toBe('new');
    cache.close();
    client.disconnect();
  });

  test('a storm of callers who leave takes its timers and listeners with it', async () => {
    const { join } = await group();
    const one = await join();
    await certain(one);
    const before = process.getActiveResourcesInfo().length;
    const controllers = Array.from({ length: 1_000 }, () => new AbortController());
    const { load, end } = held();
    const asked = controllers.map(({ signal }, index) =>
      one.cache.getOrLoad({
        ...{ scope: publicScope, key: `k${index % 50}`, freshForMs: 1e9, hardTimeoutMs: 60_000, softTimeoutMs: 60_000 },
        ...{ load, signal },
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const controller of controllers) controller.abort(new Error('left'));
    const settled = await Promise.allSettled(asked);
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    end('too late');
    await one.cache.idle();
    await until(() => process.getActiveResourcesInfo().length <= before);
    const listeners = controllers.map(({ signal }) => getEventListeners(signal, 'abort').length);
    expect(Math.max(...listeners)).toBe(0);
    expect(await one.get('another')).toBe('old');
  });

  test('what is refreshed behind an old answer is not kept when it is invalidated meanwhile, by whomever', async () => {
    for (const writer of [0, 1]) {
      const { join } = await group();
      const [one, two] = [await join(), await join()];
      await Promise.all([certain(one), certain(two)]);
      const rule = { freshForMs: 1, staleForMs: 1e6 };
      await one.cache.getOrLoad({ ...place, ...rule, load: async () => 'first' });
      await one.cache.idle();
      await new Promise((resolve) => setTimeout(resolve, 10));
      const { load, end } = held();
      expect(await one.cache.getOrLoad({ ...place, ...rule, load })).toBe('first');
      await new Promise((resolve) => setTimeout(resolve, 20));
      await (writer === 0 ? one : two).cache.invalidateTags(publicScope, ['k']);
      await one.cache.catchUp();
      end('from before the write');
      await one.cache.idle();
      expect(one.cache.statistics().discards).toBe(1);
      for (const member of [one, two]) {
        const ask = member.cache.getOrLoad({ ...place, freshForMs: 1e9, load: async () => 'after' });
        expect(await ask).toBe('after');
      }
    }
  });

  test('of two that load the same, the one that began earlier and ends later changes nothing', async () => {
    const { join } = await group();
    const [one, two, three] = [await join(), await join(), await join()];
    await Promise.all([one, two, three].map(certain));
    const early = held();
    const asked = one.cache.getOrLoad({ ...place, freshForMs: 1e9, load: early.load });
    await new Promise((resolve) => setTimeout(resolve, 20));
    // Nothing that it depends on, but the count goes on.
    await two.cache.invalidateTags(publicScope, ['something else']);
    expect(await two.cache.getOrLoad({ ...place, freshForMs: 1e9, load: async () => 'later' })).toBe('later');
    await two.cache.idle();
    early.end('earlier');
    expect(await asked).toBe('earlier');
    await one.cache.idle();
    expect(one.cache.statistics().shared).toMatchObject({ refused: 1 });
    expect(await three.cache.getOrLoad({ ...place, freshForMs: 1e9, load: async () => 'anew' })).toBe('later');
  });
});
