import {
  bulkhead as bareBulkhead,
  retry as bareRetry,
  timeout as bareTimeout,
  ConstantBackoff,
  handleAll,
  TimeoutStrategy,
} from 'cockatiel';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import * as ours from '../index.js';
import { type Execute, executeOf, fail, hang, pass, pending, quietly, rule, watch } from './rule.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

rule<Execute>('a caller who leaves during a delay of the retries is free at once, and nothing more is called', {
  bare: () => {
    const policy = bareRetry(handleAll, { maxAttempts: 2, backoff: new ConstantBackoff(1_500) });
    return (run, signal) => policy.execute(run, signal);
  },
  own: () => executeOf(ours.retry({ initialDelayMs: 1_500, random: () => 1 })),
  async check(execute) {
    const leaving = new AbortController();
    let calls = 0;
    const call = watch(
      execute(() => {
        calls += 1;
        return fail();
      }, leaving.signal),
    );
    await pass(50);
    leaving.abort(new Error('gone'));
    await pass(0);
    expect(call.state).toBe('rejected');
    await pass(5_000);
    expect(calls).toBe(1);
  },
});

rule<Execute>('whoever waits for a place is served before a newcomer', {
  bare: () => {
    const policy = bareBulkhead(1, 1);
    return (run, signal) => policy.execute(run, signal);
  },
  own: () => executeOf(ours.bulkhead({ limit: 1, maxQueue: 1 })),
  async check(execute) {
    const order: string[] = [];
    const first = pending();
    const running = execute(first.run);
    const queued = execute(async () => void order.push('queued'));
    // Comes at the very moment when the place is free.
    const newcomer = first.promise.then(() => execute(async () => void order.push('newcomer')));
    first.succeed();
    await Promise.allSettled([running, queued, newcomer]);
    expect(order).toEqual(['queued', 'newcomer']);
  },
});

rule<{ execute: Execute; timeouts: () => number }>('a caller who leaves is not taken for a timeout', {
  bare: () => {
    const policy = bareTimeout(5_000, TimeoutStrategy.Aggressive);
    let timeouts = 0;
    policy.onTimeout(() => {
      timeouts += 1;
    });
    return {
      execute: (run, signal) => policy.execute((_, inner) => run({ signal: inner }), signal),
      timeouts: () => timeouts,
    };
  },
  own: () => {
    const policy = ours.timeout({ timeoutMs: 5_000 });
    let timeouts = 0;
    policy.on(({ type }) => {
      if (type === 'timeout') timeouts += 1;
    });
    return { execute: executeOf(policy), timeouts: () => timeouts };
  },
  async check({ execute, timeouts }) {
    const leaving = new AbortController();
    const call = watch(execute(hang, leaving.signal));
    await pass(20);
    leaving.abort(new Error('gone'));
    await pass(0);
    expect(call).toMatchObject({ state: 'rejected', reason: { message: 'gone' } });
    expect(timeouts()).toBe(0);
  },
});

rule<{ execute: Execute; successes: () => number }>('a bulkhead tells of the calls that went well', {
  bare: () => {
    const policy = bareBulkhead(1);
    let successes = 0;
    policy.onSuccess(() => {
      successes += 1;
    });
    return { execute: (run) => policy.execute(run), successes: () => successes };
  },
  own: () => {
    const policy = ours.bulkhead({ limit: 1 });
    let successes = 0;
    policy.on(({ type }) => {
      if (type === 'success') successes += 1;
    });
    return { execute: executeOf(policy), successes: () => successes };
  },
  async check({ execute, successes }) {
    await execute(async () => 'value');
    expect(successes()).toBe(1);
  },
});

rule<Execute>('whoever leaves the queue is free at once, and so is their place', {
  bare: () => {
    const policy = bareBulkhead(1, 1);
    return (run, signal) => policy.execute(run, signal);
  },
  own: () => executeOf(ours.bulkhead({ limit: 1, maxQueue: 1 })),
  async check(execute) {
    void quietly(execute(hang));
    const leaving = new AbortController();
    const left = watch(execute(async () => 'value', leaving.signal));
    leaving.abort(new Error('gone'));
    await pass(0);
    expect(left.state).toBe('rejected');
    const next = watch(execute(async () => 'value'));
    await pass(0);
    expect(next.state).toBe('pending');
  },
});

rule<Execute>('when all fails, the retries of all calls together stay a fifth of the calls', {
  bare: () => {
    const policy = bareRetry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(1) });
    return (run, signal) => policy.execute(run, signal);
  },
  own: () => executeOf(ours.retry({ attempts: 4, initialDelayMs: 1 })),
  async check(execute) {
    let attempts = 0;
    const calls = Array.from({ length: 1_000 }, () =>
      quietly(
        execute(() => {
          attempts += 1;
          return fail();
        }),
      ),
    );
    await pass(1_000);
    await Promise.all(calls);
    expect(attempts).toBeLessThanOrEqual(1_200);
  },
});
