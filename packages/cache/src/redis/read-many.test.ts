import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import type { StoreWrite } from '../store.js';
import type { RedisClient } from './client.js';
import { redisDefaults, redisStore } from './index.js';

const format = envelope({ codec: jsonCodec, compressFromBytes: Number.POSITIVE_INFINITY });
const namespace = 'many';
const entryOf = (id: string): string => `{${namespace}}:entry:${id}`;
const tagsKey = `{${namespace}}:tags`;
const namesOf = (id: string): string[] => [`tag of ${id}`, id];
const ask = (...ids: string[]) => ids.map((id) => ({ id, names: namesOf(id) }));
const [minute, tenSeconds] = [60_000, 10_000];

describe.skipIf(servicesAreOff)('a look for many entries in Redis', async () => {
  const redis = servicesAreOff ? undefined : await startRedis();
  const client = new Redis(redis?.url ?? '', { ...redisDefaults, lazyConnect: true });
  const other = new Redis(redis?.url ?? '', { lazyConnect: true });
  const store = redisStore({ client: other, namespace });
  afterAll(async () => {
    for (const each of [client, other]) each.disconnect();
    await redis?.stop();
  });

  async function made(id: string, value: string, ttlMs = minute): Promise<StoreWrite> {
    const [since, names] = [await store.position(), namesOf(id)];
    return { id, names, since, ttlMs, bytes: format.seal(value, { since, names, ageMs: 0, ttlMs }) };
  }
  /** Reads, while something may happen before the bodies are; tells which commands that took. */
  async function read(questions = ask('a', 'b', 'absent'), meanwhile?: () => Promise<unknown>) {
    const sent: string[] = [];
    let last: Promise<unknown> = Promise.resolve();
    const callBuffer = (command: string, ...rest: string[]): Promise<unknown> => {
      const answer = last.then(async () => {
        if (command === 'MGET' && !sent.includes(command)) await meanwhile?.();
        sent.push(command);
        return client.callBuffer(command, ...rest);
      });
      last = answer.catch(() => undefined);
      return answer;
    };
    const counted: RedisClient = new Proxy<RedisClient>(client, {
      get(target, property) {
        if (property === 'callBuffer') return callBuffer;
        const theirs: unknown = Reflect.get(target, property);
        return typeof theirs === 'function' ? theirs.bind(target) : theirs;
      },
    });
    const reading = redisStore({ client: counted, namespace });
    const reads = (await reading.readMany?.(questions)) ?? expect.unreachable();
    await reading.close();
    const values = reads.map(({ found, bytes }) => (bytes === undefined ? found : format.open(bytes)?.value));
    return { reads, values, sent };
  }

  beforeEach(async () => {
    await other.flushall();
    for (const id of ['a', 'b']) await store.write(await made(id, `old ${id}`));
    // Redis knows the script.
    await store.readMany?.(ask('a'));
  });

  test('takes two commands for all, of which the script meets no body, and tells of each how long it is kept', async () => {
    const { reads, values, sent } = await read();
    expect({ values, sent }).toEqual({ values: ['old a', 'old b', 'absent'], sent: ['EVALSHA', 'MGET'] });
    for (const { remainingMs = 0 } of reads.slice(0, 2)) expect(remainingMs).toBeGreaterThan(minute / 2);
    const position = await store.position();
    for (const each of reads) expect(each.position).toEqual(position);
  });

  test.each([
    ['its tag', 'tag of a'],
    ['it itself', 'a'],
  ])('finds void what was invalidated by %s, and nothing else', async (_what, name) => {
    await store.invalidate({ names: [name] }, 'test');
    expect((await read()).values).toEqual(['void', 'old b', 'absent']);
    await store.write(await made('a', 'new a'));
    expect((await read()).values).toEqual(['new a', 'old b', 'absent']);
  });

  test('finds all void of another epoch, after a lost count, and after more invalidations than are remembered', async () => {
    const few = redisStore({ client: other, namespace, maxNames: 2 });
    const flood = async (): Promise<void> => {
      for (const name of ['x', 'y', 'z']) await few.invalidate({ names: [name] }, 'test');
    };
    for (const happens of [flood, () => other.del(tagsKey), () => store.renew('test')]) {
      for (const id of ['a', 'b']) await store.write(await made(id, `old ${id}`));
      await happens();
      const { values, reads } = await read();
      expect(values).toEqual(['void', 'void', 'absent']);
      expect(reads[2]?.position).toEqual(await store.position());
    }
  });

  test('finds nothing in a Redis that was emptied, and begins an epoch there', async () => {
    const { epoch } = await store.position();
    await other.flushall();
    const { values, reads } = await read();
    expect(values).toEqual(['absent', 'absent', 'absent']);
    for (const { position } of reads) expect(position.epoch).not.toBe(epoch);
  });

  test.each([
    ['an entry of another type', () => other.multi().del(entryOf('a')).rpush(entryOf('a'), 'x').exec(), 'damaged'],
    ['an entry that is no envelope', () => other.set(entryOf('a'), 'x', 'PX', minute), 'damaged'],
    ['an entry that nobody let end', () => other.persist(entryOf('a')), 'old a'],
    ['a count that is no number', () => other.hset(tagsKey, 'seq', 'x'), 'old a'],
  ] as const)('leaves %s to the script that judges', async (_what, spoil, expected) => {
    await spoil();
    const { values, sent } = await read();
    expect({ values, last: sent.at(-1) }).toEqual({ values: [expected, 'old b', 'absent'], last: 'EVALSHA' });
    expect(sent.length).toBeGreaterThan(2);
  });

  test('a count of another type is repaired, and makes all void', async () => {
    await other.multi().del(tagsKey).set(tagsKey, 'x').exec();
    expect((await read()).values).toEqual(['void', 'void', 'absent']);
  });

  test('asks once for all names that nobody expected', async () => {
    const questions = ['a', 'b', 'absent'].map((id) => ({ id, names: [] }));
    const { values, sent } = await read(questions);
    expect({ values, sent }).toEqual({ values: ['old a', 'old b', 'absent'], sent: ['EVALSHA', 'MGET', 'HMGET'] });
    await store.invalidate({ names: ['tag of b'] }, 'test');
    expect((await read(questions)).values).toEqual(['old a', 'void', 'absent']);
  });

  test('sends the script anew when Redis has forgotten it', async () => {
    await other.script('FLUSH');
    const { values, sent } = await read();
    expect({ values, sent }).toEqual({
      values: ['old a', 'old b', 'absent'],
      sent: ['EVALSHA', 'MGET', 'EVAL', 'MGET'],
    });
  });

  test('asks for no more than a hundred in one command', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => (index === 120 ? 'a' : `nowhere ${index}`));
    const { values, sent } = await read(ask(...ids));
    expect(sent).toEqual(['EVALSHA', 'MGET', 'EVALSHA', 'MGET', 'EVALSHA', 'MGET']);
    expect(values.flatMap((value, index) => (value === 'absent' ? [] : [[index, value]]))).toEqual([[120, 'old a']]);
  });

  test('what is invalidated before the bodies are read was valid when it was asked for, and is void for the next one', async () => {
    const { values } = await read(undefined, () => store.invalidate({ names: ['tag of a'] }, 'test'));
    expect(values).toEqual(['old a', 'old b', 'absent']);
    expect((await read()).values).toEqual(['void', 'old b', 'absent']);
  });

  test('what was loaded after an invalidation that the script did not know of is judged anew', async () => {
    const { values, reads, sent } = await read(undefined, async () => {
      await store.invalidate({ names: ['tag of a'] }, 'test');
      await store.write(await made('a', 'new a'));
    });
    expect(values).toEqual(['new a', 'old b', 'absent']);
    expect(sent).toEqual(['EVALSHA', 'MGET', 'HMGET']);
    expect(reads[0]?.position).toEqual(await store.position());
  });

  test('an entry that is replaced before the bodies are read never looks younger than it is', async () => {
    await other.pexpire(entryOf('a'), tenSeconds);
    const [next, shorter] = [await made('a', 'new a'), await made('b', 'new b', tenSeconds)];
    const { values, reads } = await read(undefined, () =>
      Promise.all([next, shorter].map((each) => store.write(each))),
    );
    expect(values).toEqual(['new a', 'new b', 'absent']);
    for (const { remainingMs } of reads.slice(0, 2)) expect(remainingMs).toBeLessThanOrEqual(tenSeconds);
  });

  test('one that is written or ends before the bodies are read is there with an age, or absent', async () => {
    const next = await made('absent', 'new');
    const { values, reads } = await read(undefined, async () => {
      await store.write(next);
      await other.del(entryOf('b'));
    });
    expect(values).toEqual(['old a', 'absent', 'new']);
    expect(reads[2]?.remainingMs).toBeGreaterThan(minute / 2);
  });

  test('a Redis that is emptied before the bodies are read has nothing', async () => {
    expect((await read(undefined, () => other.flushall())).values).toEqual(['absent', 'absent', 'absent']);
  });

  test('a connection that is lost on the way leaves a doubt, which the script clears up', async () => {
    const again = async (): Promise<void> => {
      client.disconnect(true);
      await new Promise((resolve) => client.once('ready', resolve));
    };
    const { values, sent } = await read(undefined, again);
    expect({ values, sent }).toEqual({
      ...{ values: ['old a', 'old b', 'absent'], sent: ['EVALSHA', 'MGET', 'EVALSHA', 'EVALSHA', 'EVALSHA'] },
    });
  });

  test('a client that puts something before its keys finds them all the same', async () => {
    const prefixed = new Redis(redis?.url ?? '', { ...redisDefaults, lazyConnect: true, keyPrefix: 'mine ü:' });
    await prefixed.connect();
    const own = redisStore({ client: prefixed, namespace });
    const [since, names] = [await own.position(), namesOf('p')];
    const bytes = format.seal('prefixed', { since, names, ageMs: 0, ttlMs: minute });
    await own.write({ id: 'p', names, since, ttlMs: minute, bytes });
    const found = async () => (await own.readMany?.(ask('p', 'a')))?.map((each) => each.found);
    expect(await found()).toEqual(['valid', 'absent']);
    await own.invalidate({ names: ['p'] }, 'test');
    expect(await found()).toEqual(['void', 'absent']);
    await own.close();
    prefixed.disconnect();
  });
});
