import { describe, expect, test } from 'vitest';
import { chooseFormat, createMetrics, defineMetrics, type MetricFamily, renderMetrics } from './index.js';

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

describe('an exemplar', () => {
  const catalogue = defineMetrics({
    seconds: {
      kind: 'histogram',
      name: 'call_seconds',
      help: 'Time.',
      unit: 'seconds',
      labels: { outcome: ['ok', 'error'], tool: 'bounded' },
      buckets: [0.1, 1],
    },
  });
  const bucket = (body: string, le: string): string | undefined =>
    body.split('\n').find((line) => line.startsWith('call_seconds_bucket') && line.includes(`le="${le}"`));

  test('leads from a bucket to the request that it last met, in OpenMetrics only', async () => {
    let request: string | undefined;
    const metrics = createMetrics(catalogue, {
      exemplarLabels: () => (request === undefined ? undefined : { request_id: request }),
      now: () => 1_700_000_000_123,
    });
    const labels = { outcome: 'ok', tool: 'get_album' };
    for (const [value, id] of [
      [0.05, 'a'],
      [0.5, 'b'],
      [0.7, 'c'],
      [5, undefined],
    ] as const) {
      request = id;
      metrics.histogram('seconds').observe(value, labels);
    }
    const { body } = await metrics.text('openmetrics');
    expect(bucket(body, '0.1')).toMatch(/ 1 # \{request_id="a"\} 0\.05 1700000000\.123$/);
    expect(bucket(body, '1')).toMatch(/ 3 # \{request_id="c"\} 0\.7 1700000000\.123$/);
    expect(bucket(body, '+Inf')).toMatch(/ 4$/);
    expect((await metrics.text()).body).not.toContain('request_id');
  });

  test('is left out when it is longer than the standard allows', async () => {
    const metrics = createMetrics(catalogue, { exemplarLabels: () => ({ id: 'x'.repeat(127) }) });
    metrics.histogram('seconds').observe(0.05, { outcome: 'ok', tool: 'a' });
    expect((await metrics.text('openmetrics')).body).not.toContain('xxx');
  });
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
