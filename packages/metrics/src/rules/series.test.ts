import { expect, test } from 'vitest';
import { defineMetrics } from '../index.js';
import { seriesOf } from './index.js';

const series = seriesOf(
  defineMetrics({
    calls: {
      kind: 'counter',
      name: 'calls_total',
      help: 'Calls.',
      labels: { outcome: ['ok', 'a.b', ''], tool: 'bounded' },
    },
    seconds: { kind: 'histogram', name: 'call_seconds', help: 'Time.', unit: 'seconds', buckets: [0.5, 1] },
    open: { kind: 'gauge', name: 'circuit_open', help: 'Open.' },
  }),
);

test('writes selectors', () => {
  expect(series('open')).toBe('circuit_open');
  expect(series('calls', { outcome: 'ok' })).toBe('calls_total{outcome="ok"}');
  expect(series('calls', { outcome: ['ok', 'a.b'], tool: 'x"y' })).toBe(
    'calls_total{outcome=~"ok|a\\\\.b", tool="x\\"y"}',
  );
  expect(series('calls', { outcome: { not: '' } })).toBe('calls_total{outcome!=""}');
  expect(series('calls', { outcome: { not: ['ok', ''] } })).toBe('calls_total{outcome!~"ok|"}');
  expect(series('seconds', { le: '0.5' }, 'bucket')).toBe('call_seconds_bucket{le="0.5"}');
});

test('refuses what can never select a series', () => {
  expect(() => series('calls', { outcome: 'never' })).toThrow('"outcome" of calls_total is never "never"');
  expect(() => series('seconds', { le: '2' }, 'bucket')).toThrow('no bucket that ends at 2');
  expect(() => series('seconds')).toThrow('only histograms have parts');
  expect(() => series('open', {}, 'sum')).toThrow('only histograms have parts');
  // @ts-expect-error there is no such metric
  expect(() => series('shut')).toThrow('no metric "shut"');
  // @ts-expect-error there is no such label
  expect(series('open', { side: 'left' })).toContain('side');
});
