import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import {
  aggregateMetrics,
  createMetrics,
  defineMetrics,
  gatherMetrics,
  type MetricBackend,
  type MetricFamily,
  renderMetrics,
  shareMetrics,
} from './index.js';
import { libraries } from './testing/libraries.js';

const catalogue = defineMetrics({
  calls: { kind: 'counter', name: 'calls_total', help: 'Calls.', labels: { outcome: ['ok', 'error'] } },
  seconds: { kind: 'histogram', name: 'call_seconds', help: 'Time.', unit: 'seconds', buckets: [1] },
  oldest: { kind: 'gauge', name: 'oldest_seconds', help: 'Age.', unit: 'seconds', aggregation: 'max' },
  youngest: { kind: 'gauge', name: 'youngest_seconds', help: 'Age.', unit: 'seconds', aggregation: 'min' },
  load: { kind: 'gauge', name: 'load_ratio', help: 'Load.', unit: 'ratio', aggregation: 'average' },
  build: { kind: 'gauge', name: 'build_number', help: 'The same everywhere.', aggregation: 'first' },
  own: { kind: 'gauge', name: 'own_number', help: 'Says nothing about the whole.', aggregation: 'omit' },
});

function worker(backend: MetricBackend, ok: number, error: number) {
  const metrics = createMetrics(catalogue, { backend });
  if (ok > 0) metrics.counter('calls').add(ok, { outcome: 'ok' });
  if (error > 0) metrics.counter('calls').add(error, { outcome: 'error' });
  for (let call = 0; call < ok + error; call += 1) metrics.histogram('seconds').observe(call);
  for (const key of ['oldest', 'youngest', 'load', 'build', 'own'] as const) metrics.gauge(key).set(ok);
  return metrics;
}

const textOf = (families: readonly MetricFamily[]): string[] =>
  renderMetrics(families)
    .body.split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

describe.each(libraries)('on %s, the metrics of several processes', (_name, backend) => {
  test('are added up, each gauge in its own way', async () => {
    const all = await Promise.all(
      [worker(backend(), 1, 0), worker(backend(), 3, 2)].map((metrics) => metrics.snapshot()),
    );
    expect(textOf(aggregateMetrics(all))).toEqual([
      'calls_total{outcome="ok"} 4',
      'calls_total{outcome="error"} 2',
      'call_seconds_bucket{le="1"} 3',
      'call_seconds_bucket{le="+Inf"} 6',
      'call_seconds_sum 10',
      'call_seconds_count 6',
      'oldest_seconds 3',
      'youngest_seconds 1',
      'load_ratio 2',
      'build_number 1',
    ]);
  });

  test('keep the latest exemplar of a bucket', async () => {
    const observed = async (id: string, at: number) => {
      const metrics = createMetrics(catalogue, { backend: backend(), exemplarLabels: () => ({ id }), now: () => at });
      metrics.histogram('seconds').observe(0.5);
      return metrics.snapshot();
    };
    const all = await Promise.all([observed('late', 2_000), observed('early', 1_000)]);
    const { body } = renderMetrics(aggregateMetrics(all), 'openmetrics');
    expect(body).toContain('call_seconds_bucket{le="1"} 2 # {id="late"} 0.5 2.000\n');
    expect(body).not.toContain('early');
  });

  test('are asked for in threads too, and gathered without one that does not answer', async () => {
    const [answering, silent] = [new MessageChannel(), new MessageChannel()];
    const stop = shareMetrics(worker(backend(), 2, 0), answering.port2);
    const asked = [answering.port1, silent.port1];
    const answers = await gatherMetrics(asked, { timeoutMs: 200 });
    expect(answers.map((families) => textOf(families)[0])).toEqual(['calls_total{outcome="ok"} 2']);
    stop();
    expect(await gatherMetrics(asked, { timeoutMs: 20 })).toEqual([]);
    for (const { port1, port2 } of [answering, silent]) for (const port of [port1, port2]) port.close();
  });
});
