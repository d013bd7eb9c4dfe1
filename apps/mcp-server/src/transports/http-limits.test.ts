import { expect, test } from 'vitest';
import { createLimits } from './http-limits.js';

const statusOf = (entry: ReturnType<ReturnType<typeof createLimits>['enter']>): number =>
  'refusal' in entry ? entry.refusal.status : 200;

test('an address may send what it saved up, then its rate; others are not held back', () => {
  let time = 0;
  const limits = createLimits({ maxRequestsPerSecond: 2, maxUnderWay: 100, now: () => time });
  const ask = (address = '192.0.2.1'): number => statusOf(limits.enter(address));
  expect([ask(), ask(), ask(), ask(), ask()]).toEqual([200, 200, 200, 200, 429]);
  expect(ask('192.0.2.2')).toBe(200);
  time += 500;
  expect([ask(), ask()]).toEqual([200, 429]);
});

test('says how long to wait', () => {
  const limits = createLimits({ maxRequestsPerSecond: 1, maxUnderWay: 100, now: () => 0 });
  for (let count = 0; count < 2; count += 1) limits.enter('a');
  expect(limits.enter('a')).toMatchObject({ refusal: { status: 429, headers: { 'retry-after': '1' } } });
});

test('takes on only so much at a time, and counts each that leaves once', () => {
  const limits = createLimits({ maxUnderWay: 2 });
  const first = limits.enter('a');
  limits.enter('b');
  expect(statusOf(limits.enter('c'))).toBe(503);
  if ('leave' in first) {
    first.leave();
    first.leave();
  }
  expect(statusOf(limits.enter('c'))).toBe(200);
  expect(statusOf(limits.enter('d'))).toBe(503);
});

test('forgets the address that was silent longest, and so keeps no more than it can', () => {
  const limits = createLimits({ maxRequestsPerSecond: 1, maxUnderWay: 1e9, now: () => 0 });
  for (let count = 0; count < 3; count += 1) limits.enter('first');
  expect(statusOf(limits.enter('first'))).toBe(429);
  for (let count = 0; count < 10_000; count += 1) limits.enter(`other ${count}`);
  expect(statusOf(limits.enter('first'))).toBe(200);
});
