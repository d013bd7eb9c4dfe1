import { expect, test } from 'vitest';
import { defineMetrics } from './index.js';

const counter = { kind: 'counter', name: 'calls_total', help: 'Calls made.' } as const;

test('gives the catalogue back as it was declared', () => {
  const catalogue = { calls: counter };
  expect(defineMetrics(catalogue)).toBe(catalogue);
});

test.each([
  ['a counter without _total', { ...counter, name: 'calls' }, /_total/],
  ['a gauge with _total', { ...counter, kind: 'gauge' as const }, /_total/],
  ['a name in capitals', { ...counter, name: 'Calls_total' }, /lower case/],
  ['a metric without help', { ...counter, help: ' ' }, /help/],
  ['buckets of a counter', { ...counter, buckets: [1] }, /histograms/],
  [
    'buckets that do not ascend',
    { kind: 'histogram' as const, name: 'a_seconds', help: 'A.', unit: 'seconds' as const, buckets: [2, 1] },
    /ascend/,
  ],
  ['a unit that the name does not bear', { ...counter, unit: 'seconds' as const }, /its unit is seconds/],
  ['a name with a unit that is not declared', { ...counter, name: 'calls_bytes_total' }, /its name says bytes/],
  ['a counter that is not added up', { ...counter, aggregation: 'max' as const }, /only gauges/],
  ['a label that Prometheus keeps for itself', { ...counter, labels: { le: 'bounded' as const } }, /"le"/],
])('refuses %s', (_what, definition, message) => {
  expect(() => defineMetrics({ wrong: definition })).toThrow(message);
});

test('refuses two metrics of one name', () => {
  expect(() => defineMetrics({ one: counter, two: counter })).toThrow(/already taken/);
});
