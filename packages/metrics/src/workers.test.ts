import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import {
  aggregateMetrics,
  createMetrics,
  defineMetrics,
  gatherMetrics,
  type MetricFamily,
  renderMetrics,
  shareMetrics,
} from './index.js';

const catalogue = defineMetrics({
  calls: { kind: 'counter', name: 'calls_total', help: 'Calls.', labels: { outcome: ['ok', 'error'] } },
  seconds: { kind: 'histogram', name: 'call_seconds', help: 'Time.', unit: 'seconds', buckets: [1] },
  oldest: { kind: 'gauge', name: 'oldest_seconds', help: 'Age.', unit: 'seconds', aggregation: 'max' },
  youngest: { kind: 'gauge', name: 'youngest_seconds', help: 'Age.', unit: 'seconds', aggregation: 'min' },
  load: { kind: 'gauge', name: 'load_ratio', help: 'Load.', unit: 'ratio', aggregation: 'average' },
  own: { kind: 'gauge', name: 'own_number', help: 'Says nothing about the whole.', aggregation: 'omit' },
});

function worker(ok: number, error: number) {
  const metrics = createMetrics(catalogue);
  if (ok > 0) metrics.counter('calls').add(ok, { outcome: 'ok' });
  if (error > 0) metrics.counter('calls').add(error, { outcome: 'error' });
  for (let call = 0; call < ok + error; call += 1) metrics.histogram('seconds').observe(call);
  for (const key of ['oldest', 'youngest', 'load', 'own'] as const) metrics.gauge(key).set(ok);
  return metrics;
}

const textOf = (families: readonly MetricFamily[]): string[] =>
  renderMetrics(families)
    .body.split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

test('adds up several sets of metrics, each gauge in its own way', async () => {
  const all = await Promise.all([worker(1, 0), worker(3, 2)].map((metrics) => metrics.snapshot()));
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
  ]);
});

test('asks worker threads, and goes without one that does not answer', async () => {
  const [answering, silent] = [new MessageChannel(), new MessageChannel()];
  const stop = shareMetrics(worker(2, 0), answering.port2);
  const asked = [answering.port1, silent.port1];
  const answers = await gatherMetrics(asked, { timeoutMs: 200 });
  expect(answers.map((families) => textOf(families)[0])).toEqual(['calls_total{outcome="ok"} 2']);
  stop();
  expect(await gatherMetrics(asked, { timeoutMs: 20 })).toEqual([]);
  for (const { port1, port2 } of [answering, silent]) for (const port of [port1, port2]) port.close();
});
