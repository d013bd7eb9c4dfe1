import { expect, test } from 'vitest';
import {
  AttemptTimeoutError,
  DeadlineError,
  deadline,
  type ExecuteContext,
  type Policy,
  type PolicyEvent,
  timeout,
} from './index.js';
import { manualClock } from './testing/index.js';

const hang = () => new Promise<never>(() => undefined);

/** Rejects with an error of its own when it is told to stop, as many functions do. */
const obedient = ({ signal }: ExecuteContext) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));

test.each([
  ['timeout', timeout, AttemptTimeoutError],
  ['deadline', deadline, DeadlineError],
])('%s ends a call that takes too long, whether or not it listens', async (_name, policyOf, expected) => {
  const clock = manualClock();
  const policy = policyOf({ timeoutMs: 100, clock });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  for (const run of [hang, obedient]) {
    const refused = expect(policy.execute(run)).rejects.toBeInstanceOf(expected);
    await clock.advance(99);
    expect(clock.sleepers).toBe(1);
    await clock.advance(1);
    await refused;
  }
  expect(events.map(({ type }) => type)).toEqual(['timeout', 'timeout']);
});

test.each([
  ['timeout', timeout],
  ['deadline', deadline],
])('%s does not call it a timeout when the caller leaves', async (_name, policyOf) => {
  const clock = manualClock();
  const policy = policyOf({ timeoutMs: 5_000, clock });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  for (const run of [hang, obedient]) {
    const leaving = new AbortController();
    const refused = expect(policy.execute(run, { signal: leaving.signal })).rejects.toThrow('changed my mind');
    await clock.advance(20);
    leaving.abort(new Error('changed my mind'));
    await refused;
  }
  expect(events).toEqual([]);
  expect(clock.sleepers).toBe(0);
});

test.each([
  ['timeout', timeout],
  ['deadline', deadline],
])('%s passes values and errors through and leaves no timer behind', async (_name, policyOf) => {
  const clock = manualClock();
  const policy = policyOf({ timeoutMs: 100, clock });
  const failure = new Error('no');
  expect(await policy.execute(async () => 'value')).toBe('value');
  await expect(policy.execute(() => Promise.reject(failure))).rejects.toBe(failure);
  expect(clock.sleepers).toBe(0);
});

test('goes by the reason of the abort, also when the function is quicker to fail', async () => {
  const leaving = new AbortController();
  const failing = new Promise<never>((_, reject) =>
    leaving.signal.addEventListener('abort', () => reject(new Error('the request failed'))),
  );
  const answer = timeout({ timeoutMs: 100, clock: manualClock() }).execute(() => failing, { signal: leaving.signal });
  leaving.abort(new Error('changed my mind'));
  await expect(answer).rejects.toThrow('changed my mind');
});

test('tells the function to stop when its time is over', async () => {
  const clock = manualClock();
  const signals: AbortSignal[] = [];
  const answer = timeout({ timeoutMs: 100, clock }).execute(({ signal }) => {
    signals.push(signal);
    return hang();
  });
  const refused = expect(answer).rejects.toMatchObject({ code: 'attempt_timeout', timeoutMs: 100 });
  await clock.advance(100);
  await refused;
  expect(signals[0]?.reason).toBeInstanceOf(AttemptTimeoutError);
});

test('does not begin for a caller who has already left', async () => {
  let calls = 0;
  const run = async () => {
    calls += 1;
  };
  const signal = AbortSignal.abort(new Error('gone'));
  await expect(timeout({ timeoutMs: 100 }).execute(run, { signal })).rejects.toThrow('gone');
  await expect(deadline({ timeoutMs: 100 }).execute(run, { signal })).rejects.toThrow('gone');
  expect(calls).toBe(0);
});

test('tells what is inside when the whole call must be done', async () => {
  const policy = deadline({ timeoutMs: 100, clock: manualClock(1_000) });
  expect(await policy.execute(async (context) => context.deadline)).toBe(1_100);
});

test('keeps the caller’s deadline when it is earlier', async () => {
  const clock = manualClock(1_000);
  const policy = deadline({ timeoutMs: 100, clock });
  expect(await policy.execute(async (context) => context.deadline, { deadline: 1_050 })).toBe(1_050);
  await expect(policy.execute(hang, { deadline: 1_000 })).rejects.toBeInstanceOf(DeadlineError);
});

test('an attempt is not begun when the deadline leaves it no time, or less than it needs', async () => {
  const clock = manualClock(1_000);
  const calls: number[] = [];
  const call = (policy: Policy, deadlineMs: number) =>
    policy
      .execute(async () => void calls.push(deadlineMs), { deadline: clock.now() + deadlineMs })
      .then(
        () => 'made',
        (error: { code: string }) => error.code,
      );
  const policy = timeout({ timeoutMs: 5_000, minimumMs: 500, clock });
  const events: string[] = [];
  policy.on(({ type }) => events.push(type));
  expect([await call(policy, 501), await call(policy, 500), await call(policy, 0)]).toEqual([
    ...['made', 'deadline', 'deadline'],
  ]);
  expect([calls, events, clock.sleepers]).toEqual([[501], ['reject', 'reject'], 0]);
  const patient = timeout({ timeoutMs: 5_000, clock });
  expect([await call(patient, 1), await call(patient, 0)]).toEqual(['made', 'deadline']);
  policy.reconfigure({ minimumMs: 100 });
  expect(await call(policy, 200)).toBe('made');
  expect(policy.describe()).toBe('timeout: each attempt has 5000 ms, and is not begun with less than 100 ms left');
  expect(() => timeout({ timeoutMs: 1, minimumMs: -1 })).toThrow(RangeError);
});
