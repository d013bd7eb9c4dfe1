import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { envelope } from '../envelope.js';
import { randomFrom } from '../testing/random-from.js';
import { msgpackCodec } from './index.js';

const letters = ['a', 'Z', ' ', '0', 'é', 'ß', '日', '😀', '\u0000', '\u2028'];

/** Any plain value, with objects that share a shape, and texts of all lengths and alphabets. */
function anything(random: () => number, depth: number): unknown {
  const below = (limit: number): number => Math.floor(random() * limit);
  const text = (): string => {
    const [length, alphabet] = [2 ** (random() * 13), 1 + below(letters.length)];
    return Array.from({ length }, () => letters[below(alphabet)]).join('');
  };
  const leaves = [text, text, text, () => below(2 ** 31) - 2 ** 30, random, () => null, () => random() < 0.5, () => ''];
  const choice = below(depth > 0 ? 12 : 8);
  if (choice < 8) return leaves[choice]?.();
  if (choice < 10) return Array.from({ length: below(20) }, () => anything(random, depth - 1));
  const fields = Array.from({ length: below(8) }, (_, index) => `${choice === 10 ? 'field' : text()}${index}`);
  return Object.fromEntries(fields.map((field) => [field, anything(random, depth - 1)]));
}

test.each(Array.from({ length: 40 }, (_, seed) => seed))('gives back what it was given: seed %i', (seed) => {
  const random = randomFrom(seed);
  for (let each = 0; each < 10; each += 1) {
    const value = anything(random, 5);
    expect(msgpackCodec.decode(msgpackCodec.encode(value))).toEqual(value);
  }
});

test('gives back texts that fill several bundles, in every order', () => {
  const texts = Array.from({ length: 3_000 }, (_, index) => ({
    latin: `${'x'.repeat(index % 90)}${index}`,
    wide: `日${index}`,
  }));
  expect(msgpackCodec.decode(msgpackCodec.encode(texts))).toEqual(texts);
});

test('keeps dates, maps, sets and large numbers', () => {
  const value = { at: new Date(0), map: new Map([['k', 1n << 60n]]), set: new Set(['a text']), none: undefined };
  expect(msgpackCodec.decode(msgpackCodec.encode(value))).toEqual(value);
});

describe('an envelope that is whole, with a body that', () => {
  const format = envelope({ codec: msgpackCodec, compressFromBytes: Number.POSITIVE_INFINITY });
  const header = { since: { epoch: 'e', sequence: 1 }, names: [], ageMs: 0, ttlMs: 1_000 };

  /** What somebody could write who wishes ill: even the sum is right. */
  function sealed(body: Buffer): Buffer {
    const [prefix, head] = [Buffer.alloc(16), Buffer.from(JSON.stringify(header))];
    prefix.set([...Buffer.from('TNC'), 1, msgpackCodec.id, 0]);
    prefix.writeUInt32BE(head.length, 8);
    prefix.writeUInt32BE(crc32(body, crc32(head)), 12);
    return Buffer.concat([prefix, head, body]);
  }
  const repeated = (hex: string, times: number): Buffer => Buffer.from(hex.repeat(times), 'hex');

  test('is honest is read', () => {
    expect(format.open(sealed(Buffer.from(msgpackCodec.encode(['text']))))?.value).toEqual(['text']);
  });

  test.each([
    ['claims a list longer than itself', repeated('dd01ffffff', 1)],
    ['claims the longest list of all', repeated('ddffffffff', 1)],
    ['claims long lists in each other', repeated('dd01ffffff', 400)],
    ['claims lists in each other that would each have room', repeated('dc4000', 6_000)],
    ['claims a map longer than itself', repeated('dfffffffff', 1)],
    ['claims long maps in each other', repeated('df00ffffff', 400)],
    ['claims a text longer than itself', repeated('dbffffffff', 1)],
    ['claims bytes longer than itself', repeated('c6ffffffff', 1)],
    ['claims an extension longer than itself', repeated('c9ffffffff74', 1)],
    ['claims a bundle of texts longer than itself', repeated('d6627fffffff', 1)],
    ['claims a bundle of texts that begins before it', repeated('d662ffffff00', 1)],
    ['refers to a bundle that is not there', repeated('c105', 3)],
    ['refers to a record that is not there', repeated('41', 3)],
    ['gives a record a field that is no text', Buffer.from('d47240' + '91' + '9101' + '01', 'hex')],
    ['is nested deeper than any stack', repeated('91', 1_000_000)],
    ['ends in the middle', repeated('93a161', 1)],
    ['goes on behind its end', repeated('c0', 2)],
    ['is empty', Buffer.alloc(0)],
  ])('%s is nothing, and takes no memory', (_what, body) => {
    const before = process.resourceUsage().maxRSS;
    expect(format.open(sealed(body))).toBeUndefined();
    expect(process.resourceUsage().maxRSS - before, 'KiB').toBeLessThan(64 * 1_024);
    // Nothing of it stays behind.
    expect(format.open(format.seal({ after: 'it' }, header))?.value).toEqual({ after: 'it' });
  });
});
