import { describe, expect, test } from 'vitest';
import { bodyAt, type EnvelopeHeader, envelopeWith, headerOf } from './envelope-header.js';

const header: EnvelopeHeader = {
  since: { epoch: 'an epoch', sequence: 7 },
  names: ['tag of a', 'a'],
  ...{ ageMs: 0.5, ttlMs: 60_000, heldBytes: 480, bound: undefined, validator: undefined },
};
const body = Buffer.from('"value"');
const written = (what: Partial<EnvelopeHeader> = {}): Buffer => envelopeWith({ ...header, ...what }, body);
/** With some of its bytes written over. */
function spoilt(write: (bytes: Buffer) => unknown, what: Partial<EnvelopeHeader> = {}): Buffer {
  const bytes = written(what);
  write(bytes);
  return bytes;
}

test.each<[string, Partial<EnvelopeHeader>]>([
  ['all of it', {}],
  ['no names', { names: [] }],
  ['an epoch and names of other letters', { since: { epoch: 'été', sequence: 0 }, names: ['日本', '', 'ü', '😀'] }],
  ['a bound and a validator', { bound: { freshForMs: 5 }, validator: { etag: '"ä"' } }],
  ['nothing of what it holds', { heldBytes: undefined }],
])('reads what was written: %s', (_what, what) => {
  const bytes = written(what);
  const { names, since } = { ...header, ...what };
  for (const believed of [undefined, { epoch: since.epoch, names }, { epoch: 'another', names: ['another'] }]) {
    expect(headerOf(bytes, believed)).toEqual({ ...header, ...what });
  }
  expect(Buffer.compare(bytes.subarray(bodyAt(bytes)), body)).toBe(0);
});

test('gives the very names that it was believed to have, and no other ones', () => {
  const names = ['tag of a', 'a'];
  const read = (believed: readonly string[], what: Partial<EnvelopeHeader> = {}) =>
    headerOf(written(what), { epoch: 'an epoch', names: believed })?.names;
  expect(read(names)).toBe(names);
  for (const others of [[], ['a'], ['tag of a'], ['a', 'tag of a'], ['tag of b', 'a'], [...names, 'b']]) {
    expect(read(others)).toEqual(names);
  }
});

// As one byte each they would be the same.
test('takes no letter of two bytes for two letters', () => {
  const [name] = headerOf(written({ names: ['é'] }), { epoch: '', names: ['Ã©'] })?.names ?? [];
  expect(name).toBe('é');
});

describe('is nothing', () => {
  test.each<[string, Buffer]>([
    ['when it is cut', written().subarray(0, 15)],
    ['when it ends before its header does', written().subarray(0, 70)],
    ['of another version', spoilt((bytes) => bytes.writeUInt8(3, 3))],
    ['when it is too short', spoilt((bytes) => bytes.writeUInt32BE(39, 8))],
    ['when its place in the count is no number', written({ since: { epoch: 'e', sequence: Number.NaN } })],
    ['when it began before the count', written({ since: { epoch: 'e', sequence: -1 } })],
    ['without an age', written({ ageMs: Number.NaN })],
    ['without an end', written({ ttlMs: Number.NaN })],
    ['when its epoch goes beyond it', spoilt((bytes) => bytes.writeUInt32BE(1e9, 48), { names: [] })],
    ['with more names than there are', spoilt((bytes) => bytes.writeUInt32BE(3, 52))],
    ['with a name that goes beyond it', spoilt((bytes) => bytes.writeUInt32BE(1e9, 64))],
    [
      'when what else it says is no JSON',
      spoilt((bytes) => bytes.writeUInt8(0, bodyAt(bytes) - 1), { bound: { freshForMs: 5 } }),
    ],
  ])('%s', (_what, bytes) => {
    expect(headerOf(bytes)).toBeUndefined();
    expect(headerOf(bytes, { epoch: header.since.epoch, names: header.names })).toBeUndefined();
  });
});
