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
    async text() {
      for (const collect of collects) await collect();
      return { contentType: 'text/plain', body: 'shown' };
    },
  };
  const metrics = createMetrics(catalogue, { backend });
  metrics.counter('calls').add(2, { outcome: 'unheard of' });
  metrics.gauge('queue').collect(() => 4);
  expect((await metrics.text()).body).toBe('shown');
  expect(written).toEqual([
    ['calls_total', 2, { outcome: 'other' }],
    ['queue_length', 4, {}],
  ]);
});
