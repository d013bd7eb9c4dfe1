import { expect, test } from 'vitest';
import { type Limiter, type PolicyEvent, rateLimit } from './index.js';
import { manualClock } from './testing/index.js';

/** A limiter that always says to come back in ten seconds, and remembers whether it is still asked. */
function fixture() {
  const clock = manualClock(1_000);
  const asked: AbortSignal[] = [];
  const limiter: Limiter = {
    async take(_key, signal) {
      asked.push(signal);
      return 10_000;
    },
    describe: () => 'never',
  };
  const policy = rateLimit({ limiter, clock });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  return { clock, asked, policy, events };
}

test('asks no longer when the last one who waited has left, and leaves no timer behind', async () => {
  const { clock, asked, policy } = fixture();
  const [first, second] = [new AbortController(), new AbortController()];
  const calls = [first, second].map(({ signal }) => policy.execute(async () => 'value', { signal }));
  const ended = Promise.allSettled(calls);
  await clock.advance(1);
  first.abort(new Error('gone'));
  await clock.advance(1);
  expect([asked[0]?.aborted, clock.sleepers]).toEqual([false, 1]);
  second.abort(new Error('gone'));
  await clock.advance(1);
  expect([asked[0]?.aborted, clock.sleepers]).toEqual([true, 0]);
  expect(await ended).toMatchObject([{ reason: { message: 'gone' } }, { reason: { message: 'gone' } }]);
});

test('refuses at once who could have no permit before their deadline', async () => {
  const { clock, asked, policy, events } = fixture();
  const leaving = new AbortController();
  const waiting = policy.execute(async () => 'value', { signal: leaving.signal }).catch(() => undefined);
  await clock.advance(1);
  await expect(policy.execute(async () => 'value', { deadline: clock.now() + 5_000 })).rejects.toMatchObject({
    code: 'deadline',
  });
  expect(events.at(-1)).toMatchObject({ type: 'reject', waitMs: 9_999 });
  expect(asked).toHaveLength(1);
  leaving.abort();
  await waiting;
});

test('waits for nobody beyond the deadline, whoever is ahead and whatever the limiter says later', async () => {
  const { clock, policy, asked } = fixture();
  const deadline = clock.now() + 5_000;
  // When they come nothing is known yet: the limiter has not answered.
  const calls = [1, 2].map(() => policy.execute(async () => clock.now(), { deadline }));
  const ended = Promise.allSettled(calls);
  await clock.advance(5_000);
  expect(await ended).toMatchObject([{ reason: { code: 'deadline' } }, { reason: { code: 'deadline' } }]);
  expect([asked[0]?.aborted, clock.sleepers]).toEqual([true, 0]);
});
