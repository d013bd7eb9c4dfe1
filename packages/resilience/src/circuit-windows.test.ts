import { describe, expect, test } from 'vitest';
import { type CircuitBreakerOptions, CircuitOpenError, type CircuitSnapshot, circuitBreaker } from './index.js';
import { manualClock } from './testing/index.js';

function fixture(options: CircuitBreakerOptions) {
  const clock = manualClock(1_000);
  const policy = circuitBreaker({ clock, openForMs: 1_000, ...options });
  const call = (run: () => Promise<unknown>, key?: string) =>
    policy.execute(run, key === undefined ? {} : { key }).catch((error: unknown) => error);
  const fail = (key?: string) => call(() => Promise.reject(new Error('no')), key);
  const succeed = (key?: string) => call(async () => 'value', key);
  const taking = async (ms: number) => {
    const answer = call(() => clock.sleep(ms));
    await clock.advance(ms);
    return answer;
  };
  return { clock, policy, call, fail, succeed, taking };
}

describe('a window of time', () => {
  test.each([
    ['a tenth of a call', 0.1, 120_000],
    ['two calls', 2, 30_000],
    ['a thousand calls', 1_000, 1_000],
  ])('opens at %s a second when more than half fail, and not when fewer do', async (_rate, perSecond, windowMs) => {
    for (const [everyNth, expected] of [
      [3, 'closed'],
      [1, 'open'],
    ] as const) {
      const { clock, policy, fail, succeed } = fixture({ trip: { ratio: 0.5, windowMs } });
      for (let index = 0; index < 30 && policy.phase() === 'closed'; index += 1) {
        await (index % everyNth === 0 ? fail() : succeed());
        await clock.advance(1_000 / perSecond);
      }
      expect(policy.phase()).toBe(expected);
    }
  });

  test('forgets at a thousand calls a second what is older than itself', async () => {
    const { clock, policy, fail, succeed } = fixture({ trip: { ratio: 0.5, windowMs: 1_000 } });
    const second = async (run: () => Promise<unknown>) => {
      for (let index = 0; index < 1_000; index += 1) {
        await run();
        await clock.advance(1);
      }
    };
    const third =
      (index = 0) =>
      async () =>
        index++ % 3 === 0 ? fail() : succeed();
    // With what was counted before, 334 failures of 1,000 calls would now be 1,002 of 3,000, and the last 400 of 400 too few.
    for (let times = 0; times < 3; times += 1) await second(third());
    expect(policy.phase()).toBe('closed');
    let failures = 0;
    for (; policy.phase() === 'closed' && failures < 2_000; failures += 1) {
      await fail();
      await clock.advance(1);
    }
    // A third has failed already: x of the last second's calls open it when x + (1,000 - x) / 3 > 500.
    expect(failures).toBeGreaterThan(200);
    expect(failures).toBeLessThan(330);
  });

  test.each([11_001, 15_500, 86_400_000])('forgets what is older than itself, after %i ms', async (idleMs) => {
    const { clock, policy, fail, succeed } = fixture({ trip: { ratio: 0.5, windowMs: 10_000, minimumCalls: 4 } });
    for (let index = 0; index < 3; index += 1) await fail();
    await clock.advance(idleMs);
    for (let index = 0; index < 4; index += 1) await succeed();
    for (let index = 0; index < 4; index += 1) await fail();
    expect(policy.phase()).toBe('closed');
    await fail();
    expect(policy.phase()).toBe('open');
  });
});

describe('slow calls', () => {
  const trip = { ratio: 0.9, lastCalls: 10, minimumCalls: 4, slow: { longerThanMs: 500, ratio: 0.5 } };

  test('open the circuit although they go well', async () => {
    const { policy, taking } = fixture({ trip });
    for (let index = 0; index < 3; index += 1) await taking(501);
    expect(policy.phase()).toBe('closed');
    await taking(501);
    expect(policy.phase()).toBe('open');
  });

  test('open it also when they fail, before there are too many failures', async () => {
    const { clock, policy, taking } = fixture({ trip });
    await taking(10);
    for (let index = 0; index < 3; index += 1) {
      const failure = policy.execute(async () => {
        await clock.sleep(501);
        throw new Error('late, and in vain');
      });
      const ended = failure.catch(() => undefined);
      await clock.advance(501);
      await ended;
    }
    expect(policy.phase()).toBe('open');
  });

  test('do not when they are as quick as promised', async () => {
    const { policy, taking } = fixture({ trip });
    for (let index = 0; index < 20; index += 1) await taking(500);
    expect(policy.phase()).toBe('closed');
  });

  test('are no sign of a recovery either', async () => {
    const { clock, policy, taking } = fixture({ trip });
    for (let index = 0; index < 4; index += 1) await taking(501);
    await clock.advance(1_000);
    await taking(501);
    expect(policy.phase()).toBe('open');
    await clock.advance(2_000);
    await taking(10);
    expect(policy.phase()).toBe('closed');
  });
});

