import { manualClock } from '@tonearm/resilience/testing';
import { listEndpoints } from '@tonearm/spotify-client';
import { describe, expect, test } from 'vitest';
import { createPolicies } from './create-policies.js';
import { limits, rates } from './limits.js';
import { quotaGroupOf } from './quota-group.js';
import { mayTryAgain, quotaSilence, rateSilence, saysIll } from './verdicts.js';

test.each([
  ['artists.get', 'artist'],
  ['artists.albums', 'artist-albums'],
  ['shows.episodes', 'show-episodes'],
  ['playlists.items', 'playlist'],
  ['search.search', 'search'],
  ['me.profile', 'me'],
  ['player.play', 'player'],
  ['library.tracks', 'library'],
])('%s counts towards the quota of %s', (endpoint, group) => {
  const known = listEndpoints().some(({ name }) => name === endpoint);
  expect([endpoint, known ? quotaGroupOf(endpoint) : 'unknown endpoint']).toEqual([endpoint, group]);
});

test('every endpoint has a group, and no group is the name of an endpoint', () => {
  for (const { name } of listEndpoints()) expect(quotaGroupOf(name)).toMatch(/^[a-z]+(-[a-z]+)?$/);
});

test('the careful pace stays below ninety requests in any thirty seconds', () => {
  const { ratePerSecond, burst } = rates.careful;
  // A permit that was taken shortly before they began may be used in them.
  expect(ratePerSecond * (30 + limits.permitMs / 1_000) + burst).toBeLessThan(90);
});

