import { expect, test } from 'vitest';
import { createWriteJournal } from '../writes/journal.js';
import { fitting, listOfThese, oneOf } from './completer.js';

const context = { spotify: {} as never, signal: AbortSignal.timeout(1000), journal: createWriteJournal() };

test('words that begin so come first, then those that hold it, each once, in any case', () => {
  expect(fitting(['Blue night', 'Night shift', 'Day', 'Night shift'], 'NIGHT')).toEqual(['Night shift', 'Blue night']);
  expect(fitting(['a', 'b'], '')).toEqual(['a', 'b']);
});

test('no more than the protocol allows', () => {
  expect(
    fitting(
      Array.from({ length: 300 }, (_, index) => `x${index}`),
      'x',
    ),
  ).toHaveLength(100);
});

test('of a list with commas only the last part is completed', async () => {
  const complete = listOfThese(oneOf(['Desk Hours', 'Deep End']));
  expect(await complete('de', context)).toEqual(['Desk Hours', 'Deep End']);
  expect(await complete('Desk Hours, dee', context)).toEqual(['Desk Hours, Deep End']);
});
