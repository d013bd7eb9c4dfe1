import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { servicesAreOff, startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import { redisStore } from './index.js';

const format = envelope({ codec: jsonCodec, compressFromBytes: Number.POSITIVE_INFINITY });
const id = 'public:k';
const [entryKey, tagsKey] = [`{foreign}:entry:${id}`, '{foreign}:tags'];
const [minute, names] = [60_000, [id, 'public:tag:a']];

/** An envelope with some of its header written over. */
function changed(write: (bytes: Buffer) => unknown): Buffer {
  const bytes = format.seal('value', whole);
  write(bytes);
  bytes.writeUInt32BE(crc32(bytes.subarray(16)), 12);
  return bytes;
}
/** Where a name begins with how many bytes it has. */
const nameAt = 57;

/** One of the first version that is right in all but what its header says. */
function headed(head: string): Buffer {
  const rest = Buffer.concat([Buffer.from(head), Buffer.from('"value"')]);
  const prefix = Buffer.alloc(16);
  prefix.set([...Buffer.from('TNC'), 1, jsonCodec.id]);
  prefix.writeUInt32BE(Buffer.byteLength(head), 8);
  prefix.writeUInt32BE(crc32(rest), 12);
  return Buffer.concat([prefix, rest]);
}
const since = { epoch: 'e', sequence: 7 };
const whole = { since, names, ageMs: 0, ttlMs: minute };

describe.skipIf(servicesAreOff)('what is found in Redis', async () => {
  const redis = servicesAreOff ? undefined : await startRedis();
  const client = new Redis(redis?.url ?? '', { lazyConnect: true });
  const store = redisStore({ client, namespace: 'foreign' });
  afterAll(async () => {
    client.disconnect();
    await redis?.stop();
  });
  beforeEach(async () => {
    await client.flushall();
    await client.hset(tagsKey, { epoch: 'e', seq: 7 });
  });
  const look = async () => [(await store.read(id)).found, (await store.read(id, names)).found];

  test.each([
    ['shorter than an envelope', Buffer.from('TNC\x01 short')],
    ['as long as what comes before a header, and no more', headed('{}').subarray(0, 16)],
    ['of a later version', Buffer.concat([Buffer.from('TNC\x03'), headed(JSON.stringify(whole)).subarray(4)])],
    ['with a header that is cut', headed(JSON.stringify(whole)).subarray(0, 40)],
    ['with a header that is no JSON', headed('{"since":')],
    ['with a list in place of a header', headed('[]')],
    ['with a number in place of a header', headed('7')],
    ['with nothing in place of a header', headed('null')],
    ['that says nothing of when it was loaded', headed(JSON.stringify({ ...whole, since: undefined }))],
    ['that was loaded at a number', headed(JSON.stringify({ ...whole, since: 7 }))],
    ['of an epoch that is no text', headed(JSON.stringify({ ...whole, since: { epoch: 1, sequence: 7 } }))],
    ['at a place that is no number', headed(JSON.stringify({ ...whole, since: { epoch: 'e', sequence: '7' } }))],
    ['without names', headed(JSON.stringify({ ...whole, names: undefined }))],
    ['with one name in place of a list', headed(JSON.stringify({ ...whole, names: id }))],
    ['with names that are no text', headed(JSON.stringify({ ...whole, names: [{}] }))],
    ['with too short a header', changed((bytes) => bytes.writeUInt32BE(39, 8))],
    ['with a header that ends in the middle of a name', changed((bytes) => bytes.writeUInt32BE(60, 8))],
    ['with a header that is longer than all', changed((bytes) => bytes.writeUInt32BE(1_000, 8))],
    ['of a place in the count that is no number', changed((bytes) => bytes.writeDoubleBE(Number.NaN, 16))],
    ['of a place before the count began', changed((bytes) => bytes.writeDoubleBE(-1, 16))],
    ['of an epoch that goes beyond the header', changed((bytes) => bytes.writeUInt32BE(200, 48))],
    ['with more names than there are', changed((bytes) => bytes.writeUInt32BE(3, 52))],
    ['with more names than anybody has', changed((bytes) => bytes.writeUInt32BE(4e9, 52))],
    ['with a name that goes beyond the header', changed((bytes) => bytes.writeUInt32BE(200, nameAt))],
  ])('is nothing when it is an envelope %s, and is written over', async (_what, bytes) => {
    await client.set(entryKey, bytes, 'PX', minute);
    expect(await look()).toEqual(['damaged', 'damaged']);
    expect(await store.write({ id, bytes: format.seal('new', whole), names, since, ttlMs: minute })).toBe(true);
    expect(await look()).toEqual(['valid', 'valid']);
  });

  test('is written over when it is of a later version, however much later it began', async () => {
    const later = headed(JSON.stringify({ ...whole, since: { epoch: 'e', sequence: 99 } }));
    await client.set(entryKey, Buffer.concat([Buffer.from('TNC\x03'), later.subarray(4)]), 'PX', minute);
    expect(await store.write({ id, bytes: format.seal('new', whole), names, since, ttlMs: minute })).toBe(true);
  });

  test('is valid without a name that could make it void', async () => {
    await client.set(entryKey, headed(JSON.stringify({ ...whole, names: [] })), 'PX', minute);
    expect(await look()).toEqual(['valid', 'valid']);
  });

  test('is as old as Redis says, and not as it was when it was written', async () => {
    await client.set(entryKey, format.seal('value', whole), 'PX', 10_000);
    for (const believed of [undefined, names]) {
      const { remainingMs = 0 } = await store.read(id, believed);
      expect(remainingMs).toBeGreaterThan(0);
      expect(remainingMs).toBeLessThanOrEqual(10_000);
    }
  });

  // Written by earlier versions: see ../envelope.test.ts.
  test.each(['1-json', '1-json-zstd', '1-msgpack', '1-msgpack-bundles', '2-json', '2-json-zstd', '2-msgpack'])(
    'is judged as ever when an earlier version wrote it: %s',
    async (name) => {
      const golden = readFileSync(new URL(`../golden/envelope-${name}.bin`, import.meta.url));
      await client.set(entryKey, golden, 'PX', minute);
      expect(await look()).toEqual(['valid', 'valid']);
      expect(Buffer.compare((await store.read(id)).bytes ?? Buffer.of(), golden)).toBe(0);
      await store.invalidate({ names: ['public:tag:a'] }, 'test');
      expect(await look()).toEqual(['void', 'void']);
    },
  );
});
