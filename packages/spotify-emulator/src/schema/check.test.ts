import { expect, test } from 'vitest';
import { checkAgainst } from './check.js';
import { anyOf, anyText, flag, listOf, mapOf, number, oneOf, orNull, pairOf, record, text, whole } from './schema.js';

const schema = record(
  { name: text },
  {
    kind: oneOf(['one', 'other']),
    count: whole(1, 5),
    share: number(0),
    isOpen: flag,
    note: orNull(anyText),
    at: { type: 'string', format: 'date-time' },
    code: { type: 'string', pattern: '^[A-Z]{2}$', description: 'two capital letters' },
    pair: pairOf(whole()),
    parts: listOf(record({ id: text })),
    byName: mapOf(whole(0)),
    either: anyOf(text, record({ from: whole(), to: whole() }), record({ only: whole() })),
    above: { type: 'number', exclusiveMinimum: 0 },
    some: { ...record({}, { a: flag }), minProperties: 1 },
  },
);

test.each([
  { name: 'x' },
  { name: 'x', kind: undefined, count: 5, share: 0.5, isOpen: false, note: null },
  { name: 'x', at: '2026-02-11T09:00:00Z', code: 'SE', pair: [1, 2], parts: [{ id: 'a' }], byName: { any: 0 } },
  { name: 'x', either: { only: 1 }, above: 0.1, some: { a: true } },
])('%j is good', (value) => {
  expect(() => checkAgainst(schema, value, 'the thing')).not.toThrow();
});

test.each<[unknown, string]>([
  [[], 'The thing has to be an object with: name, kind,'],
  [{}, "The thing lacks 'name'."],
  [{ name: '' }, '\'name\' of the thing has to be a text, not "".'],
  [{ name: 'x', toString: 1 }, "The thing has no 'toString'."],
  [{ name: 'x', kind: 'none' }, '\'kind\' of the thing has to be one of: one, other, not "none".'],
  [{ name: 'x', count: 1.5 }, "'count' of the thing has to be a whole number from 1 to 5, not 1.5."],
  [{ name: 'x', count: 6 }, 'from 1 to 5, not 6.'],
  [{ name: 'x', share: -1 }, "'share' of the thing has to be a number, 0 or more, not -1."],
  [{ name: 'x', share: Number.NaN }, 'a number, 0 or more'],
  [{ name: 'x', isOpen: 'true' }, "'isOpen' of the thing has to be true or false"],
  [{ name: 'x', note: 1 }, "'note' of the thing has to be a text, or null, not 1."],
  [{ name: 'x', at: 'noon' }, "'at' of the thing has to be a date"],
  [{ name: 'x', code: 'Sweden' }, "'code' of the thing has to be two capital letters"],
  [{ name: 'x', pair: [1] }, "'pair' of the thing has to be a list"],
  [{ name: 'x', parts: [{ id: 'a' }, { id: 2 }] }, "'parts[1].id' of the thing has to be a text, not 2."],
  [{ name: 'x', byName: { any: -1 } }, "'byName.any' of the thing has to be a whole number, 0 or more"],
  [{ name: 'x', either: { from: 1, till: 2 } }, "'either' of the thing has no 'till'. It has: from, to."],
  [{ name: 'x', either: 5 }, 'a text, or an object with: from, to, or an object with: only, not 5.'],
  [{ name: 'x', above: 0 }, "'above' of the thing has to be a number above 0"],
  [{ name: 'x', some: {} }, "'some' of the thing has to be an object with: a"],
])('%j is refused with the place of the mistake', (value, message) => {
  expect(() => checkAgainst(schema, value, 'the thing')).toThrow(RangeError);
  expect(() => checkAgainst(schema, value, 'the thing')).toThrow(message);
});
