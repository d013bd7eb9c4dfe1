import { expect, test } from 'vitest';
import { createMetrics, defineMetrics, instrument } from './index.js';

const catalogue = defineMetrics({
  seconds: {
    kind: 'histogram',
    name: 'call_seconds',
    help: 'Time for a call.',
    unit: 'seconds',
    labels: { outcome: ['ok', 'error'] },
    buckets: [1],
  },
});

function fixture() {
  const metrics = createMetrics(catalogue);
  let time = 0;
  const call = <Value>(run: () => Promise<Value>) =>
    instrument(
      metrics.histogram('seconds'),
      async () => {
        time += 250;
        return run();
      },
      ({ ok }) => ({ outcome: ok ? 'ok' : 'error' }),
      () => time,
    );
  const sum = async (outcome: string) =>
    (await metrics.text()).body.split('\n').find((line) => line.startsWith(`call_seconds_sum{outcome="${outcome}"}`));
  return { call, sum };
}

test('records the seconds of a success and gives the value', async () => {
  const { call, sum } = fixture();
  expect(await call(async () => 'value')).toBe('value');
  expect(await sum('ok')).toBe('call_seconds_sum{outcome="ok"} 0.25');
});

test('records the seconds of a failure and throws the very same error', async () => {
  const { call, sum } = fixture();
  const failure = new Error('no');
  await expect(call(() => Promise.reject(failure))).rejects.toBe(failure);
  expect(await sum('error')).toBe('call_seconds_sum{outcome="error"} 0.25');
});

test('gives the value, or throws the error, also where the labels cannot be told', async () => {
  const metrics = createMetrics(catalogue);
  const call = (run: () => Promise<string>): Promise<string> =>
    instrument(metrics.histogram('seconds'), run, () => {
      throw new TypeError('no labels');
    });
  expect(await call(async () => 'value')).toBe('value');
  const failure = new Error('no');
  await expect(call(() => Promise.reject(failure))).rejects.toBe(failure);
});
