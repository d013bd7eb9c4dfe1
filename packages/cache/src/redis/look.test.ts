import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import type { StoreWrite } from '../store.js';
import { watched } from '../testing/watched.js';
import { redisDefaults, redisStore } from './index.js';

const format = envelope({ codec: jsonCodec, compressFromBytes: Number.POSITIVE_INFINITY });
const entryKey = '{look}:entry:k';
const tagsKey = '{look}:tags';
const names = ['tag', 'k'];
const minute = 60_000;
const plainly = ['PTTL', 'GET', 'HMGET'];

describe.skipIf(servicesAreOff)('a look for what is mostly small or absent', async () => {
  const redis = servicesAreOff ? undefined : await startRedis();
  const client = new Redis(redis?.url ?? '', { ...redisDefaults, lazyConnect: true });
  if (redis !== undefined) await client.connect();
  const other = redisStore({ client, namespace: 'look' });
  afterAll(async () => {
    client.disconnect();
    await redis?.stop();
  });

  async function made(value: string, ttlMs = minute): Promise<StoreWrite> {
    const since = await other.position();
    return { id: 'k', names, since, ttlMs, bytes: format.seal(value, { since, names, ageMs: 0, ttlMs }) };
  }
  /** A store that has looked for so much that is not there that it expects nothing else; tells which commands it sends from then on. */
  async function accustomed() {
    const sent: string[] = [];
    const callBuffer = (command: string, ...rest: string[]): Promise<unknown> => {
      sent.push(command);
      return client.callBuffer(command, ...rest);
    };
    const counted = watched(client, { callBuffer });
    const store = redisStore({ client: counted, namespace: 'look' });
    onTestFinished(() => store.close());
    for (let each = 0; each < 20; each += 1) await store.read(`absent ${each}`, names);
    expect(sent.slice(0, 3)).toEqual(plainly);
    sent.length = 0;
    return { store, sent };
  }

  beforeEach(async () => {
    await client.flushall();
    await other.write(await made('value'));
    // Redis knows the script that judges.
    await other.read('k');
  });

  test('is one command, which finds what is there with its age', async () => {
    const { store, sent } = await accustomed();
    const { found, bytes, remainingMs, position } = await store.read('k', names);
    expect({ found, value: bytes && format.open(bytes)?.value, sent }).toEqual({
      ...{ found: 'valid', value: 'value', sent: ['EVALSHA'] },
    });
    expect(position).toEqual(await other.position());
    expect(remainingMs).toBeGreaterThan(minute / 2);
    expect(remainingMs).toBeLessThanOrEqual(minute);
    expect(await store.read('another', names)).toEqual({ found: 'absent', position });
  });

  test.each([
    ['was invalidated', () => other.invalidate({ names: ['tag'] }, 'test')],
    ['is of another epoch', () => other.renew('test')],
  ])('finds void what %s', async (_what, spoil) => {
    const { store, sent } = await accustomed();
    await spoil();
    const { found, bytes, position } = await store.read('k', names);
    expect({ found, bytes, position }).toEqual({ found: 'void', bytes: undefined, position: await other.position() });
    expect(sent).toEqual(['EVALSHA']);
  });

  test('finds void what began before more was invalidated than is remembered', async () => {
    const { store } = await accustomed();
    const few = redisStore({ client, namespace: 'look', maxNames: 2 });
    for (const name of ['a', 'b', 'c']) await few.invalidate({ names: [name] }, 'test');
    await few.close();
    expect((await store.read('k', names)).found).toBe('void');
  });

  test.each([
    ['an entry of another type', () => client.multi().del(entryKey).rpush(entryKey, 'x').exec(), 'damaged'],
    ['a count of another type', () => client.multi().del(tagsKey).set(tagsKey, 'x').exec(), 'void'],
    ['a count that is lost', () => client.del(tagsKey), 'void'],
    ['an entry that is no envelope', () => client.set(entryKey, 'x', 'PX', minute), 'damaged'],
    ['an entry that nobody let end', () => client.persist(entryKey), 'valid'],
  ] as const)('leaves %s to the script that judges', async (_what, spoil, expected) => {
    const { store, sent } = await accustomed();
    await spoil();
    const { found, position } = await store.read('k', names);
    expect({ found, sent }).toEqual({ found: expected, sent: ['EVALSHA', 'EVALSHA'] });
    expect(position).toEqual(await other.position());
  });

  test('leaves an entry with a name that was not expected to the script that judges', async () => {
    const { store, sent } = await accustomed();
    await other.invalidate({ names: ['tag'] }, 'test');
    expect((await store.read('k', ['k'])).found).toBe('void');
    expect(sent).toEqual(['EVALSHA', 'EVALSHA']);
  });

  test('is several commands again when what is found is large', async () => {
    const { store, sent } = await accustomed();
    await other.write(await made('x'.repeat(100_000)));
    for (let each = 0; each < 2; each += 1) expect((await store.read('k', names)).found).toBe('valid');
    expect(sent).toEqual(['EVALSHA', ...plainly]);
  });

  test('sends the script anew when Redis has forgotten it', async () => {
    const { store, sent } = await accustomed();
    await client.script('FLUSH');
    expect((await store.read('k', names)).found).toBe('valid');
    expect(sent).toEqual(['EVALSHA', 'EVAL']);
  });
});