describe('the two kinds of 429', () => {
  const refusal = (code: string, retryAfterMs?: number) => ({
    code,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
  test.each([
    ['a short window', refusal('rate_limited', 4_000), 4_000, undefined],
    ['a window that is over', refusal('rate_limited', 0), 0, undefined],
    ['a window of unknown length', refusal('rate_limited'), 1_000, undefined],
    ['a quota', refusal('quota_exceeded', 86_000_000), undefined, 86_000_000],
    ['a quota of unknown length', refusal('quota_exceeded'), undefined, 3_600_000],
    ['a wait for hours, whatever it is called', refusal('rate_limited', 86_000_000), undefined, 86_000_000],
    ['another error', refusal('server_error', 5_000), undefined, undefined],
  ])('%s', (_what, error, rate, quota) => {
    expect([rateSilence(error), quotaSilence(error)]).toEqual([rate, quota]);
  });
});

test.each([
  [{ code: 'server_error', status: 503 }, true, true],
  [{ code: 'network' }, true, true],
  [{ code: 'attempt_timeout' }, true, true],
  [{ code: 'not_found', status: 404 }, false, false],
  [{ code: 'bad_request', status: 400 }, false, false],
  [{ code: 'forbidden_premium', status: 403 }, false, false],
  [{ code: 'rate_limited', status: 429, retryAfterMs: 1_000 }, false, true],
  [{ code: 'quota_exceeded', status: 429 }, false, false],
  [{ code: 'invalid_parameter' }, undefined, false],
])('%j says that Spotify is ill: %s; a read may be tried again: %s', (error, isIll, again) => {
  expect([saysIll(error), mayTryAgain(error, { idempotent: true })]).toEqual([isIll, again]);
});

test('player commands go one after the other, in their order, also when the first is slow', async () => {
  const clock = manualClock(0);
  const { policy } = createPolicies({ pace: 'extended', clock, random: () => 0 });
  const seen: string[] = [];
  const command = (key: string, tookMs: number) =>
    policy.execute(
      async () => {
        seen.push(`${key} begins`);
        await clock.sleep(tookMs);
        seen.push(`${key} ends`);
      },
      { key, lane: 0, idempotent: true },
    );
  const calls = [command('player.play', 5_000), command('player.pause', 1), command('player.state', 1)];
  await clock.advance(6_000);
  await Promise.all(calls);
  expect(seen.filter((each) => !each.startsWith('player.state'))).toEqual([
    'player.play begins',
    'player.play ends',
    'player.pause begins',
    'player.pause ends',
  ]);
  // A look at the player need not wait for a command.
  expect(seen.indexOf('player.state ends')).toBeLessThan(seen.indexOf('player.play ends'));
});

test.each([
  ['a short silence', { code: 'rate_limited', retryAfterMs: 5_000 }, 'answered', 5_000],
  ['a quota that is used up', { code: 'quota_exceeded', retryAfterMs: 86_000_000 }, 'cooldown', 0],
])(
  'a call that waited for its pace does not go out into %s that has begun meanwhile',
  async (_what, refusal, code, atMs) => {
    const clock = manualClock(0);
    const { policy } = createPolicies({ pace: 'careful', clock, random: () => 0 });
    for (let call = 0; call < 20; call += 1) await policy.execute(async () => undefined, { key: 'albums.get' });
    const sentAt: number[] = [];
    const refused = policy
      .execute(() => Promise.reject(Object.assign(new Error('429'), refusal, { status: 429 })), { key: 'albums.get' })
      .catch(() => undefined);
    const waiting = policy
      .execute(async () => void sentAt.push(clock.now()), { key: 'albums.get' })
      .then(
        () => 'answered',
        (error: { code: string }) => error.code,
      );
    await clock.advance(40_000);
    await refused;
    expect(await waiting).toBe(code);
    for (const at of sentAt) expect(at).toBeGreaterThan(atMs);
  },
);

test('whoever would have to be silent for long is told at once, and not after waiting for the pace', async () => {
  const clock = manualClock(0);
  const { policy } = createPolicies({ pace: 'careful', clock, random: () => 0 });
  const call = (run: () => Promise<unknown>) => policy.execute(run, { key: 'albums.get' });
  const quota = Object.assign(new Error('429'), { code: 'quota_exceeded', status: 429, retryAfterMs: 86_000_000 });
  await call(() => Promise.reject(quota)).catch(() => undefined);
  const others = Array.from({ length: 19 }, () => policy.execute(async () => undefined, { key: 'search.search' }));
  await Promise.all(others);
  const refusedAt = call(async () => 1).catch((error: { code: string }) => [error.code, clock.now()]);
  await clock.advance(10_000);
  expect(await refusedAt).toEqual(['cooldown', 0]);
});

test('a command that nobody would wait for any more is not sent', async () => {
  const clock = manualClock(0);
  const { policy } = createPolicies({ pace: 'extended', clock, random: () => 0 });
  let sent = 0;
  const command = (deadline: number) =>
    policy.execute(
      async () => {
        sent += 1;
      },
      { key: 'player.pause', lane: 0, deadline },
    );
  await expect(command(400)).rejects.toMatchObject({ code: 'deadline' });
  expect(sent).toBe(0);
  await command(600);
  expect(sent).toBe(1);
});

test.each([10_000, 60_000, 3_600_000])(
  'after Spotify was ill for %i ms its recovery is noticed within ten seconds: one period of the probe',
  async (illForMs) => {
    const clock = manualClock(0);
    const { policy } = createPolicies({ pace: 'extended', clock, random: () => 0 });
    const call = () =>
      policy.execute(
        async () => {
          if (clock.now() < illForMs) throw Object.assign(new Error('503'), { code: 'server_error', status: 503 });
        },
        { key: 'albums.get' },
      );
    let answeredAt: number | undefined;
    while (answeredAt === undefined) {
      await call().then(
        () => {
          answeredAt = clock.now();
        },
        () => undefined,
      );
      await clock.advance(1_000);
    }
    expect(answeredAt - illForMs).toBeLessThanOrEqual(10_000);
  },
);

test('a call of the player finds a place when all others hang, and background work leaves room for people', async () => {
  const clock = manualClock(0);
  const { policy, bulkhead } = createPolicies({ pace: 'extended', clock, random: () => 0 });
  const leaving = new AbortController();
  const { signal } = leaving;
  const begun: string[] = [];
  const hang = (name: string, lane: number) =>
    policy
      .execute(
        () => {
          begun.push(name);
          return new Promise<never>(() => undefined);
        },
        { lane, signal, key: 'albums.get' },
      )
      .catch(() => undefined);
  const hanging = ['w1', 'w2'].map((name) => hang(name, 2)).concat(['p1', 'p2', 'p3'].map((name) => hang(name, 1)));
  await clock.advance(0);
  expect(begun).toEqual(['w1', 'p1', 'p2']);
  const answer = policy.execute(async () => 'paused', { lane: 0, key: 'player.pause' });
  await clock.advance(0);
  expect(await answer).toBe('paused');
  leaving.abort();
  await clock.advance(0);
  await Promise.all(hanging);
  expect([bulkhead.active(), clock.sleepers]).toEqual([0, 0]);
});

describe('over a Redis that is far away', () => {
  /** Policies whose Redis answers all that it was asked when it is told to; it knows of no silence, and of as many permits as it is given. */
  function farAway() {
    const clock = manualClock(0);
    const asked: (() => void)[] = [];
    const waits: number[] = [];
    const answer = (_script: string, _keys: number, _key: string | number, ...rest: (string | number)[]) =>
      new Promise<number>((resolve) => {
        const [, , wanted] = rest;
        asked.push(() => resolve(wanted === undefined ? -1 : (waits.shift() ?? 1)));
      });
    const redis = { client: { eval: answer, evalsha: answer }, prefix: 'app' };
    const policies = createPolicies({ pace: 'careful', clock, random: () => 0.9, redis, redisWaitMs: 50 });
    /** What is asked together, until the call is over; the clock goes on when nothing is. */
    async function rounds(call: Promise<unknown>): Promise<readonly number[]> {
      const seen: number[] = [];
      let isOver = false;
      const done = call.finally(() => {
        isOver = true;
      });
      while (!isOver) {
        await clock.advance(asked.length > 0 ? 40 : 100);
        if (asked.length > 0) seen.push(asked.length);
        for (const each of asked.splice(0)) each();
        await clock.advance(0);
      }
      await done;
      return seen;
    }
    return { ...policies, rounds, waits, clock };
  }

  test('a call that has said before that it comes waits once, and one that has not waits for its permit besides', async () => {
    const { policy, expect: expectCall, rounds, clock } = farAway();
    const call = (key: string) => policy.execute(async () => undefined, { key });
    expect(await rounds(call('albums.get'))).toEqual([2, 1]);
    await clock.advance(1_000);
    const { ready, over } = expectCall('artists.get');
    expect(await rounds(ready)).toEqual([3]);
    expect(await rounds(call('artists.get').finally(over))).toEqual([]);
  });

  test('an attempt after the first asks all at once', async () => {
    const { policy, rounds } = farAway();
    let attempts = 0;
    const ill = async (): Promise<void> => {
      attempts += 1;
      if (attempts === 1) throw Object.assign(new Error('503'), { code: 'server_error', status: 503 });
    };
    expect(await rounds(policy.execute(ill, { key: 'albums.get', idempotent: true }))).toEqual([2, 1, 3]);
    expect(attempts).toBe(2);
  });

  test('who had to wait for the pace hears of both kinds of silence at once', async () => {
    const { policy, rounds, waits } = farAway();
    waits.push(-5_000);
    // Whether there is a silence; for a permit, twice; and whether there is a silence now.
    expect(await rounds(policy.execute(async () => undefined, { key: 'albums.get' }))).toEqual([2, 1, 1, 2]);
  });
});

test('says what it does, line by line', () => {
  const { policy } = createPolicies({ pace: 'careful' });
  expect(
    policy
      .describe()
      .split('\n')
      .map((line) => line.split(':')[0]),
  ).toEqual([
    ...['deadline', 'player-commands', 'background', 'other-calls', 'bulkhead', 'retry'],
    ...['quota', 'rate-limit', 'token-bucket', 'quota', 'rate-limit', 'circuit-breaker', 'timeout'],
  ]);
});
