import { expect, test } from 'vitest';
import { checkHealth, type HealthCheck } from './index.js';
import { manualClock } from './testing/index.js';

const well: HealthCheck = { name: 'well', critical: true, check: async () => undefined };
const worse: HealthCheck = { name: 'cache', critical: true, check: async () => 'hit ratio is low' };
const broken: HealthCheck = { name: 'redis', check: () => Promise.reject(new Error('connection refused')) };
const lost: HealthCheck = { ...broken, name: 'spotify', critical: true };

test.each([
  ['healthy when all is well', [well], 'healthy', []],
  ['healthy when nothing is asked', [], 'healthy', []],
  ['degraded when something is not as it should be', [well, worse], 'degraded', ['cache: hit ratio is low']],
  ['degraded when something fails that is not critical', [well, broken], 'degraded', ['redis: connection refused']],
  [
    'unhealthy when something critical fails',
    [well, broken, lost],
    'unhealthy',
    ['redis: connection refused', 'spotify: connection refused'],
  ],
] as const)('is %s', async (_rule, checks, status, reasons) => {
  expect(await checkHealth(checks)).toMatchObject({ status, reasons });
});

test('does not wait for a check that hangs, and tells it to stop', async () => {
  const clock = manualClock();
  const signals: AbortSignal[] = [];
  const check = (signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<undefined>(() => undefined);
  };
  const report = checkHealth([{ name: 'slow', critical: true, timeoutMs: 500, check }, well], { clock });
  await clock.advance(500);
  expect(await report).toMatchObject({
    status: 'unhealthy',
    checks: [
      { name: 'slow', status: 'unhealthy', reason: 'The attempt took longer than 500 ms' },
      { name: 'well', status: 'healthy' },
    ],
  });
  expect(signals[0]?.aborted).toBe(true);
});

test('survives a check that throws before it returns a promise', async () => {
  const check = () => {
    throw new Error('not even begun');
  };
  expect(await checkHealth([{ name: 'bad', check }])).toMatchObject({
    status: 'degraded',
    reasons: ['bad: not even begun'],
  });
});
