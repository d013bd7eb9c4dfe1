import { describe, expect, test, vi } from 'vitest';
import {
  createMetrics as create,
  defineMetrics,
  type MetricCatalogue,
  type Metrics,
  type MetricsOptions,
} from './index.js';
import { libraries } from './testing/libraries.js';

const catalogue = defineMetrics({
  calls: {
    kind: 'counter',
    name: 'calls_total',
    help: 'Calls made.',
    labels: { outcome: ['ok', 'error'], endpoint: 'bounded' },
  },
  retries: { kind: 'counter', name: 'retries_total', help: 'Calls made again.' },
  seconds: { kind: 'histogram', name: 'call_seconds', help: 'Time for a call.', unit: 'seconds', buckets: [0.1, 1] },
  queue: { kind: 'gauge', name: 'queue_length', help: 'Calls waiting.', labels: { lane: ['user', 'background'] } },
  open: { kind: 'gauge', name: 'circuit_open', help: 'Whether the circuit is open.' },
});

async function lines(metrics: Metrics, start: string): Promise<string[]> {
  const { body } = await metrics.text();
  return body.split('\n').filter((line) => line.startsWith(start));
}

describe.each(libraries)('on %s, a set of metrics', (_name, backend) => {
  const createMetrics = <const Catalogue extends MetricCatalogue>(all: Catalogue, options: MetricsOptions = {}) =>
    create(all, { backend: backend(), ...options });

  test('counts under the labels that were given', async () => {
    const metrics = createMetrics(catalogue);
    metrics.counter('calls').add(1, { outcome: 'ok', endpoint: 'albums.get' });
    metrics.counter('calls').add(2, { outcome: 'ok', endpoint: 'albums.get' });
    expect(await lines(metrics, 'calls_total')).toEqual(['calls_total{outcome="ok",endpoint="albums.get"} 3']);
  });

  test('counts a value that is not in the list as other', async () => {
    const metrics = createMetrics(catalogue);
    metrics.counter('calls').add(1, { outcome: 'exploded', endpoint: 'albums.get' });
    expect(await lines(metrics, 'calls_total')).toEqual(['calls_total{outcome="other",endpoint="albums.get"} 1']);
  });

  test('never has more values of a bounded label than allowed, and keeps the first ones', async () => {
    const metrics = createMetrics(catalogue, { maxBoundedValues: 3 });
    for (let index = 0; index < 1000; index += 1)
      metrics.counter('calls').add(1, { outcome: 'ok', endpoint: `e${index}` });
    metrics.counter('calls').add(1, { outcome: 'ok', endpoint: 'e0' });
    expect(await lines(metrics, 'calls_total')).toEqual([
      'calls_total{outcome="ok",endpoint="e0"} 2',
      'calls_total{outcome="ok",endpoint="e1"} 1',
      'calls_total{outcome="ok",endpoint="e2"} 1',
      'calls_total{outcome="ok",endpoint="other"} 997',
    ]);
  });

  test('takes an empty value for the absence of a label, and not for an unknown one', async () => {
    const metrics = createMetrics(catalogue, { maxBoundedValues: 1 });
    for (const endpoint of ['a', '', 'b']) metrics.counter('calls').add(1, { outcome: 'ok', endpoint });
    expect(await lines(metrics, 'calls_total')).toEqual([
      'calls_total{outcome="ok",endpoint="a"} 1',
      'calls_total{outcome="ok",endpoint=""} 1',
      'calls_total{outcome="ok",endpoint="other"} 1',
    ]);
  });

  test('does not take a whole text for a label', async () => {
    const metrics = createMetrics(catalogue);
    metrics.counter('calls').add(1, { outcome: 'ok', endpoint: 'x'.repeat(1000) });
    expect(await lines(metrics, 'calls_total')).toEqual(['calls_total{outcome="ok",endpoint="other"} 1']);
  });

  test('does not add what is negative or no number, and does not throw for it', async () => {
    const metrics = createMetrics(catalogue);
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY]) metrics.counter('retries').add(value);
    metrics.histogram('seconds').observe(Number.NaN);
    expect(await lines(metrics, 'retries_total')).toEqual(['retries_total 0']);
    expect(await lines(metrics, 'call_seconds_count')).toEqual(['call_seconds_count 0']);
  });

  test('puts observations into the declared buckets', async () => {
    const metrics = createMetrics(catalogue);
    metrics.histogram('seconds').observe(0.05);
    metrics.histogram('seconds').observe(0.5);
    expect(await lines(metrics, 'call_seconds')).toEqual([
      'call_seconds_bucket{le="0.1"} 1',
      'call_seconds_bucket{le="1"} 2',
      'call_seconds_bucket{le="+Inf"} 2',
      'call_seconds_sum 0.55',
      'call_seconds_count 2',
    ]);
  });

  test('asks a gauge for its value each time the metrics are shown', async () => {
    const metrics = createMetrics(catalogue);
    let length = 3;
    const stop = metrics.gauge('queue').collect(() => length, { lane: 'user' });
    expect(await lines(metrics, 'queue_length')).toEqual(['queue_length{lane="user"} 3']);
    length = 5;
    expect(await lines(metrics, 'queue_length')).toEqual(['queue_length{lane="user"} 5']);
    stop();
    expect(await lines(metrics, 'queue_length')).toEqual([]);
  });

  test('leaves a series out as soon as its callback has no value', async () => {
    const metrics = createMetrics(catalogue);
    let length: number | undefined = 3;
    metrics.gauge('queue').collect(() => length, { lane: 'user' });
    expect(await lines(metrics, 'queue_length')).toHaveLength(1);
    for (const nothing of [undefined, Number.NaN]) {
      length = nothing;
      expect(await lines(metrics, 'queue_length')).toEqual([]);
    }
  });

  test('keeps the value of a gauge when it is set to what is no number', async () => {
    const metrics = createMetrics(catalogue);
    metrics.gauge('open').set(1);
    metrics.gauge('open').set(Number.NaN);
    expect(await lines(metrics, 'circuit_open')).toEqual(['circuit_open 1']);
  });

  test('shows all other metrics when one callback fails', async () => {
    const metrics = createMetrics(catalogue);
    metrics.gauge('queue').collect(() => Promise.reject(new Error('gone')), { lane: 'user' });
    metrics.gauge('queue').collect(async () => 2, { lane: 'background' });
    metrics.gauge('open').set(1);
    expect(await lines(metrics, 'queue_length')).toEqual(['queue_length{lane="background"} 2']);
    expect(await lines(metrics, 'circuit_open')).toEqual(['circuit_open 1']);
  });

  test('keeps two sets of metrics of one catalogue apart', async () => {
    const [one, two] = [createMetrics(catalogue), createMetrics(catalogue)];
    one.counter('retries').add(1);
    expect(await lines(two, 'retries_total')).toEqual(['retries_total 0']);
  });

  test('puts the prefix before the catalogue and not before the metrics of the process', async () => {
    const metrics = createMetrics(catalogue, { prefix: 'tonearm_', defaultMetrics: true });
    expect(await lines(metrics, 'tonearm_retries_total')).toEqual(['tonearm_retries_total 0']);
    expect(await lines(metrics, 'process_cpu_seconds_total')).toHaveLength(1);
  });

  test('says which content type the text has', async () => {
    expect((await createMetrics({}).text()).contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  test('names the metric that the catalogue does not have', () => {
    const metrics: Metrics = createMetrics(catalogue);
    expect(() => metrics.counter('seconds')).toThrow('The catalogue has no counter "seconds"');
  });

  test('is checked against the catalogue by the compiler', () => {
    const metrics = createMetrics(catalogue);
    // @ts-expect-error a histogram is no counter
    expect(() => metrics.counter('seconds')).toThrow();
    // @ts-expect-error the label "endpoint" is missing
    metrics.counter('calls').add(1, { outcome: 'ok' });
    // @ts-expect-error the metric has no labels
    metrics.counter('retries').add(1, { outcome: 'ok' });
  });
});

test('does not let a gauge whose callback hangs keep the others from being shown', async () => {
  const metrics = create(catalogue);
  metrics.gauge('queue').collect(() => new Promise(() => undefined), { lane: 'user' });
  metrics.gauge('open').set(1);
  vi.useFakeTimers();
  const shown = lines(metrics, 'circuit_open');
  await vi.advanceTimersByTimeAsync(1000);
  vi.useRealTimers();
  expect(await shown).toEqual(['circuit_open 1']);
});
