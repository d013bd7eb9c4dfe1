import { type Redis as Server, servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  type Expectation,
  insured,
  type Limiter,
  type RedisClient,
  type RedisLimiterOptions,
  rateLimit,
  redisLimiter,
} from './index.js';
import { manualClock, seededRandom } from './testing/index.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { signal } = new AbortController();

describe.skipIf(servicesAreOff)('a permit that is fetched before its call comes', () => {
  let server: Server;
  let redis: Redis;
  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  const takeAll = async (limiter: Limiter, times: number): Promise<number[]> => {
    const waits: number[] = [];
    for (let index = 0; index < times; index += 1) waits.push(await limiter.take(undefined, signal));
    return waits;
  };

  /** A bucket that gives no more than its burst while a test runs, by a client that counts what it sends. */
  function counted(prefix: string, more: Partial<RedisLimiterOptions> = {}) {
    let trips = 0;
    const client: RedisClient = {
      // What a Redis has not heard of before is said twice, and counted once.
      eval: (...all) => redis.eval(...all),
      evalsha: (...all) => {
        trips += 1;
        return redis.evalsha(...all);
      },
    };
    const clock = manualClock(1_000);
    const options = { redis: client, prefix, timeoutMs: 10_000, ratePerSecond: 0.01, burst: 5, clock, ...more };
    const limiter = redisLimiter(options);
    const expected = (): Expectation => limiter.expect?.(undefined) ?? expect.unreachable();
    return { limiter, expected, clock, trips: () => trips };
  }

  test('is at hand for whoever is expected, and for as many as are', async () => {
    const { limiter, expected, trips } = counted('expected');
    await limiter.take(undefined, signal);
    const all = [expected(), expected()];
    await Promise.all(all.map(({ ready }) => ready));
    expect(trips()).toBe(3);
    expect(await takeAll(limiter, 2)).toEqual([0, 0]);
    expect(trips()).toBe(3);
    for (const { over } of all) over();
    // Nothing is left of them: the next two are the last.
    expect((await takeAll(limiter, 3)).map((wait) => wait === 0)).toEqual([true, true, false]);
  });

  test('is waited for when it is on its way, and no other is fetched', async () => {
    const { limiter, expected, trips } = counted('on its way');
    await limiter.take(undefined, signal);
    const { over } = expected();
    expect(await limiter.take(undefined, signal)).toBe(0);
    expect(trips()).toBe(2);
    over();
  });

  test('is given back when nobody comes for it, once, also when it arrives after that is known', async () => {
    const { limiter, expected } = counted('given back');
    await limiter.take(undefined, signal);
    for (let times = 0; times < 20; times += 1) {
      const { ready, over } = expected();
      if (times % 2 === 0) await ready;
      over();
      over();
      await ready;
    }
    // Another process finds all that are left.
    const waits = await takeAll(counted('given back').limiter, 5);
    expect(waits.map((wait) => wait === 0)).toEqual([true, true, true, true, false]);
  });

  test('is fetched for each who is expected, whatever became of those before', async () => {
    const { limiter, expected, trips } = counted('each');
    for (const comes of [true, false, true, true, false, true]) {
      const before = trips();
      const { ready, over } = expected();
      await ready;
      expect(trips()).toBe(before + 1);
      if (comes) expect(await limiter.take(undefined, signal)).toBe(0);
      over();
      over();
    }
  });

  test('is fetched for the next who is expected as soon as one is taken, where only few are fetched at a time', async () => {
    const { limiter, expected, trips } = counted('next', { mostAhead: 1 });
    const all = [expected(), expected(), expected()];
    for (const fetched of [1, 2, 3]) {
      await Promise.all(all.map(({ ready }) => ready));
      expect(trips()).toBe(fetched);
      expect(await limiter.take(undefined, signal)).toBe(0);
    }
    expect(trips()).toBe(3);
    for (const { over } of all) over();
  });

  test('is one of those that there are, however many are expected and however many of them come', async () => {
    const { limiter, expected, trips } = counted('crowd', { mostAhead: 3 });
    const all = Array.from({ length: 12 }, expected);
    expect(trips()).toBe(3);
    const waits = await Promise.all(Array.from({ length: 8 }, () => limiter.take(undefined, signal)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    for (const { over } of all) over();
    expect(await limiter.take(undefined, signal)).toBeGreaterThan(0);
  });

  test('leaves alone those that are fetched in advance for whoever comes', async () => {
    const { limiter, expected, trips } = counted('in advance', { lease: 3 });
    await limiter.take(undefined, signal);
    const { ready, over } = expected();
    await ready;
    over();
    expect(await takeAll(limiter, 2)).toEqual([0, 0]);
    expect(trips()).toBe(1);
  });

  test.each([1, 2, 3, 4, 5])(
    'is used once or given back, whatever several processes expect, take and give up (seed %i)',
    async (seed) => {
      const random = seededRandom(seed);
      const burst = 40;
      const bucket = `several ${seed}`;
      const processes = Array.from({ length: 3 }, () =>
        counted(bucket, { burst, mostAhead: 1 + Math.floor(random() * 4) }),
      );
      const open: Expectation[] = [];
      const takes: Promise<number>[] = [];
      for (let step = 0; step < 300; step += 1) {
        const { limiter, expected } = processes[Math.floor(random() * processes.length)] ?? expect.unreachable();
        const chance = random();
        if (chance < 0.35) open.push(expected());
        else if (chance < 0.5) takes.push(limiter.take(undefined, signal));
        else if (chance < 0.85) open.splice(Math.floor(random() * open.length), 1)[0]?.over();
        else await new Promise((resolve) => setImmediate(resolve));
      }
      const used = (await Promise.all(takes)).filter((wait) => wait === 0).length;
      await Promise.all(open.map(({ ready }) => ready));
      for (const { over } of open) over();
      expect(used).toBeLessThanOrEqual(burst);
      const left = await takeAll(counted(bucket, { burst }).limiter, burst + 1);
      expect(used + left.filter((wait) => wait === 0).length).toBe(burst);
    },
  );

  test('is not given back in place of what others have used since', async () => {
    const [one, other] = [counted('others', { burst: 2 }), counted('others', { burst: 2 })];
    const { ready, over } = one.expected();
    await ready;
    expect(await other.limiter.take(undefined, signal)).toBe(0);
    over();
    expect(await other.limiter.take(undefined, signal)).toBe(0);
    expect(await other.limiter.take(undefined, signal)).toBeGreaterThan(0);
  });

  test('is not given back when it has come back by itself, nor used when it was kept too long', async () => {
    const { limiter, expected, clock, trips } = counted('by itself', { ratePerSecond: 10, burst: 4, leaseMs: 200 });
    await limiter.take(undefined, signal);
    const before = trips();
    const kept = expected();
    await kept.ready;
    await clock.advance(100);
    kept.over();
    expect(trips()).toBe(before + 1);
    const late = expected();
    await late.ready;
    await clock.advance(200);
    await limiter.take(undefined, signal);
    expect(trips()).toBe(before + 3);
    late.over();
  });
});

test('is refused a number ahead that is none', () => {
  const redis: RedisClient = { eval: async () => 1, evalsha: async () => 1 };
  for (const mostAhead of [-1, Number.NaN]) {
    expect(() => redisLimiter({ redis, prefix: 'p', ratePerSecond: 1, mostAhead })).toThrow('mostAhead');
  }
});

test.each([0, null, 'OK'])('does not ask again and again a Redis that gives %s in place of permits', async (reply) => {
  const redis: RedisClient = { eval: async () => reply, evalsha: async () => reply };
  const limiter = redisLimiter({ redis, prefix: 'p', ratePerSecond: 1 });
  await expect(limiter.take(undefined, signal)).rejects.toThrow('no number of permits');
});

test('tells a limiter whom to expect, in their group, and one that has nothing to begin lets nobody wait', async () => {
  const told: (string | undefined)[] = [];
  const take = async () => 0;
  const describe = () => 'as a test says';
  const ahead = { ready: Promise.resolve(), over: () => undefined };
  const limiter: Limiter = {
    ...{ take, describe },
    expect: (key) => {
      told.push(key);
      return ahead;
    },
  };
  const [grouped, common, plain] = [
    rateLimit({ limiter, perKey: (key) => key?.slice(0, 1) }),
    rateLimit({ limiter: insured({ limiter, ratePerSecond: 1 }) }),
    rateLimit({ limiter: { take, describe } }),
  ];
  expect([grouped.expect('albums'), common.expect('albums')]).toEqual([ahead, ahead]);
  expect(told).toEqual(['a', undefined]);
  await plain.expect('albums').ready;
});

test('expects nobody on behalf of a limiter that was lost a moment ago', async () => {
  const clock = manualClock(1_000);
  let asked = 0;
  const limiter: Limiter = {
    take: () => Promise.reject(new Error('no store')),
    describe: () => 'as a test says',
    expect: () => {
      asked += 1;
      return { ready: Promise.resolve(), over: () => undefined };
    },
  };
  const safe = insured({ limiter, ratePerSecond: 1, clock });
  await safe.take(undefined, signal);
  await safe.expect?.(undefined).ready;
  expect(asked).toBe(0);
  await clock.advance(1_000);
  safe.expect?.(undefined).over();
  expect(asked).toBe(1);
});
