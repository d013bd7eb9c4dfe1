import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import type { StoreWrite } from '../store.js';
import { watched } from '../testing/watched.js';
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
  /** Reads, while something may happen after the bodies were read and before they are judged; tells which commands that took. */
  async function read(questions = ask('a', 'b', 'absent'), meanwhile?: () => Promise<unknown>) {
    const sent: string[] = [];
    let last: Promise<unknown> = Promise.resolve();
    const callBuffer = (command: string, ...rest: string[]): Promise<unknown> => {
      const answer = last.then(async () => {
        if (command === 'EVALSHA' && !sent.includes(command)) await meanwhile?.();
        sent.push(command);
        return client.callBuffer(command, ...rest);
      });
      last = answer.catch(() => undefined);
      return answer;
    };
    const counted = watched(client, { callBuffer });
    const reading = redisStore({ client: counted, namespace });
    const reads = (await reading.readMany?.(questions)) ?? expect.unreachable();
    await reading.close();
    const values = reads.map(({ found, bytes }) => (bytes === undefined ? found : format.open(bytes)?.value));
    return { reads, values, sent };
  }

  /** Changes what is kept, and not for how long. */
  async function change(id: string, how: (bytes: Buffer) => Buffer): Promise<unknown> {
    return other.set(entryOf(id), how((await other.getBuffer(entryOf(id))) ?? expect.unreachable()), 'KEEPTTL');
  }
  /** Lets an entry say that it was written so long ago. */
  async function writtenAgo(id: string, agoMs: number, keptForMs = minute): Promise<unknown> {
    const [seconds, microseconds] = await other.time();
    const writtenAt = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000) - agoMs;
    return change(id, (bytes) => {
      bytes.writeDoubleBE(writtenAt, 4);
      bytes.writeDoubleBE(writtenAt + keptForMs, 12);
      return bytes;
    });
  }

  beforeEach(async () => {
    await other.flushall();
    for (const id of ['a', 'b']) await store.write(await made(id, `old ${id}`));
    // Redis knows the script.
    await store.readMany?.(ask('a'));
  });

  test('takes two commands for all, of which the script meets no body, and tells of each how long it is kept', async () => {
    const { reads, values, sent } = await read();
    expect({ values, sent }).toEqual({ values: ['old a', 'old b', 'absent'], sent: ['MGET', 'EVALSHA'] });
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
    ['an entry that is no envelope', () => other.set(entryOf('a'), 'x', 'PX', minute), 'damaged'],
    ['an entry that does not say when it was written', () => change('a', (bytes) => bytes.subarray(20)), 'old a'],
    ['one that was written by a clock that was ahead', () => writtenAgo('a', -minute), 'old a'],
    ['one that says that it has ended', () => writtenAgo('a', 2 * minute), 'old a'],
    ['one that says to be kept for longer than it may be', () => writtenAgo('a', minute, 1.5 * minute), 'old a'],
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
    await store.invalidate({ names: ['something'] }, 'test');
    const { values, sent } = await read(questions);
    expect({ values, sent }).toEqual({ values: ['old a', 'old b', 'absent'], sent: ['MGET', 'EVALSHA', 'HMGET'] });
    await store.invalidate({ names: ['tag of b'] }, 'test');
    expect((await read(questions)).values).toEqual(['old a', 'void', 'absent']);
  });

  test('asks for no names of what began when Redis stood where it stands', async () => {
    const { values, sent } = await read(['a', 'b'].map((id) => ({ id, names: [] })));
    expect({ values, sent }).toEqual({ values: ['old a', 'old b'], sent: ['MGET', 'EVALSHA'] });
  });

  test('sends the script anew when Redis has forgotten it', async () => {
    await other.script('FLUSH');
    const { values, sent } = await read();
    expect({ values, sent }).toEqual({
      values: ['old a', 'old b', 'absent'],
      sent: ['MGET', 'EVALSHA', 'MGET', 'EVAL'],
    });
  });

  test('asks for no more than a hundred in one command', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => (index === 120 ? 'a' : `nowhere ${index}`));
    const { values, sent } = await read(ask(...ids));
    expect(sent).toEqual(['MGET', 'EVALSHA', 'MGET', 'EVALSHA', 'MGET', 'EVALSHA']);
    expect(values.flatMap((value, index) => (value === 'absent' ? [] : [[index, value]]))).toEqual([[120, 'old a']]);
  });

  test('tells of each how long it is kept by when it says that it was written', async () => {
    await writtenAgo('a', minute - tenSeconds);
    const { reads, values, sent } = await read();
    expect({ values, sent }).toEqual({ values: ['old a', 'old b', 'absent'], sent: ['MGET', 'EVALSHA'] });
    const [a, b] = reads.map(({ remainingMs = 0 }) => Math.ceil(remainingMs / tenSeconds));
    expect([a, b]).toEqual([1, minute / tenSeconds]);
  });

  test('takes an entry of another type for one that is not there, which is written over', async () => {
    await other.multi().del(entryOf('a')).rpush(entryOf('a'), 'x').exec();
    expect((await read()).values).toEqual(['absent', 'old b', 'absent']);
    expect(await store.write(await made('a', 'new a'))).toBe(true);
    expect((await read()).values).toEqual(['new a', 'old b', 'absent']);
  });

  test('what is invalidated after the bodies were read is void', async () => {
    const { values, reads } = await read(undefined, () => store.invalidate({ names: ['tag of a'] }, 'test'));
    expect(values).toEqual(['void', 'old b', 'absent']);
    expect(reads[0]?.position).toEqual(await store.position());
  });

  test('what is replaced after the bodies were read is what it was, and as old as that', async () => {
    await writtenAgo('a', minute - tenSeconds);
    const next = await made('a', 'new a');
    const { values, reads } = await read(undefined, () => store.write(next));
    expect(values).toEqual(['old a', 'old b', 'absent']);
    expect(reads[0]?.remainingMs).toBeLessThanOrEqual(tenSeconds);
    expect((await read()).values).toEqual(['new a', 'old b', 'absent']);
  });

  test('what is written after the bodies were read is absent, and what ends then was there', async () => {
    const next = await made('absent', 'new');
    const { values } = await read(undefined, async () => {
      await store.write(next);
      await other.del(entryOf('b'));
    });
    expect(values).toEqual(['old a', 'old b', 'absent']);
  });

  test('a Redis that is emptied before what was read is judged has nothing', async () => {
    expect((await read(undefined, () => other.flushall())).values).toEqual(['absent', 'absent', 'absent']);
  });

  test('a connection that is lost on the way leaves a doubt, which the script clears up', async () => {
    const again = async (): Promise<void> => {
      client.disconnect(true);
      await new Promise((resolve) => client.once('ready', resolve));
    };
    const { values, sent } = await read(undefined, again);
    expect({ values, sent }).toEqual({
      ...{ values: ['old a', 'old b', 'absent'], sent: ['MGET', 'EVALSHA', 'EVALSHA', 'EVALSHA', 'EVALSHA'] },
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
