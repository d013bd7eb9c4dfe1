import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, createZstdCompress } from 'node:zlib';
import { jsonCodec, publicScope } from '@tonearm/cache';
import { msgpackCodec } from '@tonearm/cache/msgpack';
import { servicesAreOff } from '@tonearm/tooling/services';
import type { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { certain, group } from './group.js';

const entryKey = '{test}:entry:public:k';
/** Before it stands when Redis wrote the entry. */
const envelopeAt = 20;

describe.skipIf(servicesAreOff)('when Redis', () => {
  test.each([
    ['a list', (client: Redis) => client.multi().del(entryKey).rpush(entryKey, 'x').exec()],
    ['foreign JSON', (client: Redis) => client.set(entryKey, '{"value":1}')],
    [
      'half an entry',
      async (client: Redis) => client.set(entryKey, (await client.getBuffer(entryKey))?.subarray(0, -3) ?? ''),
    ],
    ['a later version of what Redis wrote before it', async (client: Redis) => client.setrange(entryKey, 3, '\x02')],
    ['a later version', async (client: Redis) => client.setrange(entryKey, envelopeAt + 3, '\x03')],
    ['something that unpacks to a gibibyte', async (client: Redis) => client.set(entryKey, await bomb(client))],
    ['an unknown codec', async (client: Redis) => client.setrange(entryKey, envelopeAt + 4, '\x3f')],
    [
      'a header that lies about its length',
      async (client: Redis) => client.setrange(entryKey, envelopeAt + 8, '\xff\xff'),
    ],
    [
      'another type in place of the count',
      (client: Redis) => client.multi().del('{test}:tags').set('{test}:tags', 'x').exec(),
    ],
  ])('holds %s, it is a miss, is repaired, and Redis is not taken for dead', async (_what, spoil) => {
    const { join, origin } = await group();
    const [one, two] = [await join(), await join()];
    await Promise.all([certain(one), certain(two)]);
    await one.get('k');
    await one.cache.idle();
    await spoil(one.client);
    origin.value = 'new';
    expect(await two.get('k')).toBe('new');
    await two.cache.idle();
    expect(two.cache.statistics()).toMatchObject({ loads: 1, loadErrors: 0, shared: { isUp: true, errors: 0 } });
    const three = await join();
    await certain(three);
    origin.value = 'newer';
    expect(await three.get('k')).toBe('new');
  });

  test.each([
    ['JSON', jsonCodec],
    ['msgpack', msgpackCodec],
  ])(
    'holds in %s what would change every object if it were merged into one, it is data like any other',
    async (_name, codec) => {
      const { join } = await group();
      const [one, two] = [await join({ shared: { codec } }), await join({ shared: { codec } })];
      await Promise.all([certain(one), certain(two)]);
      const hostile = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"name":"k"}';
      const load = async (): Promise<unknown> => JSON.parse(hostile);
      await one.cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 600_000, load });
      await one.cache.idle();
      const read = await two.cache.getOrLoad({ scope: publicScope, key: 'k', freshForMs: 600_000, load: never });
      expect(read).toMatchObject({ name: 'k' });
      for (const each of [{}, read, Object.getPrototypeOf(read)]) expect(each).not.toHaveProperty('isAdmin');
      expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    },
  );
});

/** The entry with a body of a gibibyte of zeros, which is small when it is packed; valid in all else. */
async function bomb(client: Redis): Promise<Buffer> {
  const kept = (await client.getBuffer(entryKey)) ?? expect.unreachable();
  const [frame, entry] = [kept.subarray(0, envelopeAt), kept.subarray(envelopeAt)];
  const megabyte = Buffer.alloc(2 ** 20);
  const zeros = Array.from({ length: 1_024 }, () => megabyte);
  const body = await buffer(Readable.from(zeros).pipe(createZstdCompress()));
  const bytes = Buffer.concat([entry.subarray(0, 16 + entry.readUInt32BE(8)), body]);
  bytes.writeUInt8(1, 5);
  bytes.writeUInt32BE(crc32(bytes.subarray(16)), 12);
  return Buffer.concat([frame, bytes]);
}

async function never(): Promise<never> {
  throw new Error('it is in Redis');
}
