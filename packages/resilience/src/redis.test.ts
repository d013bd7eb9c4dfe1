import { type Redis as Server, servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  flexibleLimiter,
  insured,
  type Limiter,
  type PolicyEvent,
  type RedisClient,
  rateLimit,
  redisCooldownStore,
  redisLimiter,
} from './index.js';
import { manualClock } from './testing/index.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { signal } = new AbortController();
/** A busy machine may take its time; only what is about a server that hangs is impatient. */
const timeoutMs = 10_000;

describe.skipIf(servicesAreOff)('with a real Redis', () => {
  let server: Server;
  let redis: Redis;
  const clients: Redis[] = [];
  const connect = (): Redis => {
    const client = new Redis(server.url, { maxRetriesPerRequest: 0, enableOfflineQueue: false, lazyConnect: true });
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    server = await startRedis();
    redis = connect();
    await redis.connect();
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await server.stop();
  });

  const takeAll = async (limiter: Limiter, times: number): Promise<number[]> => {
    const waits: number[] = [];
    for (let index = 0; index < times; index += 1) waits.push(await limiter.take(undefined, signal));
    return waits;
  };

  test('several processes share one rate, with no window to cheat at', async () => {
    const second = connect();
    await second.connect();
    const [one, two] = [redis, second].map((client) =>
      redisLimiter({ redis: client, prefix: 'shared', timeoutMs, ratePerSecond: 0.01, burst: 5 }),
    ) as [Limiter, Limiter];
    const waits = (await Promise.all([takeAll(one, 5), takeAll(two, 5)])).flat();
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
    for (const wait of waits.filter((each) => each > 0)) {
      expect(wait).toBeGreaterThan(90_000);
      expect(wait).toBeLessThanOrEqual(100_000);
    }
  });

  test('goes by the clock of the server, and leaves nothing behind', async () => {
    const limiter = redisLimiter({
      redis,
      prefix: 'gone',
      ratePerSecond: 1_000,
      burst: 2,
      clock: { ...manualClock() },
    });
    expect(await limiter.take('search', signal)).toBe(0);
    await expect.poll(() => redis.exists('gone:search'), { timeout: 20_000 }).toBe(0);
    expect(await limiter.take('search', signal)).toBe(0);
  });

  test('keeps its rate by a line that is fair, from two processes at once', async () => {
    const second = connect();
    await second.connect();
    const begun: number[] = [];
    const policies = [redis, second].map((client) =>
      rateLimit({ limiter: redisLimiter({ redis: client, prefix: 'line', timeoutMs, ratePerSecond: 200, burst: 1 }) }),
    );
    const since = performance.now();
    await Promise.all(
      Array.from({ length: 40 }, (_, who) => policies[who % 2]?.execute(async () => void begun.push(who))),
    );
    // Not a question of speed but of the rate: forty permits, the first at once, take at least this long.
    expect(performance.now() - since).toBeGreaterThanOrEqual(39 * 5 - 2);
    for (const parity of [0, 1]) {
      const own = begun.filter((who) => who % 2 === parity);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });

  test('fetches several permits at once when told to, never more than there are', async () => {
    let trips = 0;
    const counting: RedisClient = {
      eval: (...all) => redis.eval(...all),
      evalsha: (...all) => {
        trips += 1;
        return redis.evalsha(...all);
      },
    };
    const limiter = redisLimiter({
      redis: counting,
      prefix: 'leased',
      timeoutMs,
      ratePerSecond: 0.01,
      burst: 50,
      lease: 20,
    });
    const waits = await takeAll(limiter, 51);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(50);
    expect(trips).toBe(4);
  });

  test('a permit that was fetched and not used in time is not used later', async () => {
    const clock = manualClock(1_000);
    const limiter = redisLimiter({
      redis,
      prefix: 'stale',
      ratePerSecond: 0.01,
      burst: 5,
      lease: 5,
      leaseMs: 100,
      clock,
    });
    expect(await takeAll(limiter, 2)).toEqual([0, 0]);
    await clock.advance(100);
    expect(await limiter.take(undefined, signal)).toBeGreaterThan(0);
  });

  test('loads its script again when the server has forgotten it', async () => {
    const limiter = redisLimiter({ redis, prefix: 'forgotten', timeoutMs, ratePerSecond: 0.01, burst: 5 });
    await takeAll(limiter, 1);
    await redis.script('FLUSH');
    expect(await takeAll(limiter, 1)).toEqual([0]);
  });

  test('a server that hangs is left alone in time, and the process goes by its own part of the rate', async () => {
    const own = await startRedis();
    const client = new Redis(own.url, { maxRetriesPerRequest: 0 });
    client.on('error', () => undefined);
    const shared = redisLimiter({ redis: client, prefix: 'hung', ratePerSecond: 1_000, burst: 10, timeoutMs: 500 });
    const limiter = insured({ limiter: shared, ratePerSecond: 0.01, burst: 10, processes: 5, retryAfterMs: 20 });
    const events: PolicyEvent[] = [];
    const policy = rateLimit({ limiter });
    const stop = policy.on((event) => events.push(event));
    expect(await limiter.take(undefined, signal)).toBe(0);
    own.signal('SIGSTOP');
    const waits = await takeAll(limiter, 3);
    expect(waits.slice(0, 2)).toEqual([0, 0]);
    expect(waits[2]).toBeGreaterThan(400_000);
    expect(limiter.isLost).toBe(true);
    own.signal('SIGCONT');
    await expect
      .poll(() => limiter.take(undefined, signal).then(() => limiter.isLost), { timeout: 20_000 })
      .toBe(false);
    expect(events.map(({ type }) => type)).toEqual(['lost', 'restored']);
    stop();
    client.disconnect();
    await own.stop();
  });

  test('a limiter of rate-limiter-flexible can be used instead', async () => {
    const limiter = flexibleLimiter(new RateLimiterRedis({ storeClient: redis, points: 2, duration: 100 }));
    const waits = await takeAll(limiter, 3);
    expect(waits.slice(0, 2)).toEqual([0, 0]);
    expect(waits[2]).toBeGreaterThan(90_000);
  });
});

