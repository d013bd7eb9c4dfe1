import { expect, test } from 'vitest';
import { axisUpTo, quantity } from './axis.ts';

test.each([
  ['short', 7, ['0', '2', '4', '6', '8']],
  ['cps', 0.031, ['0/s', '0.01/s', '0.02/s', '0.03/s', '0.04/s']],
  ['percentunit', 0.42, ['0 %', '20 %', '40 %', '60 %']],
  ['s', 0.3, ['0', '100 ms', '200 ms', '300 ms', '400 ms']],
  ['s', 5000, ['0', '25 min', '50 min', '75 min', '100 min']],
  ['bytes', 150 * 1024 * 1024, ['0 B', '50 MiB', '100 MiB', '150 MiB', '200 MiB']],
] as const)('the axis of %s up to %d has round numbers', (unit, value, ticks) => {
  expect(axisUpTo(value, unit).ticks.map((tick) => quantity(tick, unit))).toEqual(ticks);
});
