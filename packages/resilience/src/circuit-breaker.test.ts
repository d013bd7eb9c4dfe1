import { afterEach, expect, test, vi } from 'vitest';
import {
  BulkheadFullError,
  type CircuitBreakerOptions,
  CircuitOpenError,
  circuitBreaker,
  type ExecuteOptions,
  type PolicyEvent,
} from './index.js';
import { manualClock } from './testing/index.js';

function fixture(options: CircuitBreakerOptions = {}) {
  const clock = manualClock(1_000);
  const policy = circuitBreaker({ clock, trip: { consecutive: 3 }, openForMs: 1_000, ...options });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const call = (run: () => Promise<unknown>, call?: ExecuteOptions) =>
    policy.execute(run, call).catch((error: unknown) => error);
  const fail = (error: unknown = new Error('no'), options?: ExecuteOptions) =>
    call(() => Promise.reject(error), options);
  const trip = async () => {
    for (let index = 0; index < 3; index += 1) await fail();
  };
  /** A call that ends when the test says so. */
  const pending = () => {
    let settle = (_outcome: 'success' | 'failure'): void => undefined;
    const answer = call(
      () =>
        new Promise((resolve, reject) => {
          settle = (outcome) => (outcome === 'success' ? resolve('value') : reject(new Error('late')));
        }),
    );
    return { answer, settle: (outcome: 'success' | 'failure') => settle(outcome) };
  };
  return { clock, policy, events, call, fail, trip, pending };
}

const succeed = async () => 'value';

afterEach(() => void vi.useRealTimers());

test('opens after so many failures in a row and refuses at once, with the time that is left', async () => {
  const { clock, policy, call, trip } = fixture();
  await trip();
  await clock.advance(400);
  const called = vi.fn(succeed);
  const refused = await call(called);
  expect(refused).toBeInstanceOf(CircuitOpenError);
  expect(refused).toMatchObject({ code: 'circuit_open', retryAfterMs: 600 });
  expect(called).not.toHaveBeenCalled();
  expect(policy.phase()).toBe('open');
});

test('does not open while a success comes in between', async () => {
  const { policy, call, fail } = fixture();
  for (let index = 0; index < 10; index += 1) {
    await fail();
    await fail();
    await call(succeed);
  }
  expect(policy.phase()).toBe('closed');
});

test('opens however slowly the failures come', async () => {
  const { clock, policy, fail } = fixture();
  for (let index = 0; index < 3; index += 1) {
    await fail();
    await clock.advance(3_600_000);
  }
  expect(policy.phase()).toBe('open');
});

test('opens at a share of failures among the last calls', async () => {
  const { policy, call, fail } = fixture({ trip: { ratio: 0.5, lastCalls: 10, minimumCalls: 4 } });
  for (let index = 0; index < 5; index += 1) {
    await call(succeed);
    await fail();
  }
  expect(policy.phase()).toBe('closed');
  await fail();
  await fail();
  expect(policy.phase()).toBe('open');
});

test('closes after a probe that works', async () => {
  const { clock, policy, call, trip, events } = fixture();
  await trip();
  await clock.advance(1_000);
  expect(await call(succeed)).toBe('value');
  expect(policy.phase()).toBe('closed');
  expect(events.map(({ type }) => type)).toEqual(['open', 'half-open', 'close']);
});

test('begins anew after a recovery: as many failures to open, and as short a time', async () => {
  const { clock, policy, call, fail, trip } = fixture();
  await trip();
  await clock.advance(1_000);
  await fail();
  await clock.advance(2_000);
  await call(succeed);
  await fail();
  await fail();
  expect(policy.phase()).toBe('closed');
  await fail();
  expect(await call(succeed)).toMatchObject({ retryAfterMs: 1_000 });
});

test('opens for twice as long after a probe that fails, up to the maximum', async () => {
  const { clock, call, fail, trip } = fixture({ maxOpenForMs: 3_000 });
  await trip();
  for (const openForMs of [2_000, 3_000, 3_000]) {
    await clock.advance(3_000);
    await fail(new Error('still no'));
    expect(await call(succeed)).toMatchObject({ retryAfterMs: openForMs });
  }
});

