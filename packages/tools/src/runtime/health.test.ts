import type { CacheStatistics } from '@tonearm/cache';
import { type Health, type RedisClient, systemClock } from '@tonearm/resilience';
import { manualClock } from '@tonearm/resilience/testing';
import { describe, expect, test } from 'vitest';
import { eventLoopCheck } from './event-loop-check.js';
import { type HealthSubjects, type Pulse, runtimeHealth } from './health.js';
import { createPolicies } from './policies/create-policies.js';
import { reachability } from './reach.js';

const day = 86_400_000;
const statistics = (hits: number, misses: number): CacheStatistics =>
  ({ hits, misses, stale: 0, hitRatio: hits + misses === 0 ? 0 : hits / (hits + misses) }) as CacheStatistics;

function fixture(parts: Partial<HealthSubjects> = {}) {
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const policies = createPolicies({ pace: 'extended', clock, random: () => 0.5 });
  const pulse: Pulse = {};
  const subjects = { pulse, policies, clock, cacheStatistics: () => statistics(0, 0), reach: async () => undefined };
  return { clock, policies, pulse, health: runtimeHealth({ ...subjects, ...parts }) };
}

const statusOf = async (health: Health, check: string) =>
  (await health.report()).checks.find(({ name }) => name === check)?.status;

test('is healthy at the start, when nothing was asked yet', async () => {
  expect(await fixture().health.report()).toMatchObject({ status: 'healthy', reasons: [] });
});

test('asks whether Spotify can be reached when no request has told for a minute', async () => {
  let asked = 0;
  const reach = async () => {
    asked += 1;
    throw new Error('it cannot be reached; check the network');
  };
  const { clock, pulse, health } = fixture({ reach });
  pulse.lastOutcome = 'ok';
  pulse.lastOutcomeAt = clock.now();
  expect(await statusOf(health, 'spotify')).toBe('healthy');
  expect(asked).toBe(0);
  await clock.advance(60_000);
  expect(await health.report()).toMatchObject({
    status: 'unhealthy',
    reasons: ['spotify: it cannot be reached; check the network'],
  });
});

test('asks without a token, at the root of the server, and remembers the answer for a while', async () => {
  const clock = manualClock(0);
  const sent: [url: string, init: RequestInit | undefined][] = [];
  const reach = reachability(
    { apiUrl: 'https://api.spotify.com/v1' },
    async (url, init) => {
      sent.push([String(url), init]);
      return new Response(undefined, { status: 404 });
    },
    clock,
  );
  const { signal } = new AbortController();
  for (let times = 0; times < 10; times += 1) await reach(signal);
  expect(sent).toMatchObject([['https://api.spotify.com/', { method: 'HEAD' }]]);
  expect(sent[0]?.[1]?.headers).toBeUndefined();
  await clock.advance(30_000);
  await reach(signal);
  expect(sent).toHaveLength(2);
});

test.each([
  ['is not there', () => Promise.reject(new TypeError('fetch failed')), 'it cannot be reached; check the network'],
  ['is ill', async () => new Response(undefined, { status: 503 }), 'it answers with status 503'],
])('says what is wrong with a server that %s', async (_how, fetch, problem) => {
  const reach = reachability({ apiUrl: 'https://api.spotify.com/v1' }, fetch, systemClock);
  await expect(reach(new AbortController().signal)).rejects.toThrow(problem);
});

test('turns red while the circuit is open', async () => {
  const { clock, policies, health } = fixture();
  const fail = () => Promise.reject(Object.assign(new Error('down'), { code: 'server_error', status: 503 }));
  for (let times = 0; times < 5; times += 1) await policies.policy.execute(fail).catch(() => undefined);
  expect(await health.report()).toMatchObject({ status: 'unhealthy' });
  expect(await statusOf(health, 'breaker')).toBe('unhealthy');
  await clock.advance(10_000);
  await policies.policy.execute(async () => 1);
  expect(await statusOf(health, 'breaker')).toBe('healthy');
});

test.each([
  [15 * day, 'healthy'],
  [14 * day, 'degraded'],
  [0, 'unhealthy'],
])('speaks of a consent that ends, in time: %i ms before, it is %s', async (leftMs, status) => {
  const { clock, pulse, health } = fixture();
  pulse.consentEndsAt = clock.now() + leftMs;
  expect(await statusOf(health, 'token')).toBe(status);
});

test('says for how many days a consent is good', async () => {
  const { clock, pulse, health } = fixture();
  pulse.consentEndsAt = clock.now() + 3 * day - 1;
  expect((await health.report()).reasons).toEqual([
    'token: the consent ends in 3 days; sign in again: tonearm login, or tonearm-mcp auth',
  ]);
});

