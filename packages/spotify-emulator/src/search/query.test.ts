import { expect, test } from 'vitest';
import { fold, parseQuery } from './query.js';

test.each([
  ['Paper KILN', 'paper kiln'],
  ['  Arnholt, 7 O’Clock! ', 'arnholt 7 o clock'],
  ['Łódź Księżycowa', 'lodz ksiezycowa'],
  ['Kâğıt Feneri', 'kagit feneri'],
  ['Þögult', 'thogult'],
  ['紙の灯台', '紙の灯台'],
  ['!!!', ''],
])('folds %s to %s', (written, folded) => {
  expect(fold(written)).toBe(folded);
});

test('tells filters from words, also those in quotation marks', () => {
  const { words, filters } = parseQuery('slow artist:"Paper Kiln" Disco year:1990-1999');
  expect(words).toEqual(['slow', 'disco']);
  expect([...filters]).toEqual([
    ['artist', 'paper kiln'],
    ['year', '1990 1999'],
  ]);
});

test('takes a colon that belongs to no filter for a space', () => {
  expect(parseQuery('chapter 1: dawn').words).toEqual(['chapter', '1', 'dawn']);
});
