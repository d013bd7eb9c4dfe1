import { describe, expect, test } from 'vitest';
import { CircuitOpenError, type CooldownOptions, cooldown, type ExecuteOptions, type PolicyEvent } from './index.js';
import { manualClock } from './testing/index.js';

class Refusal extends Error {
  constructor(readonly silenceMs: number) {
    super('be silent');
  }
}

function fixture(options: Partial<CooldownOptions> = {}) {
  const clock = manualClock(0);
  const policy = cooldown({
    clock,
    maxWaitMs: 60_000,
    cooldownOf: (error) => (error instanceof Refusal ? error.silenceMs : undefined),
    ...options,
  });
  const events: PolicyEvent[] = [];
  policy.on((event) => events.push(event));
  const begun: number[] = [];
  /** Calls that take 100 ms, and end as the list says, in the order in which they begin. */
  const ends: (Error | undefined)[] = [];
  const call = (call?: ExecuteOptions) =>
    policy
      .execute(async ({ signal }) => {
        begun.push(clock.now());
        const end = ends.shift();
        await clock.sleep(100, signal);
        if (end !== undefined) throw end;
        return 'value';
      }, call)
      .catch((error: unknown) => error);
  /** Is refused once, so that a silence of a second begins at 100. */
  const silence = async () => {
    ends.push(new Refusal(1_000));
    const refused = call();
    await clock.advance(100);
    await refused;
  };
  return { clock, policy, events, begun, ends, call, silence };
}

describe('after a silence', () => {
  test('one call goes ahead of fifty, and the others follow when it went well', async () => {
    const { clock, begun, events, call, silence } = fixture();
    await silence();
    const calls = Array.from({ length: 50 }, () => call());
    await clock.advance(1_000);
    expect(begun).toEqual([0, 1_100]);
    await clock.advance(100);
    expect(begun.slice(2)).toEqual(new Array(49).fill(1_200));
    await clock.advance(100);
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['value']));
    expect(events.filter(({ type }) => type === 'probe')).toHaveLength(1);
    expect(clock.sleepers).toBe(0);
  });

  test('all wait again when the one is refused again', async () => {
    const { clock, begun, ends, call, silence } = fixture();
    await silence();
    ends.push(new Refusal(2_000));
    const calls = Array.from({ length: 5 }, () => call());
    await clock.advance(1_100);
    expect(begun).toEqual([0, 1_100]);
    await clock.advance(2_000);
    expect(begun).toEqual([0, 1_100, 3_200]);
    await clock.advance(1_000);
    await Promise.all(calls);
  });

  test('all are refused at once when the one learns that it is for long', async () => {
    const { clock, ends, call, silence } = fixture();
    await silence();
    ends.push(new Refusal(3_600_000));
    const calls = Array.from({ length: 5 }, () => call());
    await clock.advance(1_100);
    const [probe, ...others] = await Promise.all(calls);
    expect(probe).toBeInstanceOf(Refusal);
    for (const other of others) expect(other).toMatchObject({ code: 'cooldown', endsAt: 3_601_200 });
  });

  test('an error of another kind lets the others follow: the silence is over', async () => {
    const { clock, begun, ends, call, silence } = fixture();
    await silence();
    ends.push(new Error('down'));
    const calls = [call(), call(), call()];
    await clock.advance(1_300);
    expect(begun).toEqual([0, 1_100, 1_200, 1_200]);
    await Promise.all(calls);
  });

  test.each([
    ['was refused by a policy inside', new CircuitOpenError(5)],
    ['left', undefined],
  ])('the next one goes ahead when the first %s', async (_why, end) => {
    const { clock, begun, ends, call, silence } = fixture();
    await silence();
    const leaving = new AbortController();
    ends.push(end);
    const calls = [call({ signal: leaving.signal }), call(), call()];
    await clock.advance(1_050);
    if (end === undefined) leaving.abort(new Error('gone'));
    await clock.advance(20);
    const second = end === undefined ? 1_150 : 1_200;
    await clock.advance(1_000);
    expect(begun).toEqual([0, 1_100, second, second + 100]);
    await Promise.all(calls);
  });

  test('one that hangs keeps the others no longer than it may', async () => {
    const { clock, policy, begun, call, silence } = fixture({ probeTimeoutMs: 500 });
    await silence();
    void policy.execute(() => new Promise(() => undefined));
    await clock.advance(1_000);
    const other = call();
    await clock.advance(499);
    expect(begun).toEqual([0]);
    await clock.advance(101);
    expect(await other).toBe('value');
    expect(begun).toEqual([0, 1_600]);
  });

  test('a success from before it says nothing', async () => {
    const { clock, policy, begun, call, silence } = fixture();
    const early = policy.execute(() => clock.sleep(1_150));
    await silence();
    const calls = [call(), call()];
    await clock.advance(1_060);
    await early;
    await clock.advance(30);
    expect(begun).toEqual([0, 1_100]);
    await clock.advance(1_000);
    await Promise.all(calls);
  });
});
