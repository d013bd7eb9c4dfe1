import {
  bulkhead as bareBulkhead,
  retry as bareRetry,
  timeout as bareTimeout,
  ConsecutiveBreaker,
  ConstantBackoff,
  circuitBreaker,
  handleAll,
  SamplingBreaker,
  TimeoutStrategy,
} from 'cockatiel';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as ours from './index.js';

// Each check below states a rule. It is held against cockatiel, where it must fail, and against ours, where it must
// hold; when cockatiel mends a defect, its half turns red and the work-around can go.

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Execute = <T>(run: (context: { signal: AbortSignal }) => Promise<T>, signal?: AbortSignal) => Promise<T>;

function rule<Subject>(
  name: string,
  { bare, own, check }: { bare: () => Subject; own: () => Subject; check: (subject: Subject) => Promise<void> },
): void {
  describe(name, () => {
    test('does not hold in cockatiel alone', async () => {
      await expect(check(bare())).rejects.toMatchObject({ name: 'AssertionError' });
    });
    test('holds here', () => check(own()));
  });
}

/** What became of a promise so far. */
function watch(promise: Promise<unknown>): { state: 'pending' | 'fulfilled' | 'rejected'; reason?: unknown } {
  const watched: ReturnType<typeof watch> = { state: 'pending' };
  promise.then(
    () => {
      watched.state = 'fulfilled';
    },
    (reason: unknown) => {
      watched.state = 'rejected';
      watched.reason = reason;
    },
  );
  return watched;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const fail = () => Promise.reject(new Error('no'));
const hang = () => new Promise<never>(() => undefined);
const executeOf =
  (policy: ours.Policy): Execute =>
  (run, signal) =>
    policy.execute(run, signal === undefined ? { idempotent: true } : { signal, idempotent: true });
const quietly = async (call: Promise<unknown>) => void (await call.catch(() => undefined));

/** A call that ends when the test says so. */
function pending() {
  let settle = (_outcome: 'success' | 'failure'): void => undefined;
  const promise = new Promise<string>((resolve, reject) => {
    settle = (outcome) => (outcome === 'success' ? resolve('value') : reject(new Error('late')));
  });
  return { promise, run: () => promise, succeed: () => settle('success'), fail: () => settle('failure') };
}

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

const bareBreaker = (): Execute => {
  const policy = circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(3) });
  return (run, signal) => policy.execute(run, signal);
};
const ownBreaker = (): Execute =>
  executeOf(ours.circuitBreaker({ trip: { consecutive: 3 }, openForMs: 10_000, probeTimeoutMs: 5_000 }));
const trip = async (execute: Execute) => {
  for (let index = 0; index < 3; index += 1) await quietly(execute(fail));
};

rule<Execute>('a wall clock that is set back does not keep the circuit open', {
  bare: bareBreaker,
  own: ownBreaker,
  async check(execute) {
    await trip(execute);
    vi.setSystemTime(Date.now() - 3_600_000);
    await pass(10_000);
    const call = watch(execute(async () => 'value'));
    await pass(0);
    expect(call.state).toBe('fulfilled');
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

const bareSampling = (): Execute => {
  const breaker = new SamplingBreaker({ threshold: 0.5, duration: 30_000 });
  const policy = circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker });
  return (run, signal) => policy.execute(run, signal);
};
const ownWindow = (): Execute =>
  executeOf(ours.circuitBreaker({ trip: { ratio: 0.5, windowMs: 30_000 }, openForMs: 10_000 }));

rule<Execute>('a window of time opens the circuit at two failing calls a second', {
  bare: bareSampling,
  own: ownWindow,
  async check(execute) {
    let refused = 0;
    for (let index = 0; index < 600; index += 1) {
      let called = false;
      await quietly(
        execute(() => {
          called = true;
          return fail();
        }),
      );
      if (!called) refused += 1;
      await pass(500);
    }
    expect(refused).toBeGreaterThan(500);
  },
});

rule<Execute>('a window of time forgets the failures of yesterday', {
  bare: () => {
    const breaker = new SamplingBreaker({ threshold: 0.5, duration: 30_000, minimumRps: 0.1 });
    const policy = circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker });
    return (run) => policy.execute(run);
  },
  own: ownWindow,
  async check(execute) {
    const half = async (run: () => Promise<unknown>, calls: number) => {
      for (let index = 0; index < calls; index += 1) {
        await quietly(execute(run));
        await pass(60);
      }
    };
    // A day that ends badly, but not badly enough to open the circuit.
    await half(async () => 'value', 250);
    await half(fail, 240);
    await pass(24 * 3_600_000);
    for (let index = 0; index < 10; index += 1) {
      await execute(async () => 'value');
      await pass(2_000);
    }
    // The first failure of the day.
    await quietly(execute(fail));
    const call = watch(execute(async () => 'value'));
    await pass(0);
    expect(call.state).toBe('fulfilled');
  },
});

rule<Execute>('a hung probe blocks nobody', {
  bare: bareBreaker,
  own: ownBreaker,
  async check(execute) {
    await trip(execute);
    await pass(10_000);
    void quietly(execute(hang));
    const leaving = new AbortController();
    const impatient = watch(execute(async () => 'value', leaving.signal));
    leaving.abort(new Error('gone'));
    await pass(0);
    expect(impatient.state).toBe('rejected');
    await pass(5_000);
    const call = watch(execute(async () => 'value'));
    await pass(0);
    expect(call.state).toBe('fulfilled');
  },
});

rule<Execute>('a late failure of a call that began before does not undo a recovery', {
  bare: bareBreaker,
  own: ownBreaker,
  async check(execute) {
    const late = pending();
    const lateCall = quietly(execute(late.run));
    await trip(execute);
    await pass(10_000);
    const probe = pending();
    const probeCall = execute(probe.run);
    late.fail();
    await lateCall;
    probe.succeed();
    await probeCall;
    const call = watch(execute(async () => 'value'));
    await pass(0);
    expect(call.state).toBe('fulfilled');
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
