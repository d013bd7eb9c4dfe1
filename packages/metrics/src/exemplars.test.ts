import { describe, expect, test } from 'vitest';
import { createMetrics, defineMetrics } from './index.js';
import { libraries } from './testing/libraries.js';

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

describe.each(libraries)('on %s, an exemplar', (_name, backend) => {
  test('leads from a bucket to the request that it last met, in OpenMetrics only', async () => {
    let request: string | undefined;
    const metrics = createMetrics(catalogue, {
      backend: backend(),
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
    const metrics = createMetrics(catalogue, { backend: backend(), exemplarLabels: () => ({ id: 'x'.repeat(127) }) });
    metrics.histogram('seconds').observe(0.05, { outcome: 'ok', tool: 'a' });
    expect((await metrics.text('openmetrics')).body).not.toContain('xxx');
  });

  test('that cannot be told costs nothing but itself', async () => {
    const exemplarLabels = (): never => {
      throw new TypeError('no request');
    };
    const metrics = createMetrics(catalogue, { backend: backend(), exemplarLabels });
    metrics.histogram('seconds').observe(0.05, { outcome: 'ok', tool: 'a' });
    expect(bucket((await metrics.text('openmetrics')).body, '0.1')).toMatch(/ 1$/);
  });
});
