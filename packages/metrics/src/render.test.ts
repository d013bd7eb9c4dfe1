import { expect, test } from 'vitest';
import { chooseFormat, type MetricFamily, renderMetrics } from './index.js';

const families: readonly MetricFamily[] = [
  {
    name: 'calls_total',
    help: 'Calls,\nwith "quotes" and \\.',
    kind: 'counter',
    aggregation: 'sum',
    samples: [{ name: 'calls_total', labels: { who: 'a "b"\\\n' }, value: 1 }],
  },
  {
    name: 'wait_seconds',
    help: 'Waiting.',
    kind: 'gauge',
    unit: 'seconds',
    aggregation: 'sum',
    samples: [
      { name: 'wait_seconds', labels: {}, value: Number.NaN },
      { name: 'wait_seconds', labels: { side: 'far' }, value: Number.NEGATIVE_INFINITY },
    ],
  },
];

test('writes the text form of Prometheus', () => {
  expect(renderMetrics(families)).toEqual({
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    body: [
      '# HELP calls_total Calls,\\nwith "quotes" and \\\\.',
      '# TYPE calls_total counter',
      'calls_total{who="a \\"b\\"\\\\\\n"} 1',
      '# HELP wait_seconds Waiting.',
      '# TYPE wait_seconds gauge',
      'wait_seconds NaN',
      'wait_seconds{side="far"} -Inf',
      '',
    ].join('\n'),
  });
});

test('writes OpenMetrics: families without the suffix of their samples, units, and an end', () => {
  const { contentType, body } = renderMetrics(families, 'openmetrics');
  expect(contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(body).toContain('# TYPE calls counter\ncalls_total{');
  expect(body).toContain('# UNIT wait_seconds seconds\n');
  expect(body.endsWith('# EOF\n')).toBe(true);
});

test.each([
  [undefined, 'prometheus'],
  ['*/*', 'prometheus'],
  ['text/html', 'prometheus'],
  ['application/openmetrics-text', 'openmetrics'],
  ['text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0;q=0.75', 'openmetrics'],
  ['application/openmetrics-text;q=0.2, text/plain;q=0.4', 'prometheus'],
  ['application/openmetrics-text;q=nonsense', 'prometheus'],
])('answers a scraper that accepts %s in the form %s', (accept, format) => {
  expect(chooseFormat(accept)).toBe(format);
});