test('an adapter tells a refusal from a failure of the store', async () => {
  const memory = flexibleLimiter(new RateLimiterMemory({ points: 1, duration: 10 }));
  expect(await memory.take('search', signal)).toBe(0);
  expect(await memory.take('albums', signal)).toBe(0);
  expect(await memory.take('search', signal)).toBeGreaterThan(9_000);
  const broken = flexibleLimiter({ consume: () => Promise.reject(new Error('no store')) });
  await expect(broken.take('search', signal)).rejects.toThrow('no store');
});

test('everybody who waits hears of a limiter that fails, and the next is asked anew', async () => {
  let isBroken = true;
  const limiter: Limiter = {
    take: async () => {
      if (isBroken) throw new Error('no store');
      return 0;
    },
    describe: () => 'as a test says',
  };
  const policy = rateLimit({ limiter });
  const calls = await Promise.allSettled([1, 2, 3].map((each) => policy.execute(async () => each)));
  expect(calls.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  isBroken = false;
  expect(await policy.execute(async () => 'value')).toBe('value');
});

test('whoever comes at the very moment when a limiter fails changes nothing for those whom it has failed', async () => {
  let fail = (_error: Error): void => undefined;
  const limiter: Limiter = {
    take: () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
    describe: () => 'as a test says',
  };
  const policy = rateLimit({ limiter });
  const waiting = policy.execute(async () => 'let in');
  await Promise.resolve();
  fail(new Error('no store'));
  const newcomers: Promise<unknown>[] = [];
  // Each in a later turn of the promises: one of them falls between the failure and its being heard of.
  for (let turn = 0; turn < 8; turn += 1) {
    newcomers.push(policy.execute(async () => 'let in').catch(() => undefined));
    await Promise.resolve();
  }
  await expect(waiting).rejects.toThrow('no store');
});

test('the keys of a group share a hash tag, so that a cluster keeps them on one node', async () => {
  const seen: string[][] = [];
  const note = async (_script: string, count: number, ...rest: (string | number)[]) => {
    seen.push(rest.slice(0, count).map(String));
    return 0;
  };
  const store = redisCooldownStore({ redis: { eval: note, evalsha: note }, prefix: 'app' });
  await store.read('search');
  await store.prolong('search', 1);
  await store.claimProbe('search', 'one', 1);
  await store.releaseProbe('search', 'one');
  await store.clear('search');
  expect(seen).toHaveLength(5);
  for (const key of seen.flat()) expect(key).toMatch(/^app:\{search\}(:probe)?$/);
});
