import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, createZstdCompress } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { jsonCodec } from './codec.js';
import { envelope } from './envelope.js';
import { msgpackCodec } from './msgpack/index.js';

const header = {
  since: { epoch: 'e', sequence: 7 },
  names: ['public:tag:a', 'public:k'],
  ageMs: 12,
  ttlMs: 60_000,
  bound: { freshForMs: 5 },
  validator: { etag: '"x"' },
};
const value = { id: '4aawyAB9vmqN3uQ7FZRGTy', names: ['ä', '日本', ''], count: 3, ratio: 0.5, none: null, isOn: true };
const formats = {
  json: envelope({ codec: jsonCodec, compressFromBytes: Number.POSITIVE_INFINITY }),
  'json-zstd': envelope({ codec: jsonCodec, compressFromBytes: 0 }),
  msgpack: envelope({ codec: msgpackCodec, compressFromBytes: Number.POSITIVE_INFINITY }),
};
const reader = envelope({ codec: jsonCodec, alsoReads: [msgpackCodec], compressFromBytes: 1 });

describe.each(Object.entries(formats))('an envelope with %s', (name, format) => {
  test('opens to what was sealed', () => {
    expect(reader.open(format.seal(value, header))).toEqual({ value, header });
  });

  // Written by the versions that began with them. Never write them anew: every later version must read them.
  test.each([1, 2])('of version %i is still read', (version) => {
    const golden = readFileSync(new URL(`./golden/envelope-${version}-${name}.bin`, import.meta.url));
    expect(reader.open(golden)).toEqual({ value, header });
  });

  test('with any byte changed, or cut anywhere, is nothing', () => {
    const bytes = format.seal(value, header);
    for (let at = 0; at < bytes.length; at += 1) {
      expect(reader.open(bytes.subarray(0, at))).toBeUndefined();
      // The two spare bytes mean nothing yet.
      if (at === 6 || at === 7) continue;
      const spoilt = Buffer.from(bytes);
      spoilt.writeUInt8(bytes.readUInt8(at) ^ 0x55, at);
      expect(reader.open(spoilt)).toBeUndefined();
    }
  });
});

test.each([['another codec', formats.msgpack]])('is nothing to whoever does not know %s', (_what, format) => {
  expect(formats.json.open(format.seal(value, header))).toBeUndefined();
});

test.each([undefined, null, 0, '', false, [], 'x'.repeat(100_000)])('keeps a value like %j as it is', (each) => {
  expect(reader.open(reader.seal(each, header))?.value).toEqual(each);
});

// Records whose texts are in bundles, and what the value holds in memory: written by the version that began with both.
test('an envelope with what came later to the first version is still read', () => {
  const golden = readFileSync(new URL('./golden/envelope-1-msgpack-bundles.bin', import.meta.url));
  expect(reader.open(golden)).toEqual({ value, header: { ...header, heldBytes: 480 } });
});

/** An envelope that is right in all but what it says of itself. */
function headed(head: unknown, body = Buffer.from('"value"'), flags = 0): Buffer {
  const rest = Buffer.concat([Buffer.from(typeof head === 'string' ? head : JSON.stringify(head)), body]);
  const prefix = Buffer.alloc(16);
  prefix.set([...Buffer.from('TNC'), 1, jsonCodec.id, flags]);
  prefix.writeUInt32BE(rest.length - body.length, 8);
  prefix.writeUInt32BE(crc32(rest), 12);
  return Buffer.concat([prefix, rest]);
}

test.each([
  ['no JSON', '{"since":'],
  ['a list', []],
  ['nothing', null],
  ['a number', 7],
  ['without a place in the count', { ...header, since: undefined }],
  ['with an epoch that is no text', { ...header, since: { epoch: 1, sequence: 7 } }],
  ['with a count that is no number', { ...header, since: { epoch: 'e', sequence: '7' } }],
  ['without names', { ...header, names: undefined }],
  ['with one name in place of a list', { ...header, names: 'public:k' }],
  ['with names that are no text', { ...header, names: ['public:k', 7] }],
  ['without an age', { ...header, ageMs: undefined }],
  ['with an age that is no number', { ...header, ageMs: '12' }],
  ['without an end', { ...header, ttlMs: undefined }],
  ['with an end that is no number', { ...header, ttlMs: '60000' }],
])('is nothing when its sum is right and its header is %s', (_what, head) => {
  expect(reader.open(headed(header))).toEqual({ value: 'value', header });
  expect(reader.open(headed(head))).toBeUndefined();
});

