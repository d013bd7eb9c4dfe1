import { expect, test } from 'vitest';
import { IdTable } from './id-table.js';
import { fingerprintOf, Ids } from './ids.js';

const ids = new Ids(1, 'track');
const size = 5_000;
const table = new IdTable(ids, size);
const id = ids.at(4_321);
const places = Array.from(id, (_, place) => place);
const withDigit = (place: number, digit: string) => `${id.slice(0, place)}${digit}${id.slice(place + 1)}`;

test('an id begins with the number that is known of it without making it', () => {
  for (let index = 0; index < size; index += 1) expect(fingerprintOf(ids.at(index))).toBe(ids.fingerprintAt(index));
});

test.each(places)('an id with another digit at place %i is nobody’s', (place) => {
  expect(table.find(id)).toBe(4_321);
  for (const digit of '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    if (digit !== id[place]) expect(table.find(withDigit(place, digit)), digit).toBeUndefined();
  }
});

test.each(places)('what is no digit at place %i is nobody’s either', (place) => {
  for (const letter of ['!', '_', '/', '[', '{', 'é', '名', '\0']) {
    expect(table.find(withDigit(place, letter)), letter).toBeUndefined();
  }
});

test('a longer or a shorter text is nobody’s', () => {
  for (const text of ['', id.slice(1), id.slice(0, -1), `${id}0`]) expect(table.find(text)).toBeUndefined();
});
