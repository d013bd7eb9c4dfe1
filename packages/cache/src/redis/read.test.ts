import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import type { StoreWrite } from '../store.js';
import type { RedisClient } from './client.js';
import { redisDefaults, redisStore } from './index.js';

const format = envelope({ codec: jsonCodec, compressFromBytes: Number.POSITIVE_INFINITY });
const entryKey = '{race}:entry:k';
const tagsKey = '{race}:tags';
const commands = ['PTTL', 'GET', 'HMGET'] as const;
const names = ['tag', 'k'];
const [minute, tenSeconds] = [60_000, 10_000];

describe.skipIf(servicesAreOff)('what others do between the commands of a read', async () => {
  const redis = servicesAreOff ? undefined : await startRedis();
  const client = new Redis(redis?.url ?? '', { ...redisDefaults, lazyConnect: true });
  const other = new Redis(redis?.url ?? '', { lazyConnect: true });
  const store = redisStore({ client: other, namespace: 'race' });
  afterAll(async () => {
    for (const each of [client, other]) each.disconnect();
    await redis?.stop();
  });

  async function made(value: string, ttlMs = minute): Promise<StoreWrite> {
    const since = await store.position();
    return { id: 'k', names, since, ttlMs, bytes: format.seal(value, { since, names, ageMs: 0, ttlMs }) };
  }
  /** Reads while something happens just before a command is carried out; tells also which commands there were. */
  async function readWhile(happens: () => Promise<unknown>, before: string) {
    const sent: string[] = [];
    let last: Promise<unknown> = Promise.resolve();
    // Redis carries out what others ask between any two commands, however close behind one another they arrive.
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
    const racing = redisStore({ client: slow, namespace: 'race' });
    const read = await racing.read('k', names);
    await racing.close();
    return { ...read, value: read.bytes && format.open(read.bytes)?.value, sent };
  }
  const nothing = async (): Promise<void> => undefined;

  beforeEach(async () => {
    await other.flushall();
    await store.write(await made('old'));
  });

  test('nothing: three commands, and no script', async () => {
    const { found, value, remainingMs, sent } = await readWhile(nothing, 'GET');
    expect({ found, value }).toEqual({ found: 'valid', value: 'old' });
    expect(remainingMs).toBeGreaterThan(minute - tenSeconds);
    expect(sent).toEqual([...commands]);
  });

  test.each(commands)('an invalidation before %s makes the entry void', async (command) => {
    const { found, bytes, position } = await readWhile(() => store.invalidate({ names: ['tag'] }, 'test'), command);
    expect({ found, bytes, position }).toEqual({ found: 'void', bytes: undefined, position: await store.position() });
  });

  test.each(commands)('an entry that is replaced before %s never looks younger than it is', async (command) => {
    await other.pexpire(entryKey, tenSeconds);
    const next = await made('new');
    const { found, value, remainingMs } = await readWhile(() => store.write(next), command);
    expect(found).toBe('valid');
    expect(remainingMs).toBeGreaterThan(0);
    expect(remainingMs).toBeLessThanOrEqual(value === 'new' ? minute : tenSeconds);
  });

  test.each(commands)(
    'one that is replaced before %s by one that ends sooner has an age all the same',
    async (command) => {
      const next = await made('new', tenSeconds);
      const { found, value, remainingMs } = await readWhile(() => store.write(next), command);
      expect(found).toBe('valid');
      expect(remainingMs).toBeLessThanOrEqual(value === 'new' ? tenSeconds : minute);
    },
  );

  test.each(commands)('one that ends before %s is absent, or was read in time', async (command) => {
    const { found, value } = await readWhile(() => other.del(entryKey), command);
    expect([found, value]).toEqual(command === 'HMGET' ? ['valid', 'old'] : ['absent', undefined]);
  });

  test.each(commands)('a Redis that is emptied before %s has nothing, and begins an epoch', async (command) => {
    const { epoch } = await store.position();
    const { found, position } = await readWhile(() => other.flushall(), command);
    expect(found).toBe('absent');
    expect(position.epoch).not.toBe(epoch);
    expect(position).toEqual(await store.position());
  });

  test.each(commands)('a count that is lost before %s makes everything void', async (command) => {
    const { found, position } = await readWhile(() => other.del(tagsKey), command);
    expect(found).toBe('void');
    expect(position).toEqual(await store.position());
  });

  test.each(commands)('another epoch that begins before %s makes everything void', async (command) => {
    const { found, position } = await readWhile(() => store.renew('test'), command);
    expect(found).toBe('void');
    expect(position).toEqual(await store.position());
  });

  test.each(commands)('more invalidations before %s than are remembered make everything void', async (command) => {
    const few = redisStore({ client: other, namespace: 'race', maxNames: 2 });
    const flood = async (): Promise<void> => {
      for (const name of ['a', 'b', 'c']) await few.invalidate({ names: [name] }, 'test');
    };
    expect((await readWhile(flood, command)).found).toBe('void');
  });

  test.each([
    ['an entry of another type', () => other.multi().del(entryKey).rpush(entryKey, 'x').exec(), 'damaged'],
    ['a count of another type', () => other.multi().del(tagsKey).set(tagsKey, 'x').exec(), 'void'],
    ['a count that is no number', () => other.hset(tagsKey, 'seq', 'x'), 'valid'],
    ['an entry that is no envelope', () => other.set(entryKey, 'x', 'PX', minute), 'damaged'],
  ] as const)('%s is judged by the script, which repairs what it can', async (_what, spoil, expected) => {
    const { found, sent } = await readWhile(spoil, 'PTTL');
    expect({ found, last: sent.at(-1) }).toEqual({ found: expected, last: 'EVALSHA' });
    expect((await store.read('k')).found).toBe(expected);
  });

  test('an entry that nobody let end is judged by the script, and its age is anybody’s guess', async () => {
    const { remainingMs, sent } = await readWhile(() => other.persist(entryKey), 'PTTL');
    expect([remainingMs, sent.at(-1)]).toEqual([-1, 'EVALSHA']);
  });

  test('scripts that Redis has forgotten are sent anew', async () => {
    const forget = async (): Promise<void> => void (await other.multi().script('FLUSH').del(tagsKey).exec());
    const { found, sent } = await readWhile(forget, 'HMGET');
    expect({ found, sent }).toEqual({ found: 'void', sent: [...commands, 'EVALSHA', 'EVAL'] });
  });

  test('a connection that is lost on the way leaves a doubt, which the script clears up', async () => {
    const again = async (): Promise<void> => {
      client.disconnect(true);
      await new Promise((resolve) => client.once('ready', resolve));
    };
    const { found, value, sent } = await readWhile(again, 'HMGET');
    expect({ found, value, sent }).toEqual({ found: 'valid', value: 'old', sent: [...commands, 'EVALSHA'] });
  });

  test('the commands are sent in one piece, and nothing is held back afterwards', async () => {
    const { stream } = client;
    const held: number[] = [];
    const { write } = stream;
    stream.write = ((...chunk: Parameters<typeof write>) => {
      held.push(stream.writableCorked);
      return write.apply(stream, chunk);
    }) as typeof write;
    const plain = redisStore({ client, namespace: 'race' });
    expect((await plain.read('k', names)).found).toBe('valid');
    stream.write = write;
    expect({ held, after: stream.writableCorked }).toEqual({ held: [1, 1, 1], after: 0 });
    await plain.close();
  });
});
