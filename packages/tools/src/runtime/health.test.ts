import type { CacheStatistics } from '@tonearm/cache';
import { type Health, type RedisClient, systemClock } from '@tonearm/resilience';
import { manualClock } from '@tonearm/resilience/testing';
import { expect, test } from 'vitest';
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
  expect(await health.report('liveness')).toMatchObject({ status: 'unhealthy', checks: [{ name: 'calls' }] });
  expect((await health.report('readiness')).status).toBe('healthy');
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
