import { describe, expect, test } from 'vitest';
import { checkHealth, type HealthCheck, health } from './index.js';
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

describe('asked again and again', () => {
  /** A check that counts how often it was asked, and fails every second time. */
  function counting(check: Partial<HealthCheck>) {
    let asked = 0;
    const counted: HealthCheck = {
      name: 'counted',
      check: async () => {
        asked += 1;
        return asked % 2 === 0 ? 'every second time' : undefined;
      },
      ...check,
    };
    return { counted, asked: () => asked };
  }

  test('gives an answer again as long as it is good, and says how old it is', async () => {
    const clock = manualClock();
    const { counted, asked } = counting({ cacheForMs: 1_000 });
    const { report } = health([counted], { clock });
    expect((await report()).checks).toMatchObject([{ status: 'healthy', ageMs: 0 }]);
    await clock.advance(999);
    expect((await report()).checks).toMatchObject([{ status: 'healthy', ageMs: 999 }]);
    expect(asked()).toBe(1);
    await clock.advance(1);
    expect((await report()).checks).toMatchObject([{ status: 'degraded', ageMs: 0 }]);
    expect(asked()).toBe(2);
  });

  test('asks each time unless told otherwise', async () => {
    const { counted, asked } = counting({});
    const { report } = health([counted]);
    await report();
    await report();
    expect(asked()).toBe(2);
  });

  test('asks once for all who ask at the same time, and keeps a failure no longer than an answer', async () => {
    const clock = manualClock();
    let asked = 0;
    const failing: HealthCheck = {
      ...{ name: 'failing', critical: true, cacheForMs: 1_000 },
      check: async () => {
        asked += 1;
        await clock.sleep(10);
        throw new Error('not yet');
      },
    };
    const { report } = health([failing], { clock });
    const both = Promise.all([report(), report('readiness')]);
    await clock.advance(10);
    expect((await both).map(({ status }) => status)).toEqual(['unhealthy', 'unhealthy']);
    expect(asked).toBe(1);
    await clock.advance(1_000);
    const later = report();
    await clock.advance(10);
    await later;
    expect(asked).toBe(2);
  });
});

test('asks only the checks of the purpose that a question has', async () => {
  const alive: HealthCheck = { ...lost, name: 'alive', purpose: 'liveness' };
  const { report } = health([alive, well, { ...worse, purpose: 'readiness' }]);
  const names = async (purpose?: 'liveness' | 'readiness') => (await report(purpose)).checks.map(({ name }) => name);
  expect(await names('liveness')).toEqual(['alive']);
  expect(await names('readiness')).toEqual(['well', 'cache']);
  expect(await names()).toEqual(['alive', 'well', 'cache']);
  expect((await report('readiness')).status).toBe('degraded');
  expect((await report('liveness')).status).toBe('unhealthy');
});

test('two checks cannot have one name', () => {
  expect(() => health([well, { ...broken, name: 'well' }])).toThrow(RangeError);
});
