import { expect, test } from 'vitest';
import { createMetrics, defineMetrics, type Labels, type MetricBackend } from './index.js';

const catalogue = defineMetrics({
  calls: { kind: 'counter', name: 'calls_total', help: 'Calls made.', labels: { outcome: ['ok'] } },
  queue: { kind: 'gauge', name: 'queue_length', help: 'Calls waiting.' },
});

test('feeds any library that can write numbers under labels', async () => {
  const written: [string, number, Labels][] = [];
  const collects: (() => Promise<void>)[] = [];
  const backend: MetricBackend = {
    counter:
      ({ name }) =>
      (value, labels) =>
        written.push([name, value, labels]),
    histogram: () => () => undefined,
    gauge({ name }, collect) {
      collects.push(collect);
      return { set: (value, labels) => written.push([name, value, labels]), remove: () => undefined };
    },
    addProcessMetrics: () => undefined,
    async snapshot() {
      for (const collect of collects) await collect();
      return [{ name: 'calls_total', help: 'Calls made.', kind: 'counter', aggregation: 'sum', samples: [] }];
    },
  };
  const metrics = createMetrics(catalogue, { backend });
  metrics.counter('calls').add(2, { outcome: 'unheard of' });
  metrics.gauge('queue').collect(() => 4);
  expect((await metrics.text()).body).toBe('# HELP calls_total Calls made.\n# TYPE calls_total counter\n');
  expect(written).toEqual([
    ['calls_total', 2, { outcome: 'other' }],
    ['queue_length', 4, {}],
  ]);
});
