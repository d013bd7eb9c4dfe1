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
const commands = ['EVALSHA', 'MGET', 'HMGET'] as const;
const namesOf = (id: string): string[] => [`tag of ${id}`, id];
const ask = (...ids: string[]) => ids.map((id) => ({ id, names: namesOf(id) }));
const [minute, tenSeconds] = [60_000, 10_000];

describe.skipIf(servicesAreOff)('what others do between the commands of a read of many', async () => {
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
  /** Reads while something happens just before a command is carried out; tells also which commands there were. */
  async function readWhile(happens: () => Promise<unknown>, before: string, questions = ask('a', 'b', 'absent')) {
    const sent: string[] = [];
    let last: Promise<unknown> = Promise.resolve();
    const callBuffer = (command: string, ...rest: string[]): Promise<unknown> => {
      const answer = last.then(async () => {
        if (command === before && !sent.includes(before)) await happens();
        sent.push(command);
        return client.callBuffer(command, ...rest);
      });
      last = answer.catch(() => undefined);
      return answer;
    };
    const slow: RedisClient = new Proxy<RedisClient>(client, {
      get(target, property) {
        const own: unknown = Reflect.get({ callBuffer }, property);
        if (own !== undefined) return own;
        const theirs: unknown = Reflect.get(target, property);
        return typeof theirs === 'function' ? theirs.bind(target) : theirs;
      },
    });
    const racing = redisStore({ client: slow, namespace });
    const reads = (await racing.readMany?.(questions)) ?? expect.unreachable();
    await racing.close();
    const values = reads.map(({ found, bytes }) => (bytes === undefined ? found : format.open(bytes)?.value));
    return { reads, values, sent };
  }
  const nothing = async (): Promise<void> => undefined;

  beforeEach(async () => {
    await other.flushall();
    // Redis knows the script that tells how long entries are kept.
    await store.readMany?.(ask('a'));
    for (const id of ['a', 'b']) await store.write(await made(id, `old ${id}`));
  });

  test('nothing: three commands for all, and no script that sees a body', async () => {
    const { reads, values, sent } = await readWhile(nothing, 'MGET');
    expect({ values, sent }).toEqual({ values: ['old a', 'old b', 'absent'], sent: [...commands] });
    for (const { remainingMs = 0 } of reads.slice(0, 2)) expect(remainingMs).toBeGreaterThan(minute - tenSeconds);
  });

  test.each(commands)('an invalidation before %s makes void what it touches, and nothing else', async (command) => {
    const { values, reads } = await readWhile(() => store.invalidate({ names: ['tag of a'] }, 'test'), command);
    expect(values).toEqual(['void', 'old b', 'absent']);
    const position = await store.position();
    for (const each of reads) expect(each.position).toEqual(position);
  });

  test.each(commands)('an entry that is replaced before %s never looks younger than it is', async (command) => {
    await other.pexpire(entryOf('a'), tenSeconds);
    const next = await made('a', 'new a');
    const { reads, values } = await readWhile(() => store.write(next), command);
    expect(reads[0]?.remainingMs).toBeLessThanOrEqual(values[0] === 'new a' ? minute : tenSeconds);
    expect(values[1]).toBe('old b');
  });

  test.each(commands)('one that is written before %s is there with an age, or not yet', async (command) => {
    const next = await made('absent', 'new');
    const { reads, values } = await readWhile(() => store.write(next), command);
    expect(values).toEqual(['old a', 'old b', command === 'HMGET' ? 'absent' : 'new']);
    if (command !== 'HMGET') expect(reads[2]?.remainingMs).toBeGreaterThan(0);
  });

  test.each(commands)('one that ends before %s is absent, or was read in time', async (command) => {
    const { values } = await readWhile(() => other.del(entryOf('a')), command);
    expect(values).toEqual([command === 'HMGET' ? 'old a' : 'absent', 'old b', 'absent']);
  });

  test.each(commands)('a Redis that is emptied before %s has nothing, and begins an epoch', async (command) => {
    const { epoch } = await store.position();
    const { values, reads } = await readWhile(() => other.flushall(), command);
    expect(values).toEqual(['absent', 'absent', 'absent']);
    for (const { position } of reads) expect(position.epoch).not.toBe(epoch);
  });

  test.each(commands)(
    'another epoch, a lost count and too many invalidations before %s make all void',
    async (command) => {
      const few = redisStore({ client: other, namespace, maxNames: 2 });
      const flood = async (): Promise<void> => {
        for (const name of ['a', 'b', 'c']) await few.invalidate({ names: [name] }, 'test');
      };
      for (const happens of [flood, () => other.del(tagsKey), () => store.renew('test')]) {
        for (const id of ['a', 'b']) await store.write(await made(id, `old ${id}`));
        expect((await readWhile(happens, command)).values).toEqual(['void', 'void', 'absent']);
      }
    },
  );

  test.each([
    ['an entry of another type', () => other.multi().del(entryOf('a')).rpush(entryOf('a'), 'x').exec(), 'damaged'],
    ['an entry that is no envelope', () => other.set(entryOf('a'), 'x', 'PX', minute), 'damaged'],
    ['an entry that nobody let end', () => other.persist(entryOf('a')), 'old a'],
    ['a count that is no number', () => other.hset(tagsKey, 'seq', 'x'), 'old a'],
  ] as const)('%s is judged by the script', async (_what, spoil, expected) => {
    const { values, sent } = await readWhile(spoil, 'EVALSHA');
    expect({ values: values.slice(0, 1), last: sent.at(-1) }).toEqual({ values: [expected], last: 'EVALSHA' });
    expect(values.slice(1)).toEqual(['old b', 'absent']);
  });

  test('a count of another type is repaired, and makes all void', async () => {
    const { values } = await readWhile(() => other.multi().del(tagsKey).set(tagsKey, 'x').exec(), 'EVALSHA');
    expect(values).toEqual(['void', 'void', 'absent']);
  });

  test('names that nobody expected are asked for once for all', async () => {
    const questions = ['a', 'b', 'absent'].map((id) => ({ id, names: [] }));
    const { values, sent } = await readWhile(nothing, 'MGET', questions);
    expect({ values, sent }).toEqual({ values: ['old a', 'old b', 'absent'], sent: [...commands, 'HMGET'] });
    await store.invalidate({ names: ['tag of b'] }, 'test');
    expect((await readWhile(nothing, 'MGET', questions)).values).toEqual(['old a', 'void', 'absent']);
  });

  test('the script that Redis has forgotten is sent anew', async () => {
    const { values, sent } = await readWhile(() => other.script('FLUSH'), 'EVALSHA');
    expect({ values, sent }).toEqual({
      values: ['old a', 'old b', 'absent'],
      sent: [...commands, 'EVAL', 'MGET', 'HMGET'],
    });
  });

  test('a connection that is lost on the way leaves a doubt, which the script clears up', async () => {
    const again = async (): Promise<void> => {
      client.disconnect(true);
      await new Promise((resolve) => client.once('ready', resolve));
    };
    const { values, sent } = await readWhile(again, 'HMGET');
    expect({ values, sent }).toEqual({
      ...{ values: ['old a', 'old b', 'absent'], sent: [...commands, 'EVALSHA', 'EVALSHA', 'EVALSHA'] },
    });
  });

  test('a client that puts something before its keys finds them all the same', async () => {
    const prefixed = new Redis(redis?.url ?? '', { ...redisDefaults, lazyConnect: true, keyPrefix: 'mine:' });
    await prefixed.connect();
    const own = redisStore({ client: prefixed, namespace });
    const [since, names] = [await own.position(), namesOf('p')];
    const bytes = format.seal('prefixed', { since, names, ageMs: 0, ttlMs: minute });
    await own.write({ id: 'p', names, since, ttlMs: minute, bytes });
    expect((await own.readMany?.(ask('p', 'a')))?.map(({ found }) => found)).toEqual(['valid', 'absent']);
    await own.close();
    prefixed.disconnect();
  });
});
