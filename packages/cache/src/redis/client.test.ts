import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis-5';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createCache, publicScope, type StoreUnavailableError } from '../index.js';
import { storePromises } from '../testing/index.js';
import { type RedisClient, redisDefaults, redisStore } from './index.js';

describe.skipIf(servicesAreOff)('a client of Redis', async () => {
  const redis = servicesAreOff ? undefined : await startRedis();
  const endings: (() => unknown)[] = [];
  const open = (options: object = {}): Redis => {
    const client = new Redis(redis?.url ?? '', { ...redisDefaults, ...options });
    endings.push(() => client.disconnect());
    return client;
  };
  afterAll(async () => {
    for (const end of endings.reverse()) await end();
    await redis?.stop();
  });

  test('that has not connected yet does so when the first question is asked', async () => {
    const client = open({ lazyConnect: true });
    const store = redisStore({ client, namespace: 'lazy' });
    expect(client.status).toBe('wait');
    expect((await store.read('k')).found).toBe('absent');
  });

  test('that is connected and not yet ready is waited for', async () => {
    const client = open({ lazyConnect: true });
    const store = redisStore({ client, namespace: 'almost' });
    const asked = new Promise((resolve) => {
      client.once('connect', () => {
        resolve(store.read('k').then(({ found }) => [client.status, found]));
      });
    });
    await client.connect();
    expect(await asked).toEqual(['ready', 'absent']);
  });

  test('that is about to connect is waited for once, however many ask meanwhile', async () => {
    const client = open({ lazyConnect: true });
    const store = redisStore({ client, namespace: 'crowd' });
    const asked = Promise.all(Array.from({ length: 50 }, (_, index) => store.read(`k${index}`)));
    // With more than ten Node would speak of a leak.
    for (const event of ['ready', 'close', 'end']) expect(client.listenerCount(event), event).toBeLessThan(5);
    expect((await asked).every(({ found }) => found === 'absent')).toBe(true);
  });

  test.each([
    ['gives up', () => null],
    ['tries again much later', () => 600_000],
  ])('that finds nobody and %s fails each question at once, and waits for no queue', async (_how, retryStrategy) => {
    const client = new Redis({ ...redisDefaults, host: '127.0.0.1', port: 1, lazyConnect: true, retryStrategy });
    endings.push(() => client.disconnect());
    const store = redisStore({ client, namespace: 'nobody' });
    const refused = { reason: 'refused', hint: 'Start Redis, or correct its address.' };
    for (let times = 0; times < 2; times += 1) await expect(store.read('k')).rejects.toMatchObject(refused);
  });

  const settings: readonly (readonly [string, object])[] = [
    ['something before its keys', { keyPrefix: 'app*[1]:' }],
    ['numbers as texts', { stringNumbers: true }],
    ['the older protocol', { protocol: 2 }],
    ['another database', { db: 3 }],
    ['no limit to its patience', { maxRetriesPerRequest: null, enableOfflineQueue: true }],
  ];
  type Client = RedisClient & { disconnect(reconnect?: boolean): void };
  const versions: readonly (readonly [string, new (url: string, options: object) => Client])[] = [
    ['5', Redis5],
    ['6', Redis],
  ];
  test.each(versions)(
    'of ioredis %s hears what others change, and loses nothing when its connection is cut',
    async (_version, Version) => {
      const client = new Version(redis?.url ?? '', redisDefaults);
      endings.push(() => client.disconnect());
      const store = redisStore({ client, namespace: 'versions' });
      for (const { name, test: run } of storePromises) {
        await run(store).catch((error: unknown) => {
          throw new Error(name, { cause: error });
        });
      }
      const [one, two] = [
        createCache({ shared: { store } }),
        createCache({ shared: { store: redisStore({ client: open(), namespace: 'versions' }) } }),
      ];
      endings.push(
        () => one.close(),
        () => two.close(),
      );
      for (const cache of [one, two]) await expect.poll(() => cache.statistics().shared?.isCertain).toBe(true);
      const ask = (value: string) =>
        one.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 1e9, tags: ['t'], load: async () => value });
      expect(await ask('before')).toBe('before');
      await one.idle();
      await two.invalidateTags(publicScope, ['t']);
      await one.catchUp();
      expect(await ask('after')).toBe('after');
      client.disconnect(true);
      await two.invalidateTags(publicScope, ['t']);
      await expect.poll(() => one.catchUp(), { timeout: 10_000 }).toBe(true);
      await expect.poll(() => one.statistics().shared?.isCertain, { timeout: 10_000 }).toBe(true);
      expect(await ask('at last')).toBe('at last');
    },
  );

  const closed = { reason: 'closed', hint: expect.stringContaining('give the store a new one') };
  const gone = { reason: 'disconnected', hint: expect.stringContaining('see whether Redis runs') };
  /** What reading fails of, from now on until it fails of that. */
  async function failuresUntil(read: () => Promise<unknown>, last: string): Promise<readonly StoreUnavailableError[]> {
    const failures: StoreUnavailableError[] = [];
    await vi.waitFor(async () => {
      await Promise.all(
        [0, 1, 2].map(() =>
          read().catch((error) => {
            failures.push(error);
          }),
        ),
      );
      expect(failures.at(-1)?.reason).toBe(last);
    });
    return failures;
  }
  const ends = versions.flatMap(([version, Version]) =>
    (['quit', 'disconnect'] as const).map((how) => [version, how, Version] as const),
  );

  test.each(ends)(
    'of ioredis %s that its owner ends by %s says so, in use and ever after',
    async (_version, how, Version) => {
      const client = new Version(redis?.url ?? '', redisDefaults);
      endings.push(() => client.disconnect());
      const store = redisStore({ client, namespace: 'ended' });
      await expect.poll(() => client.status).toBe('ready');
      await store.read('k', []);
      const inUse = Array.from({ length: 5 }, () => store.read('k', []).catch(() => undefined));
      if (how === 'quit') void client.call('quit').catch(() => undefined);
      else client.disconnect();
      const failures = await failuresUntil(() => store.read('k', []), 'closed');
      await Promise.all(inUse);
      for (const failure of failures) expect(failure).toMatchObject(failure.reason === 'closed' ? closed : gone);
      const late = redisStore({ client, namespace: 'late' });
      await expect(late.read('k')).rejects.toMatchObject(closed);
    },
  );

  test.each(versions)(
    'of ioredis %s whose Redis is killed says what is wrong, and what to do',
    async (_version, Version) => {
      const other = await startRedis();
      const client = new Version(other.url, redisDefaults);
      endings.push(
        () => client.disconnect(),
        () => other.stop(),
      );
      const store = redisStore({ client, namespace: 'killed' });
      await expect.poll(() => client.status).toBe('ready');
      process.kill(other.pid, 'SIGKILL');
      for (const { reason, hint } of await failuresUntil(() => store.read('k', []), 'refused'))
        expect([reason, hint]).not.toEqual(['unknown', undefined]);
    },
  );

  test.each(settings)('may have %s: a store on it keeps every promise', async (_what, options) => {
    const store = redisStore({ client: open(options), namespace: 'configured' });
    for (const { name, test: run } of storePromises) {
      await run(store).catch((error: unknown) => {
        throw new Error(name, { cause: error });
      });
    }
  });

  test.each([
    [
      'makes pipelines by itself',
      { options: { enableAutoPipelining: true } },
      'duplicate({ enableAutoPipelining: false })',
    ],
    ['is one of a cluster', { isCluster: true }, 'a client of one Redis'],
  ])(
    'that %s is refused at once, and why: with it nothing could be kept, or not surely be heard',
    (_what, more, hint) => {
      const client: RedisClient = Object.assign(Object.create(open({ lazyConnect: true })), more);
      expect(() => redisStore({ client })).toThrow(hint);
    },
  );

  test('that puts something before its keys leaves those of others alone, and they hear nothing of each other', async () => {
    const [plain, mine] = [open(), open({ keyPrefix: 'mine:' })];
    const [one, two] = [plain, mine].map((client) => redisStore({ client, namespace: 'both' }));
    const made = async (store: typeof one) => {
      const since = (await store?.position()) ?? expect.unreachable();
      const bytes = Buffer.from('x');
      expect(await store?.write({ id: 'user:4:anna:k', names: [], since, ttlMs: 60_000, bytes })).toBe(true);
    };
    for (const store of [one, two]) await made(store);
    const heard: unknown[] = [];
    const lines = [one, two].map((store) =>
      store?.listen({ heard: (notice) => heard.push(notice.origin), up: () => undefined, down: () => undefined }),
    );
    for (const line of lines)
      await expect
        .poll(() =>
          line?.ping().then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
    await two?.invalidate({ names: ['t'] }, 'mine');
    for (const line of lines) await line?.ping();
    expect(heard).toEqual(['mine']);
    expect(await two?.erase('user:4:anna:')).toBe(1);
    expect([await one?.count('user:4:anna:'), await two?.count('user:4:anna:')]).toEqual([1, 0]);
    for (const line of lines) line?.close();
  });

  test('of another database hears nothing of what is changed in this one', async () => {
    const one = createCache({ shared: { store: redisStore({ client: open({ db: 0 }), namespace: 'same' }) } });
    const two = createCache({ shared: { store: redisStore({ client: open({ db: 1 }), namespace: 'same' }) } });
    endings.push(
      () => one.close(),
      () => two.close(),
    );
    for (const cache of [one, two]) await expect.poll(() => cache.statistics().shared?.isCertain).toBe(true);
    const { distrusts } = two.statistics();
    for (let each = 0; each < 3; each += 1) await one.invalidateTags(publicScope, ['t']);
    await one.catchUp();
    await two.catchUp();
    expect(two.statistics()).toMatchObject({ heard: 0, distrusts });
  });

  test('is given back as it was: a store that is closed listens to nothing of it', async () => {
    const client = open();
    const heard = () => ['error', 'close'].map((event) => client.listenerCount(event));
    const before = heard();
    const store = redisStore({ client, namespace: 'closed' });
    expect(heard()).toEqual(before.map((count) => count + 1));
    await store.close();
    expect(heard()).toEqual(before);
  });

  test('is asked for nothing that is newer than Redis 6.2, and for keys of one slot only', async () => {
    const client = new Redis(redis?.url ?? '');
    endings.push(() => client.disconnect());
    await client.config('RESETSTAT');
    const store = redisStore({ client, namespace: 'since' });
    for (const { test: run } of storePromises) await run(store);
    const used = [...(await client.info('commandstats')).matchAll(/^cmdstat_([^:]+):/gm)].map(([, name = '']) =>
      name.replace('|', ' '),
    );
    expect(used).toEqual(expect.arrayContaining(['evalsha', 'hincrby', 'zadd', 'publish', 'unlink', 'subscribe']));
    const newer: string[] = [];
    for (const command of used.map((name) => name.split(' ')[0] ?? '')) {
      const [, facts] = (await client.call('COMMAND', 'DOCS', command)) as [string, unknown[]];
      const list = Array.isArray(facts) ? facts : Object.entries(facts ?? {}).flat();
      const [major = 0, minor = 0] = String(list[list.indexOf('since') + 1])
        .split('.')
        .map(Number);
      if (major > 6 || (major === 6 && minor > 2)) newer.push(command);
    }
    expect(newer).toEqual([]);
    const keys = await client.keys('*{since}*');
    expect(keys.length).toBeGreaterThan(3);
    expect(keys.filter((key) => !key.startsWith('{since}:'))).toEqual([]);
  });
});
