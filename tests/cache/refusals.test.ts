import { networkInterfaces } from 'node:os';
import { type CacheEvent, createCache, publicScope } from '@tonearm/cache';
import { redisDefaults, redisStore } from '@tonearm/cache/redis';
import { freePort, servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { certain, until } from './group.js';
import { says, saysAtOnce, startSpeaker } from './speaker.js';

const secret = 'hunter2-is-no-password';
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** So long that a caller who waits for it, and not only for a refusal, fails its test by taking too long. */
const foreverMs = 60_000;

/** A cache in front of a Redis, or of what pretends to be one. */
function cacheAt(
  port: number,
  { host = '127.0.0.1', password = secret, isEncrypted = false } = {},
  timeoutMs = foreverMs,
) {
  const client = new Redis(port, host, { ...redisDefaults, password, ...(isEncrypted && { tls: {} }) });
  const cache = createCache({ shared: { store: redisStore({ client }), timeoutMs } });
  const heard: CacheEvent[] = [];
  cache.on((event) => heard.push(event));
  let loads = 0;
  const get = (key: string): Promise<string> =>
    cache.getOrLoad({
      ...{ scope: publicScope, key, freshForMs: 600_000, tags: [key] },
      load: async () => {
        loads += 1;
        return `value of ${key}`;
      },
    });
  endings.push(
    () => client.disconnect(),
    () => cache.close(),
  );
  const errors = () => heard.flatMap((event) => (event.type === 'shared-error' ? [event] : []));
  return { cache, client, get, errors, loads: () => loads };
}

/** Asks in every way in which a caller waits for an answer. */
async function askInEveryWay({ cache, get }: ReturnType<typeof cacheAt>): Promise<void> {
  expect(await get('a')).toBe('value of a');
  expect(await cache.invalidateTags(publicScope, ['a'])).toMatchObject({ shared: 'later' });
  expect(await get('a')).toBe('value of a');
  const question = { scope: publicScope, key: 'b', freshForMs: 600_000, load: async () => 'anew' };
  expect(await cache.reload(question)).toMatchObject({ value: 'anew', from: 'load' });
  expect(await cache.getOrLoad({ ...question, key: 'c', flight: 'everywhere' })).toBe('anew');
}

const denied = 'DENIED Redis is running in protected mode because protected mode is enabled and no password is set';
const spoken = [
  ['in protected mode', 'protected_mode', { greeting: denied }],
  [
    'without the password',
    'no_password',
    { answer: saysAtOnce('NOAUTH HELLO must be called with the client already authenticated') },
  ],
  [
    'that knows no such user',
    'wrong_password',
    { answer: saysAtOnce('WRONGPASS invalid username-password pair or user is disabled.') },
  ],
  [
    'that takes the user for little',
    'no_permission',
    { answer: says("NOPERM User reader has no permissions to run the 'evalsha' command") },
  ],
  ['that takes no more clients', 'unknown', { greeting: 'ERR max number of clients reached' }],
  ['that is still loading', 'loading', { answer: says('LOADING Redis is loading the dataset in memory') }],
  ['that is a replica', 'replica', { answer: says("READONLY You can't write against a read only replica.") }],
  [
    'that has lost its primary',
    'replica',
    { answer: says("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.") },
  ],
  [
    'that can not save',
    'cannot_save',
    { answer: says('MISCONF Redis is configured to save RDB snapshots, but it is unable to persist on disk.') },
  ],
  ['that is full', 'out_of_memory', { answer: says("OOM command not allowed when used memory > 'maxmemory'.") }],
  [
    'of an older kind, that is full',
    'out_of_memory',
    {
      answer: says(
        "ERR Error running script (call to f_0): @user_script:8: OOM command not allowed when used memory > 'maxmemory'.",
      ),
    },
  ],
  ['whose cluster is broken', 'cluster_down', { answer: says('CLUSTERDOWN The cluster is down') }],
  ['that is a node of a cluster', 'cluster', { answer: says('MOVED 3999 127.0.0.1:6381') }],
  [
    'held up by a script',
    'busy',
    { answer: says('BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.') },
  ],
  ['that is none', 'unknown', { answer: saysAtOnce('ERR unknown command') }],
] as const;

test.each(spoken)(
  'of a Redis %s callers hear nothing and wait for nothing; whoever looks after it hears what is wrong: %s',
  async (_what, reason, speech) => {
    const speaker = await startSpeaker(speech);
    endings.push(() => speaker.stop());
    const asked = cacheAt(speaker.port);
    await askInEveryWay(asked);
    await until(() => asked.errors().length > 0);
    // Nobody's time ran out: each was refused, and went on at once.
    expect(new Set(asked.errors().map((error) => error.reason))).toEqual(new Set([reason]));
    const { problem, isUp } = asked.cache.statistics().shared ?? {};
    expect(isUp).toBe(false);
    expect(problem).toMatchObject({ reason, ...(reason !== 'unknown' && { hint: expect.stringMatching(/\.$/) }) });
    expect(JSON.stringify([asked.errors(), asked.cache.statistics()])).not.toContain(secret);
  },
);

test('of a Redis in protected mode nothing is said on the way that would mislead: nobody gave it a password', async () => {
  const speaker = await startSpeaker({ greeting: `${denied} for the default user` });
  const said = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  endings.push(
    () => speaker.stop(),
    () => said.mockRestore(),
  );
  const asked = cacheAt(speaker.port, { password: '' });
  await askInEveryWay(asked);
  await until(() => asked.cache.statistics().shared?.problem?.reason === 'protected_mode' && speaker.taken > 2);
  expect(said.mock.calls).toEqual([]);
});

test('of a Redis that nobody has started callers hear nothing and wait for nothing, and it is used when somebody does', async () => {
  const port = await freePort();
  const asked = cacheAt(port, { password: '' });
  await askInEveryWay(asked);
  await until(() => asked.cache.statistics().shared?.problem?.reason === 'refused');
  if (servicesAreOff) return;
  const redis = await startRedis({ port });
  endings.push(() => redis.stop());
  await isUsed(asked);
});

test('a port that takes everything from the first byte on and never says a word costs one caller one wait, and the others none', async () => {
  const speaker = await startSpeaker({});
  endings.push(() => speaker.stop());
  const asked = cacheAt(speaker.port, {}, 40);
  const { cache, get, errors } = asked;
  // All ways of asking, one after the other: each would wait if it had not been heard of.
  await askInEveryWay(asked);
  expect(await Promise.all(Array.from({ length: 200 }, (_, index) => get(`k${index}`)))).toHaveLength(200);
  expect(errors().map(({ reason }) => reason)).toContain('timeout');
  expect(errors().length).toBeLessThan(4);
  expect(cache.statistics()).toMatchObject({ loadErrors: 0, shared: { isUp: false, hits: 0 } });
  // It is not held on to: after some failures in a row another connection is tried.
  const { taken } = speaker;
  await until(async () => (await get(`more ${performance.now()}`)) !== '' && speaker.taken > taken);
});

const elsewhere = Object.values(networkInterfaces())
  .flat()
  .find((each) => each !== undefined && each.family === 'IPv4' && !each.internal)?.address;

describe.skipIf(servicesAreOff)('a real Redis', () => {
  test.skipIf(elsewhere === undefined)('in protected mode refuses, and is used as soon as it does not', async () => {
    const redis = await startRedis({ arguments: ['--bind', '127.0.0.1', elsewhere ?? '', '--protected-mode', 'yes'] });
    endings.push(() => redis.stop());
    const asked = cacheAt(redis.port, { host: elsewhere ?? '', password: '' });
    await askInEveryWay(asked);
    // It hangs up at once, and the client may find that out before it has read why.
    await until(() => /protected_mode|cut/.test(asked.cache.statistics().shared?.problem?.reason ?? ''));
    expect(asked.cache.statistics().shared?.problem?.hint).toMatch(/password|protected mode/);
    const admin = new Redis(redis.url);
    endings.push(() => admin.disconnect());
    await admin.config('SET', 'protected-mode', 'no');
    await isUsed(asked);
  });

  test.each([
    ['nobody gave', '', 'no_password'],
    ['is another one', secret, 'wrong_password'],
  ])('whose password %s refuses, and is used as soon as it is right', async (_what, password, reason) => {
    const redis = await startRedis({ arguments: ['--requirepass', 'the right one'] });
    endings.push(() => redis.stop());
    const asked = cacheAt(redis.port, { password });
    await askInEveryWay(asked);
    await until(() => asked.cache.statistics().shared?.problem?.reason === reason);
    const admin = new Redis(redis.url, { password: 'the right one' });
    endings.push(() => admin.disconnect());
    await admin.config('SET', 'requirepass', password);
    await isUsed(asked);
  });

  test('that is asked for TLS and speaks none says nothing at all: its trouble names TLS among what may be wrong', async () => {
    const redis = await startRedis();
    endings.push(() => redis.stop());
    const asked = cacheAt(redis.port, { password: '', isEncrypted: true });
    await askInEveryWay(asked);
    await until(() => asked.cache.statistics().shared?.problem?.reason === 'unreachable');
    expect(asked.cache.statistics().shared?.problem?.hint).toMatch(/firewalls.*TLS.*rediss:/);
  });

  test('that is a replica takes no invalidation, and is used as soon as it is a primary', async () => {
    const primary = await startRedis();
    const redis = await startRedis({ arguments: ['--replicaof', '127.0.0.1', String(primary.port)] });
    endings.push(
      () => primary.stop(),
      () => redis.stop(),
    );
    const asked = cacheAt(redis.port, { password: '' });
    await askInEveryWay(asked);
    await until(() => asked.cache.statistics().shared?.problem?.reason === 'replica');
    await asked.client.call('REPLICAOF', 'NO', 'ONE');
    await isUsed(asked);
  });

  test('that lets nobody listen says so, though it answers every question, until it does', async () => {
    const redis = await startRedis();
    const owner = new Redis(redis.url);
    const setUser = (...rights: string[]) => owner.call('ACL', 'SETUSER', 'app', ...rights);
    await setUser('on', `>${secret}`, '~*', '&*', '+@all', '-subscribe');
    const client = new Redis(redis.port, '127.0.0.1', { ...redisDefaults, username: 'app', password: secret });
    const cache = createCache({ shared: { store: redisStore({ client }), timeoutMs: foreverMs } });
    endings.push(
      () => redis.stop(),
      () => owner.disconnect(),
      () => client.disconnect(),
      () => cache.close(),
    );
    const shared = () => cache.statistics().shared;
    await until(() => shared()?.problem !== undefined);
    expect(shared()).toMatchObject({ isUp: true, isCertain: false, problem: { reason: 'no_permission' } });
    await setUser('+subscribe');
    await certain({ cache });
    expect(shared()).not.toHaveProperty('problem');
  });

  test('that can not save takes no writes, and is used as soon as it can', async () => {
    const redis = await startRedis({ arguments: ['--save', '3600 1', '--enable-protected-configs', 'yes'] });
    endings.push(() => redis.stop());
    const admin = new Redis(redis.url);
    endings.push(() => admin.disconnect());
    await admin.set('something', 'to save');
    // A folder stands where its file would be.
    await admin.config('SET', 'dbfilename', '.');
    await admin.bgsave().catch(() => undefined);
    await until(async () => (await admin.info('persistence')).includes('rdb_last_bgsave_status:err'));
    const asked = cacheAt(redis.port, { password: '' });
    await askInEveryWay(asked);
    await until(() => asked.cache.statistics().shared?.problem?.reason === 'cannot_save');
    await admin.config('SET', 'stop-writes-on-bgsave-error', 'no');
    await isUsed(asked);
  });
});

/** It is found again without anybody's help, and is told what it was not told. */
async function isUsed({ cache, get }: ReturnType<typeof cacheAt>): Promise<void> {
  await certain({ cache });
  await until(async () => {
    await get(`k${performance.now()}`);
    await cache.idle();
    return (cache.statistics().shared?.writes ?? 0) > 0;
  });
  expect(cache.statistics()).toMatchObject({ loadErrors: 0, shared: { isUp: true, pending: 0 } });
  expect(cache.statistics().shared?.problem).toBeUndefined();
}
