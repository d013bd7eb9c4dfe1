import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonCodec } from '../codec.js';
import { envelope } from '../envelope.js';
import { isFramed, lifetimeOf, unframed } from './frame.js';

// As the first version that wrote frames left it in Redis. Never write it anew: every later version must read it.
const golden = readFileSync(new URL('../golden/framed-1-json.bin', import.meta.url));
const bare = readFileSync(new URL('../golden/envelope-1-json.bin', import.meta.url));
const [writtenAt, minute] = [1_700_000_000_000, 60_000];

test('a frame stands before the envelope, which is as it was', () => {
  expect(isFramed(golden)).toBe(true);
  expect(Buffer.compare(unframed(golden), bare)).toBe(0);
  expect(envelope({ codec: jsonCodec, compressFromBytes: 1e9 }).open(unframed(golden))).toBeDefined();
});

test('an envelope without a frame is what it is', () => {
  expect(isFramed(bare)).toBe(false);
  expect(unframed(bare)).toBe(bare);
});

test.each([0, 3, 19])('the first %i bytes of a frame are none', (length) => {
  const cut = golden.subarray(0, length);
  expect([isFramed(cut), unframed(cut)]).toEqual([false, cut]);
});

test('a frame of a later version is none', () => {
  const later = Buffer.from(golden);
  later.writeUInt8(2, 3);
  expect(isFramed(later)).toBe(false);
});

test.each([
  ['when it is written', 0, minute],
  ['later', 45_000, 15_000],
  ['when it has ended', 2 * minute, -minute],
  ['before it was written', -1, Number.NaN],
])('says for how long the entry is still kept %s', (_what, laterMs, remainingMs) => {
  expect(lifetimeOf(golden, writtenAt + laterMs)).toEqual({ keptForMs: minute, remainingMs });
});
