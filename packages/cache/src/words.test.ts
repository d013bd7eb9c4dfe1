import { expect, test } from 'vitest';
import { isText, viewOf } from './words.js';

const found = (text: string, bytes: Uint8Array, from = 0, length = bytes.length - from): boolean =>
  isText(text, viewOf(bytes), bytes.byteOffset + from, length);

test('tells a text from all others, whatever was asked about before', () => {
  for (const text of ['abcd', 'abcdefgh', 'abcé123', 'abcd']) {
    expect(found(text, Buffer.from(text))).toBe(true);
    for (const other of ['abce', 'abcdefgi', 'abcd1234', 'bcd', ''])
      expect(found(text, Buffer.from(other))).toBe(false);
  }
});

test('finds it at any place', () => {
  const bytes = Buffer.from('-abcdefgh-');
  expect(found('abcdefgh', bytes, 1, 8)).toBe(true);
  expect(found('abcdefgh', bytes, 0, 8)).toBe(false);
  expect(found('abcd', bytes, 1, 8)).toBe(false);
});

test('takes characters for what they are, and not for their last byte', () => {
  expect(found('āāāā', Buffer.from([1, 1, 1, 1]))).toBe(false);
  expect(found('āā', Buffer.from('āā'))).toBe(true);
});

test('says of a text that is no whole number of words that it is not there', () => {
  for (const bytes of ['abc', '', 'abcd']) expect(found('abc', Buffer.from(bytes))).toBe(false);
});

test('an empty text is no bytes at all', () => {
  expect(found('', Buffer.alloc(0))).toBe(true);
  expect(found('', Buffer.from('abcd'))).toBe(false);
});

test('gives one view for all of the same memory, and keeps none of what is large', () => {
  const memory = new ArrayBuffer(64);
  const [first, second] = [0, 32].map((at) => viewOf(new Uint8Array(memory, at, 8)));
  expect(first).toBe(second);
  const large = new ArrayBuffer(256 * 1024);
  expect(viewOf(new Uint8Array(large)).buffer).toBe(large);
  expect(viewOf(new Uint8Array(memory))).toBe(first);
});