test('is nothing when it was packed in a way that is not known here', () => {
  for (const flags of [2, 3, 255]) expect(reader.open(headed(header, Buffer.from('"value"'), flags))).toBeUndefined();
});

test('with a body that is too large as it is, is nothing', () => {
  const small = envelope({ codec: jsonCodec, compressFromBytes: Number.POSITIVE_INFINITY, maxBodyBytes: 100 });
  expect(small.open(headed(header, Buffer.from(JSON.stringify('x'.repeat(98)))))?.value).toHaveLength(98);
  expect(small.open(headed(header, Buffer.from(JSON.stringify('x'.repeat(99)))))).toBeUndefined();
  expect(small.seal('x'.repeat(98), header).length).toBeGreaterThan(100);
});

test('is packed from a size on, and only if it is at least that large', () => {
  const [below, at] = [101, 100].map((compressFromBytes) => envelope({ codec: jsonCodec, compressFromBytes }));
  const flagsOf = (format: typeof below) => format?.seal('x'.repeat(98), header).readUInt8(5);
  expect([flagsOf(below), flagsOf(at)]).toEqual([0, 1]);
  const long = at?.seal('x'.repeat(10_000), header);
  expect(long?.length).toBeLessThan(1_000);
});

test('of one’s own codec is read by it, also when another one claims the same number', () => {
  const own = { ...jsonCodec, name: 'own', decode: () => 'by the own one' };
  const format = envelope({ codec: own, alsoReads: [jsonCodec], compressFromBytes: 1e9 });
  expect(format.open(format.seal('value', header))?.value).toBe('by the own one');
});

describe('a body that is small and claims to be large', () => {
  const tooLarge = { codec: jsonCodec, compressFromBytes: 0, maxBodyBytes: Number.POSITIVE_INFINITY };

  test('is read up to the bound, and is nothing beyond', () => {
    const [small, bounded] = [envelope(tooLarge), envelope({ ...tooLarge, maxBodyBytes: 10_000 })];
    expect(bounded.open(small.seal('x'.repeat(9_998), header))?.value).toHaveLength(9_998);
    expect(bounded.open(small.seal('x'.repeat(9_999), header))).toBeUndefined();
    expect(() => bounded.seal('x'.repeat(9_999), header)).toThrow('10001 bytes is too large');
  });

  test('never fills the memory', async () => {
    const zeros = Buffer.alloc(2 ** 20);
    const chunks = Array.from({ length: 1_000 }, () => zeros);
    const body = await buffer(Readable.from(chunks).pipe(createZstdCompress()));
    const [prefix, head] = [Buffer.alloc(16), Buffer.from(JSON.stringify(header))];
    prefix.set([...Buffer.from('TNC'), 1, jsonCodec.id, 1]);
    prefix.writeUInt32BE(head.length, 8);
    prefix.writeUInt32BE(crc32(body, crc32(head)), 12);
    const before = process.resourceUsage().maxRSS;
    expect(reader.open(Buffer.concat([prefix, head, body]))).toBeUndefined();
    const grownKiB = process.resourceUsage().maxRSS - before;
    expect(grownKiB, 'of a gibibyte').toBeLessThan(300 * 1024);
  });
});

describe('what an envelope says that its value holds in memory', () => {
  const body = 'x'.repeat(1_000);
  test.each([
    ['is taken over when that can be', 1_024, 1_024],
    ['is nothing when so many bytes can hold no less', 100, undefined],
    ['is nothing when so many bytes can hold no more', 100_000, undefined],
    ['is nothing when it is no whole number', 1_024.5, undefined],
    ['is nothing when it is not said', undefined, undefined],
  ])('%s', (_what, said, expected) => {
    const { json } = formats;
    const opened = json.open(json.seal(body, { ...header, heldBytes: said as number }));
    expect([opened?.value, opened?.header.heldBytes]).toEqual([body, expected]);
  });

  test('is nothing when it is no number, which it could be in the first version', () => {
    const said = (heldBytes: unknown) => reader.open(headed({ ...header, heldBytes }))?.header.heldBytes;
    expect([said(1_024), said('1024')]).toEqual([1_024, undefined]);
  });
});

test('does not let a hostile value change what objects inherit', () => {
  const hostile = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}');
  for (const format of Object.values(formats)) reader.open(format.seal(hostile, header));
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});
