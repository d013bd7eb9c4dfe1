import { expect, test } from 'vitest';
import { grafanaDashboard } from './index.js';

const dashboard = grafanaDashboard({
  uid: 'shop',
  title: 'Shop',
  description: 'How the shop is.',
  tags: ['shop'],
  rows: [
    {
      title: 'Calls',
      panels: [
        {
          title: 'Calls',
          description: 'All calls.',
          kind: 'timeseries',
          unit: 'cps',
          queries: [
            { expr: 'sum(rate(calls_total[$__rate_interval]))', legend: 'all' },
            { expr: 'histogram_quantile(0.9, sum by (le) (rate(call_seconds_bucket[5m])))', legend: 'p90' },
          ],
        },
        {
          title: 'Budget',
          description: 'What is left.',
          kind: 'stat',
          unit: 'percentunit',
          queries: [{ expr: 'budget', legend: '{{slo}}' }],
          thresholds: { amber: 0.5, red: 0.25 },
        },
      ],
    },
  ],
});

test('is the bare object that file provisioning wants', () => {
  expect(JSON.parse(JSON.stringify(dashboard))).toMatchObject({
    uid: 'shop',
    title: 'Shop',
    templating: { list: [{ type: 'datasource', name: 'datasource', query: 'prometheus' }] },
    panels: [{ type: 'row', title: 'Calls' }, { type: 'timeseries' }, { type: 'stat' }],
  });
});

test('gives every panel a number, a place of its own and the data source that people choose', () => {
  const panels = dashboard.panels ?? [];
  expect(panels.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(panels.map(({ gridPos }) => [gridPos?.x, gridPos?.y])).toEqual([
    [0, 0],
    [0, 1],
    [8, 1],
  ]);
  for (const panel of panels.slice(1)) {
    expect(panel).toMatchObject({ datasource: { type: 'prometheus', uid: '$datasource' } });
  }
});

test('asks for exemplars where buckets are shown, and names its queries', () => {
  const [, calls] = dashboard.panels ?? [];
  expect(calls).toMatchObject({
    targets: [
      { refId: 'A', exemplar: false },
      { refId: 'B', exemplar: true },
    ],
  });
});

test('colours what is low red where less is worse', () => {
  const [, , budget] = dashboard.panels ?? [];
  const steps = [
    { value: null, color: 'red' },
    { value: 0.25, color: 'orange' },
    { value: 0.5, color: 'green' },
  ];
  expect(budget).toMatchObject({ fieldConfig: { defaults: { thresholds: { steps } } } });
});
