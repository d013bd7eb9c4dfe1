import { ConsecutiveBreaker, circuitBreaker, handleAll, SamplingBreaker } from 'cockatiel';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import * as ours from '../index.js';
import { type Execute, executeOf, fail, hang, pass, pending, quietly, rule, watch } from './rule.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
