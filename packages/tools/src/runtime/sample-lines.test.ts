import { expect, test } from 'vitest';
import { lineSampler } from './sample-lines.js';

test('lets so many lines of a kind through in a second, and says how many it left out', () => {
  let time = 0;
  const sampler = lineSampler(2, () => time);
  const admit = (key: string): number | undefined => sampler.admit(key)?.leftOut;
  expect(['a', 'a', 'a', 'a', 'b'].map(admit)).toEqual([0, 0, undefined, undefined, 0]);
  time = 999;
  expect(admit('a')).toBeUndefined();
  time = 1000;
  expect([admit('a'), admit('a'), admit('a')]).toEqual([3, 0, undefined]);
});

test('remembers no more kinds of lines than a program has', () => {
  const sampler = lineSampler(1, () => 0);
  expect(sampler.admit('first')).toBeDefined();
  for (let kind = 0; kind < 500; kind += 1) sampler.admit(`kind ${kind}`);
  expect(sampler.admit('first')).toEqual({ leftOut: 0 });
});