test('lets one probe through and refuses the others at once', async () => {
  const { clock, call, trip, pending } = fixture();
  await trip();
  await clock.advance(1_000);
  const probe = pending();
  expect(await call(succeed)).toBeInstanceOf(CircuitOpenError);
  probe.settle('success');
  expect(await probe.answer).toBe('value');
  expect(await call(succeed)).toBe('value');
});

test('lets the next probe through when one hangs', async () => {
  const { clock, policy, call, trip, pending } = fixture({ probeTimeoutMs: 5_000 });
  await trip();
  await clock.advance(1_000);
  pending();
  await clock.advance(4_999);
  expect(await call(succeed)).toMatchObject({ retryAfterMs: 1 });
  await clock.advance(1);
  expect(await call(succeed)).toBe('value');
  expect(policy.phase()).toBe('closed');
});

test('does not take a late failure from before it opened for the failure of a probe', async () => {
  const { clock, policy, call, trip, pending } = fixture();
  const late = pending();
  await trip();
  await clock.advance(1_000);
  const probe = pending();
  late.settle('failure');
  await late.answer;
  expect(policy.phase()).toBe('half-open');
  probe.settle('success');
  await probe.answer;
  expect(policy.phase()).toBe('closed');
  expect(await call(succeed)).toBe('value');
});

test('does not take a late success from before it opened for a recovery', async () => {
  const { policy, trip, pending } = fixture();
  const late = pending();
  await trip();
  late.settle('success');
  await late.answer;
  expect(policy.phase()).toBe('open');
});

test('is not disturbed by a wall clock that is set back', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { clock, call, trip } = fixture();
  await trip();
  vi.setSystemTime(Date.now() - 3_600_000);
  await clock.advance(1_000);
  expect(await call(succeed)).toBe('value');
});

test('never opens for errors that do not count', async () => {
  const { policy, fail } = fixture({ counts: (error) => (error as Error).message !== 'not found' });
  for (let index = 0; index < 500; index += 1) await fail(new Error('not found'));
  expect(policy.phase()).toBe('closed');
});

test('takes an answer such as "not found" for a sign of health', async () => {
  const { clock, policy, fail, trip } = fixture({ counts: (error) => (error as Error).message !== 'not found' });
  await trip();
  await clock.advance(1_000);
  await fail(new Error('not found'));
  expect(policy.phase()).toBe('closed');
});

test.each([
  ['says nothing', new Error('bad argument')],
  ['comes from another policy', new BulkheadFullError(1, 1)],
])('lets the next caller probe after an error that %s', async (_what, error) => {
  const counts = (thrown: unknown) => ((thrown as Error).message === 'bad argument' ? undefined : true);
  const { clock, policy, call, fail, trip } = fixture({ counts });
  await trip();
  await clock.advance(1_000);
  await fail(error);
  expect(policy.phase()).toBe('half-open');
  expect(await call(succeed)).toBe('value');
});

test('does not blame the other side when the caller leaves', async () => {
  const { policy, call } = fixture();
  for (let index = 0; index < 10; index += 1) {
    const leaving = new AbortController();
    await call(
      async () => {
        leaving.abort(new Error('gone'));
        throw leaving.signal.reason;
      },
      { signal: leaving.signal },
    );
  }
  expect(policy.phase()).toBe('closed');
});

test('keeps a circuit for each key when asked to', async () => {
  const { policy, fail, call, events } = fixture({ perKey: true });
  for (let index = 0; index < 3; index += 1) await fail(new Error('no'), { key: 'search' });
  expect([policy.phase('search'), policy.phase('albums')]).toEqual(['open', 'closed']);
  expect(await call(succeed, { key: 'albums' })).toBe('value');
  expect(events).toMatchObject([{ type: 'open', key: 'search', waitMs: 1_000 }]);
});
