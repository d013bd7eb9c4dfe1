import { expect, test } from 'vitest';
import { CooldownError, cooldown, type ExecuteOptions, type PolicyEvent } from './index.js';
import { manualClock } from './testing/index.js';

class Refusal extends Error {
  constructor(readonly silenceMs: number) {
    super('be silent');
  }
}

function fixture({ perKey = true } = {}) {
  const clock = manualClock(1_000);
  const policy = cooldown({
    clock,
    maxWaitMs: 5_000,
    perKey,
    cooldownOf: (error) => (error instanceof Refusal ? error.silenceMs : undefined),
  });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const begunAt: number[] = [];
  const call = (options?: ExecuteOptions, error?: Error) =>
    policy
      .execute(async () => {
        begunAt.push(clock.now());
        if (error) throw error;
        return 'value';
      }, options)
      .catch((thrown: unknown) => thrown);
  return { clock, policy, events, begunAt, call };
}

test('lets everybody wait for the end of one short silence, and none begin within it', async () => {
  const { clock, begunAt, call } = fixture();
  await call({ key: 'search' }, new Refusal(2_000));
  const answers = Promise.all(Array.from({ length: 50 }, () => call({ key: 'search' })));
  await clock.advance(1_999);
  expect(begunAt).toEqual([1_000]);
  await clock.advance(1);
  expect(new Set(await answers)).toEqual(new Set(['value']));
  expect(new Set(begunAt.slice(1))).toEqual(new Set([3_000]));
});

test('throws the refusal itself to whoever met it', async () => {
  const { call } = fixture();
  const refusal = new Refusal(2_000);
  expect(await call({}, refusal)).toBe(refusal);
});

test('refuses at once during a long silence, with the instant when it ends', async () => {
  const { clock, begunAt, call, events } = fixture();
  await call({ key: 'search' }, new Refusal(86_400_000));
  await clock.advance(400_000);
  const refused = await call({ key: 'search' });
  expect(refused).toBeInstanceOf(CooldownError);
  expect(refused).toMatchObject({ code: 'cooldown', endsAt: 86_401_000, retryAfterMs: 86_000_000 });
  expect(begunAt).toHaveLength(1);
  expect(events.map(({ type, key }) => [type, key])).toEqual([
    ['cooldown', 'search'],
    ['reject', 'search'],
  ]);
});

test('waits for the rest of a long silence once the rest is short', async () => {
  const { clock, call } = fixture();
  await call({}, new Refusal(10_000));
  await clock.advance(5_000);
  const answer = call();
  await clock.advance(5_000);
  expect(await answer).toBe('value');
});

test('silences only those who share the key', async () => {
  const { policy, call } = fixture();
  await call({ key: 'search' }, new Refusal(60_000));
  expect(await call({ key: 'albums' })).toBe('value');
  expect([policy.endsAt('search'), policy.endsAt('albums')]).toEqual([61_000, undefined]);
});

test('silences everybody when told not to tell keys apart, and still says whose refusal it was', async () => {
  const { policy, call, events } = fixture({ perKey: false });
  await call({ key: 'search' }, new Refusal(60_000));
  expect(await call({ key: 'albums' })).toBeInstanceOf(CooldownError);
  expect(policy.endsAt('shows')).toBe(61_000);
  expect(events.map(({ type, key }) => [type, key])).toEqual([
    ['cooldown', 'search'],
    ['reject', 'albums'],
  ]);
});

test('keeps the later end when two refusals differ', async () => {
  const { policy, clock, call } = fixture();
  const asked = [call({}, new Refusal(4_000)), call({}, new Refusal(1_000))];
  await Promise.all(asked);
  expect(policy.endsAt()).toBe(5_000);
  await clock.advance(4_000);
  expect(policy.endsAt()).toBeUndefined();
});

test('waits on when the silence is prolonged meanwhile', async () => {
  const { clock, policy, begunAt, call } = fixture();
  const late = policy
    .execute(async () => {
      await clock.sleep(500);
      throw new Refusal(4_000);
    })
    .catch(() => undefined);
  await call({}, new Refusal(1_000));
  const waiting = call();
  await clock.advance(1_000);
  await late;
  expect(begunAt).toHaveLength(1);
  await clock.advance(3_500);
  expect(await waiting).toBe('value');
  expect(begunAt.at(-1)).toBe(5_500);
});

test('does not wait for a silence that outlasts the deadline', async () => {
  const { call } = fixture();
  await call({}, new Refusal(2_000));
  expect(await call({ deadline: 3_000 })).toMatchObject({ code: 'cooldown', retryAfterMs: 2_000 });
});

test('lets a waiter leave at once', async () => {
  const { clock, call } = fixture();
  await call({}, new Refusal(2_000));
  const leaving = new AbortController();
  const left = call({ signal: leaving.signal });
  await clock.advance(10);
  leaving.abort(new Error('gone'));
  expect(await left).toMatchObject({ message: 'gone' });
  expect(clock.sleepers).toBe(0);
});

test.each([undefined, 0, -5, Number.NaN])('is not closed by an error that asks for %s', async (silenceMs) => {
  const { policy, call } = fixture();
  await call({}, silenceMs === undefined ? new Error('no') : new Refusal(silenceMs));
  expect(policy.endsAt()).toBeUndefined();
});
