import type { CacheEvent } from '@tonearm/cache';
import { expect, test } from 'vitest';
import { silentLogger } from './logging.js';
import { warnOfRedis } from './redis-warnings.js';

function fixture() {
  let time = 0;
  const lines: unknown[] = [];
  const logger = {
    ...silentLogger,
    warn: (fields: object) => void lines.push(fields),
    info: (_fields: object, message?: string) => void lines.push(message),
  };
  const tell = warnOfRedis(logger, { now: () => time });
  const fail = (reason: string, failures = 1): void =>
    tell({
      type: 'shared-error',
      reason,
      failures,
      message: `it is ${reason}`,
      ...(reason === 'replica' && { hint: 'Go.' }),
    });
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { lines, tell, fail, pass };
}
const restored: CacheEvent = { type: 'shared-restored' };

test('says once what is wrong and what to do, and once that it is over', () => {
  const { lines, tell, fail } = fixture();
  for (const failures of [1, 2, 3]) fail('replica', failures);
  tell(restored);
  tell(restored);
  expect(lines).toEqual([{ reason: 'replica', problem: 'it is replica', hint: 'Go.' }, 'Redis answers again.']);
});

test('says nothing of a Redis that was late once or twice', () => {
  const { lines, tell, fail } = fixture();
  fail('timeout', 1);
  fail('timeout', 2);
  tell(restored);
  expect(lines).toEqual([]);
  fail('timeout', 3);
  expect(lines).toMatchObject([{ reason: 'timeout', hint: expect.stringContaining('TONEARM_REDIS_WAIT_MS') }]);
});

test('tells trouble that comes and goes once, other trouble at once, and the same again after a quiet minute', () => {
  const { lines, tell, fail, pass } = fixture();
  for (let times = 0; times < 100; times += 1) {
    fail('out_of_memory');
    tell(restored);
    pass(30_000);
  }
  expect(lines).toHaveLength(2);
  fail('refused');
  expect(lines).toHaveLength(3);
  pass(60_000);
  fail('out_of_memory');
  expect(lines).toHaveLength(4);
});