test('closes only after as many probes as were asked for, and lets no more through meanwhile', async () => {
  const { clock, policy, call, fail, succeed } = fixture({ trip: { consecutive: 1 }, probes: 3 });
  await fail();
  await clock.advance(1_000);
  await succeed();
  expect(policy.phase()).toBe('half-open');
  void call(() => new Promise(() => undefined));
  const held = call(() => clock.sleep(10));
  expect(await succeed()).toBeInstanceOf(CircuitOpenError);
  await clock.advance(10);
  await held;
  // The hung one gives its place up.
  await clock.advance(30_000);
  await succeed();
  expect(policy.phase()).toBe('closed');
});

describe('what a circuit knows', () => {
  test.each([
    [{ consecutive: 3 }],
    [{ ratio: 0.5, lastCalls: 10, minimumCalls: 3 }],
    [{ ratio: 0.5, windowMs: 60_000, minimumCalls: 3, slow: { longerThanMs: 100, ratio: 0.5 } }],
  ] as const)('survives as JSON: %j', async (trip) => {
    const before = fixture({ trip });
    await before.fail();
    await before.fail();
    const after = fixture({ trip });
    after.policy.restore(JSON.parse(JSON.stringify(before.policy.export())));
    await after.fail();
    expect(after.policy.phase()).toBe('open');
    await after.clock.advance(400);
    const third = fixture({ trip });
    third.policy.restore(JSON.parse(JSON.stringify(after.policy.export())));
    expect(await third.succeed()).toMatchObject({ code: 'circuit_open', retryAfterMs: 600 });
    await third.clock.advance(600);
    await third.fail();
    expect(third.policy.openForMs()).toBe(2_000);
  });

  test('is kept for each key', async () => {
    const before = fixture({ trip: { consecutive: 1 }, perKey: true });
    await before.fail('search');
    const after = fixture({ trip: { consecutive: 1 }, perKey: true });
    after.policy.restore(before.policy.export());
    expect([after.policy.phase('search'), after.policy.phase('albums')]).toEqual(['open', 'closed']);
  });

  test('is kept for each group of keys', async () => {
    const options = { trip: { consecutive: 1 }, perKey: (key?: string) => `group of ${key?.at(0)}` } as const;
    const before = fixture(options);
    await before.fail('search');
    const after = fixture(options);
    after.policy.restore(before.policy.export());
    expect([after.policy.phase('shows'), after.policy.phase('albums')]).toEqual(['open', 'closed']);
  });

  test.each([
    ['text', 'x'],
    ['another shape', [{ phase: 'ajar', leftMs: 0, openings: 0, counted: [] }]],
    ['counts that are none', [{ phase: 'closed', leftMs: 0, openings: 0, counted: [-1] }]],
    ['fewer calls than none', [{ phase: 'closed', leftMs: 0, openings: 0, counted: [[[0, -1, 0]]] }]],
    ['slices that are none', [{ phase: 'closed', leftMs: 0, openings: 0, counted: [[[0, 1]]] }]],
    [
      'samples that are none',
      [{ phase: 'closed', leftMs: 0, openings: 0, counted: [{ samples: [1], currentSample: 0 }] }],
    ],
    [
      'samples without an end',
      [{ phase: 'closed', leftMs: 0, openings: 0, counted: [{ samples: [null], currentSample: 1 }] }],
    ],
    ['a time that is none', [{ phase: 'open', leftMs: Number.NaN, openings: 0, counted: [] }]],
  ])('is refused when it is %s', (_what, snapshots) => {
    const { policy } = fixture({});
    expect(() => policy.restore(snapshots as unknown as CircuitSnapshot[])).toThrow(TypeError);
    expect(policy.phase()).toBe('closed');
  });

  test('is no longer than the settings allow, and counts of another kind are left out', async () => {
    const { policy } = fixture({ trip: { consecutive: 2 }, maxOpenForMs: 5_000 });
    policy.restore([{ phase: 'open', leftMs: 1e12, openings: 1, counted: [[[0, 9, 9]]] }]);
    expect(policy.openForMs()).toBe(5_000);
  });
});
