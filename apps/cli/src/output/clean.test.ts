import { expect, test } from 'vitest';
import { clean, cleanLines } from './clean.js';
import { formatJson } from './json.js';

const hostile = 'Quiet\u001b[2J\u009b31m\u202eNight\tTrain\r';

test('a title cannot send commands to the terminal', () => {
  expect(clean(hostile)).toBe('Quiet [2J 31m Night Train');
});

test('cleaning several lines keeps the lines', () => {
  expect(cleanLines('one\u0007\ntwo')).toBe('one\ntwo');
});

test('JSON keeps the title as it is, but written so that no terminal obeys it', () => {
  const text = formatJson({ name: hostile }, { isTTY: false });
  expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(JSON.parse(text)).toEqual({ name: hostile });
});
