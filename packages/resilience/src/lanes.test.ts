import { describe, expect, test } from 'vitest';
import { bulkhead, cooldown, type Limiter, type Policy, rateLimit, tokenBucket } from './index.js';
import { manualClock } from './testing/index.js';

class Refusal extends Error {}

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
