import { expect, test } from 'vitest';
import { defineMetrics } from '../index.js';
import { checkQuery, knownSeries, recordedSeries } from './index.js';

const known = new Map([
  ...knownSeries(
    defineMetrics({
      calls: { kind: 'counter', name: 'calls_total', help: 'Calls.', labels: { outcome: ['ok'] } },
      seconds: { kind: 'histogram', name: 'call_seconds', help: 'Time.', unit: 'seconds' },
    }),
  ),
  ...recordedSeries([
    {
      name: 'group',
      rules: [{ record: 'job:calls:rate5m', expr: 'sum by (outcome) (rate(calls_total[5m]))', labels: { team: 'a' } }],
    },
  ]),
]);

test.each([
  'sum by (outcome) (rate(calls_total{outcome="ok", job="x"}[5m]))',
  'histogram_quantile(0.9, sum by (le) (rate(call_seconds_bucket[5m]))) > 1 and on (job) up_alias or vector(1)'.replace(
    'up_alias',
    'calls_total',
  ),
  'job:calls:rate5m{team="a", outcome="ok"} / ignoring (team) group_left () job:calls:rate5m',
])('finds nothing wrong with %s', (query) => {
  expect(checkQuery(query, known)).toEqual([]);
});

test.each([
  ['sum(rate(calls_total[5m])', /does not parse/],
  ['rate(calls[5m])', /there is no metric calls$/],
  ['calls_total{result="ok"}', /calls_total has no label result/],
  ['sum by (tool) (calls_total)', /groups by "tool"/],
  ['call_seconds', /there is no metric call_seconds/],
  ['call_seconds_count{le="1"}', /has no label le/],
  ['{outcome="ok"}', /without naming their metric/],
])('finds what is wrong with %s', (query, fault) => {
  expect(checkQuery(query, known).join('\n')).toMatch(fault);
});
