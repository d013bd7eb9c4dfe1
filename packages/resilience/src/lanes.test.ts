import { describe, expect, test, vi } from 'vitest';
import {
  bulkhead,
  type ChangingLane,
  cooldown,
  type ExecuteContext,
  type Limiter,
  laneNow,
  only,
  type Policy,
  rateLimit,
  tokenBucket,
  wrap,
} from './index.js';
import { manualClock } from './testing/index.js';

class Refusal extends Error {}

/** A lane that is changed by hand. */
function changingLane(first: number) {
  let current = first;
  const listeners = new Set<() => void>();
  const lane: ChangingLane = {
    get current() {
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const change = (to: number): void => {
    current = to;
    // As Node's emitters do: also those are told who leave while others are.
    for (const listener of [...listeners]) listener();
  };
  return { lane, change, listeners };
}

/** Every policy in which calls wait, made so that the first call has to be over, or a second to pass, before the next. */
const waiting: [name: string, make: (clock: ReturnType<typeof manualClock>) => Promise<Policy> | Policy][] = [
  ['bulkhead', () => bulkhead({ limit: 1 })],
  ['token bucket', (clock) => tokenBucket({ ratePerSecond: 1, clock })],
  [
    'rate limit',
    (clock) => {
      let freeAt = 0;
      const limiter: Limiter = {
        async take() {
          const waitMs = Math.max(0, freeAt - clock.now());
          if (waitMs === 0) freeAt = clock.now() + 1_000;
          return waitMs;
        },
        describe: () => 'one a second',
      };
      return rateLimit({ limiter, clock });
    },
  ],
  [
    'cooldown',
    async (clock) => {
      const policy = cooldown({ clock, cooldownOf: (error) => (error instanceof Refusal ? 1_000 : undefined) });
      await policy.execute(() => Promise.reject(new Refusal())).catch(() => undefined);
      return policy;
    },
  ],
];

describe.each(waiting)('%s', (_name, make) => {
  test('lets a person go before work that can wait, and keeps the order within a lane', async () => {
    const clock = manualClock(1_000);
    const policy = await make(clock);
    const begun: string[] = [];
    const call = (who: string, lane: number) =>
      policy.execute(
        async () => {
          begun.push(who);
          await clock.sleep(1);
        },
        { lane },
      );
    const calls = [call('first', 1)];
    // The limiter is asked first, so that the first call is on its way.
    await clock.advance(0);
    calls.push(call('warming 1', 2), call('person 1', 1), call('warming 2', 2), call('person 2', 1), call('player', 0));
    await clock.advance(20_000);
    await Promise.all(calls);
    const [first, ...others] = begun;
    expect(['first', 'player']).toContain(first);
    expect(others.filter((who) => who !== 'first')).toEqual(
      ['player', 'person 1', 'person 2', 'warming 1', 'warming 2'].filter((who) => who !== first),
    );
    expect(clock.sleepers).toBe(0);
  });

  test('lets a call change its lane while it waits: it goes behind those in the new one', async () => {
    const clock = manualClock(1_000);
    const policy = await make(clock);
    const begun: string[] = [];
    const call = (who: string, lane: number | ChangingLane) =>
      policy.execute(
        async () => {
          begun.push(who);
          await clock.sleep(1);
        },
        { lane },
      );
    const { lane, change, listeners } = changingLane(2);
    const calls = [call('first', 0)];
    await clock.advance(0);
    calls.push(call('warming', 2), call('wanted', lane), call('person 1', 1));
    await clock.advance(0);
    change(1);
    calls.push(call('person 2', 1));
    await clock.advance(0);
    // Said twice it is no other lane.
    change(1);
    await clock.advance(20_000);
    await Promise.all(calls);
    expect(begun).toEqual(['first', 'person 1', 'wanted', 'person 2', 'warming']);
    expect(listeners.size).toBe(0);
  });

  test('forgets whoever leaves, also when they have changed their lane', async () => {
    const clock = manualClock(1_000);
    const policy = await make(clock);
    void policy.execute(() => new Promise(() => undefined)).catch(() => undefined);
    await clock.advance(0);
    const leaving = new AbortController();
    const { lane, change, listeners } = changingLane(2);
    const call = policy.execute(async () => 1, { lane, signal: leaving.signal });
    const ended = expect(call).rejects.toThrow('gone');
    await clock.advance(10);
    change(1);
    leaving.abort(new Error('gone'));
    await ended;
    expect(listeners.size).toBe(0);
    change(2);
    await clock.advance(60_000);
    expect(clock.sleepers).toBe(0);
  });

  test('forgets whoever leaves, and leaves no timer behind', async () => {
    const clock = manualClock(1_000);
    const policy = await make(clock);
    void policy.execute(() => new Promise(() => undefined)).catch(() => undefined);
    await clock.advance(0);
    const leaving = new AbortController();
    const calls = Array.from({ length: 20 }, () => policy.execute(async () => 1, { signal: leaving.signal }));
    const ended = Promise.allSettled(calls);
    await clock.advance(10);
    leaving.abort(new Error('gone'));
    expect((await ended).every(({ status }) => status === 'rejected')).toBe(true);
    await clock.advance(60_000);
    expect(clock.sleepers).toBe(0);
  });
});

describe('a policy for one lane only', () => {
  const narrow = () => only(({ lane }) => laneNow(lane) === 2, bulkhead({ limit: 1 }));

  test('is left by whoever changes the lane while they wait there, and is not asked again', async () => {
    const policy = narrow();
    const begun: string[] = [];
    let finish = (): void => undefined;
    const slow = policy.execute(() => new Promise<void>((resolve) => (finish = resolve)), { lane: 2 });
    const { lane, change, listeners } = changingLane(2);
    const wanted = policy.execute(async () => void begun.push('wanted'), { lane });
    const other = policy.execute(async () => void begun.push('other'), { lane: 2 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([]);
    change(1);
    await wanted;
    expect(begun).toEqual(['wanted']);
    finish();
    await Promise.all([slow, other]);
    expect(begun).toEqual(['wanted', 'other']);
    expect(listeners.size).toBe(0);
  });

  test('does not run a call twice that changes its lane while it runs, and gives its error', async () => {
    const policy = narrow();
    let runs = 0;
    const { lane, change, listeners } = changingLane(2);
    const running = policy.execute(
      async () => {
        runs += 1;
        change(1);
        throw new Refusal('no');
      },
      { lane },
    );
    await expect(running).rejects.toThrow(Refusal);
    expect([runs, listeners.size]).toEqual([1, 0]);
  });

  test('is left also in the moment in which it lets a call in', async () => {
    const { lane, change } = changingLane(2);
    // Between its last look at the signal and the call.
    const late: Policy = {
      ...bulkhead({ limit: 1 }),
      async execute(run, call) {
        change(1);
        return run(call as ExecuteContext);
      },
    };
    const policy = only(({ lane }) => laneNow(lane) === 2, late);
    const run = vi.fn(async ({ signal }: ExecuteContext) => signal.aborted);
    expect(await policy.execute(run, { lane })).toBe(false);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('gives the reason of whoever left while they waited there', async () => {
    const policy = narrow();
    void policy.execute(() => new Promise(() => undefined), { lane: 2 });
    const leaving = new AbortController();
    const { lane, change } = changingLane(2);
    const waiting = policy.execute(async () => 1, { lane, signal: leaving.signal });
    const ended = expect(waiting).rejects.toThrow('gone');
    leaving.abort(new Error('gone'));
    change(1);
    await ended;
  });

  test('tells the policies inside which lane a call is in now', async () => {
    const lanes: number[] = [];
    const look = only(
      ({ lane }) => {
        lanes.push(laneNow(lane));
        return false;
      },
      bulkhead({ limit: 1 }),
    );
    const { lane, change } = changingLane(2);
    const outer = tokenBucket({ ratePerSecond: 1_000 });
    await wrap(outer, look).execute(async () => undefined, { lane });
    change(0);
    await wrap(outer, look).execute(async () => undefined, { lane });
    expect(lanes).toEqual([2, 0]);
  });
});