test.each([
  [0, 199, 'healthy'],
  [100, 100, 'degraded'],
  [101, 99, 'healthy'],
])('takes a cache that answers %i of %i more for %s, and a fresh one for nothing', async (hits, misses, status) => {
  const { health } = fixture({ cacheStatistics: () => statistics(hits, misses) });
  expect(await statusOf(health, 'cache')).toBe(status);
  expect((await health.report()).status).toBe(status);
});

test('is degraded, not more, without Redis', async () => {
  const redis: RedisClient = { eval: () => Promise.reject(new Error('connection refused')), evalsha: async () => 1 };
  expect(await fixture({ redis }).health.report()).toMatchObject({
    status: 'degraded',
    reasons: ['redis: connection refused'],
  });
});

test('is no longer alive when all that runs has not ended for two minutes', async () => {
  const { clock, policies, health } = fixture();
  // Places that are never given back, as by a defect in a policy: nothing inside ends, and no deadline reaches it.
  const stuck = Array.from({ length: 3 }, () => policies.bulkhead.execute(() => new Promise(() => undefined)));
  expect(stuck).toHaveLength(3);
  await clock.advance(119_999);
  expect((await health.report('liveness')).status).toBe('healthy');
  await clock.advance(1);
  expect(await health.report('liveness')).toMatchObject({
    status: 'unhealthy',
    reasons: ['calls: none of the running calls has ended for 120 s'],
  });
  expect((await health.report('readiness')).status).toBe('healthy');
});

describe('the event loop', () => {
  /** A clock by which each turn of the loop takes what the list says; the last of it from then on. */
  function loopOf(...turnsMs: number[]) {
    let now = 0;
    let asked = 0;
    return {
      now: () => {
        asked += 1;
        // Asked before and after each turn: only what lies between counts.
        if (asked % 2 === 0) now += turnsMs[Math.min(asked / 2, turnsMs.length) - 1] ?? 0;
        return now;
      },
    };
  }
  const { signal } = new AbortController();

  test.each([
    ['that turns', [1]],
    ['that was late twice', [30_000, 1, 5_000, 1]],
    ['that is slow', [999]],
  ])('%s is alive', async (_what, turnsMs) => {
    expect(await eventLoopCheck(loopOf(...turnsMs)).check(signal)).toBeUndefined();
  });

  test('that is late again and again is not', async () => {
    await expect(eventLoopCheck(loopOf(1_000, 1, 1_000, 1, 1_000)).check(signal)).rejects.toThrow(
      'longer than 1000 ms',
    );
  });
});

test.each([
  ['cooldown', { code: 'rate_limited', status: 429, retryAfterMs: 25_000 }, 'cooldown: Spotify has asked for a pause'],
  ['quota', { code: 'quota_exceeded', status: 429, retryAfterMs: 86_000_000 }, 'quota: used up for album'],
])('is degraded during a %s, and no more than that, and well again afterwards', async (check, refusal, reason) => {
  const { clock, policies, health } = fixture();
  const refuse = () => Promise.reject(Object.assign(new Error('429'), refusal));
  await policies.policy.execute(refuse, { key: 'albums.get' }).catch(() => undefined);
  expect(await health.report()).toMatchObject({ status: 'degraded', reasons: [reason] });
  await clock.advance(refusal.retryAfterMs);
  expect(await statusOf(health, check)).toBe('healthy');
});

test('is degraded while the circuit is half-open, and red while no token can be had', async () => {
  const { clock, policies, pulse, health } = fixture();
  const fail = () => Promise.reject(Object.assign(new Error('down'), { code: 'server_error', status: 503 }));
  for (let times = 0; times < 5; times += 1) await policies.policy.execute(fail).catch(() => undefined);
  await clock.advance(10_000);
  const probe = policies.policy.execute(() => clock.sleep(5));
  await clock.advance(0);
  expect(await statusOf(health, 'breaker')).toBe('degraded');
  await clock.advance(5);
  await probe;
  expect(await statusOf(health, 'breaker')).toBe('healthy');
  pulse.tokenProblem = 'no token can be had: authentication';
  expect(await health.report('readiness')).toMatchObject({
    status: 'unhealthy',
    reasons: [`token: ${pulse.tokenProblem}`],
  });
});

test('is alive as long as calls end, and when nothing is asked of it', async () => {
  const { clock, policies, health } = fixture();
  void policies.bulkhead.execute(() => new Promise(() => undefined));
  for (let times = 0; times < 5; times += 1) {
    await clock.advance(100_000);
    await policies.policy.execute(async () => 1);
  }
  expect((await health.report('liveness')).status).toBe('healthy');
  const idle = fixture();
  await idle.clock.advance(1e9);
  expect((await idle.health.report('liveness')).status).toBe('healthy');
});
