import { expect, test } from 'vitest';
import { invalidations } from './invalidations.js';

test('tells what began before a mark from what began after it', () => {
  const marks = invalidations(10);
  const before = marks.sequence;
  marks.mark(['a']);
  expect(marks.isUntouched(['a'], before)).toBe(false);
  expect(marks.isUntouched(['b'], before)).toBe(true);
  expect(marks.isUntouched(['a'], marks.sequence)).toBe(true);
});

test('distrusts everything that began before a mark that it had to drop', () => {
  const marks = invalidations(2);
  const before = marks.sequence;
  for (const name of ['a', 'b', 'c']) marks.mark([name]);
  expect(marks.isUntouched(['never marked'], before)).toBe(false);
  expect(marks.isUntouched(['never marked'], marks.sequence)).toBe(true);
});

test('drops the name that was marked longest ago, not the one that was marked first', () => {
  const marks = invalidations(2);
  for (const name of ['a', 'b', 'a']) marks.mark([name]);
  const between = marks.sequence;
  marks.mark(['c']);
  expect(marks.isUntouched(['a'], between)).toBe(true);
  expect(marks.isUntouched(['a'], between - 1)).toBe(false);
  expect(marks.isUntouched(['never marked'], between - 1)).toBe(true);
});

test('keeps no name that it was told to erase', () => {
  const marks = invalidations(10);
  marks.mark(['user:4:anna:tag:x', 'public:tag:x']);
  marks.erase('user:4:anna:');
  expect(marks.isUntouched(['user:4:anna:tag:x'], 0)).toBe(true);
  expect(marks.isUntouched(['public:tag:x'], 0)).toBe(false);
});

test('distrusts everything however many names were marked', () => {
  const marks = invalidations(300_000);
  const before = marks.sequence;
  for (let each = 0; each < 200_000; each += 1) marks.mark([`name ${each}`]);
  marks.markAll(false);
  expect(marks.isUntouched(['never marked'], before)).toBe(false);
});
