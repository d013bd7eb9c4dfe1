import type { Cache, CacheEvent } from '@tonearm/cache';
import type { Metrics } from '@tonearm/metrics';
import type { Clock, HealthReport, Policy, PolicyEvent } from '@tonearm/resilience';
import { listEndpoints } from '@tonearm/spotify-client';
import { currentCall } from './call-record.js';
import { healthChecks } from './health.js';
import type { Logger } from './logging.js';
import type { RuntimeCatalogue } from './metric-catalogue.js';
import type { Policies } from './policies/create-policies.js';
import { quotaGroupOf } from './policies/quota-group.js';
import { warnOfRedis } from './redis-warnings.js';

/** Everything that speaks and everything that listens. */
export interface Observed {
  readonly metrics: Metrics<RuntimeCatalogue>;
  readonly logger: Logger;
  readonly cache: Cache;
  readonly policies: Policies;
  /** What answers when nothing else can. */
  readonly fallback: Pick<Policy, 'on'>;
  readonly clock: Clock;
  readonly health: () => Promise<HealthReport>;
  /** When the consent of the person ends, in milliseconds since 1970, if that is known. */
  readonly consentEndsAt: () => number | undefined;
}

/**
 * Counts and logs what the cache and the policies tell; the packages themselves know neither metrics nor logs.
 * Returns the way to stop.
 */
export function observe(observed: Observed): () => void {
  const { metrics, cache, policies, health, consentEndsAt } = observed;
  const stops = [
    cache.on(countCache(metrics)),
    cache.on(warnOfRedis(observed.logger, observed.clock)),
    policies.policy.on(countPolicies(observed)),
    observed.fallback.on(countPolicies(observed)),
    metrics.gauge('cacheEntries').collect(() => cache.statistics().entries),
    metrics.gauge('cacheBytes').collect(() => cache.statistics().bytes),
    metrics.gauge('consentEnds').collect(() => seconds(consentEndsAt())),
    ...showPolicies(observed),
    ...showHealth(metrics, health),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** How an answer of the cache is counted: where it was, and what it was. */
const lookups = {
  hit: { tier: 'memory', outcome: 'hit' },
  'shared-hit': { tier: 'redis', outcome: 'hit' },
  'failure-hit': { tier: 'memory', outcome: 'failure_hit' },
  miss: { tier: 'memory', outcome: 'miss' },
} as const;

function countCache(metrics: Metrics<RuntimeCatalogue>): (event: CacheEvent) => void {
  const lookup = metrics.counter('cacheLookups');
  const events = metrics.counter('cacheEvents');
  return (event) => {
    switch (event.type) {
      case 'stale': {
        const outcome = event.reason === 'refresh' ? 'stale' : 'stale_on_error';
        return lookup.add(1, { endpoint: event.name, tier: event.from === 'shared' ? 'redis' : 'memory', outcome });
      }
      case 'hit':
      case 'shared-hit':
      case 'failure-hit':
      case 'miss':
        return lookup.add(1, { endpoint: event.name, ...lookups[event.type] });
      default: {
        events.add(1, { event: event.type });
        const call = event.type === 'coalesced' ? currentCall() : undefined;
        if (call !== undefined) call.isJoined = true;
      }
    }
  };
}

/** What a person who looks after the server wants to hear without asking. */
const loud: ReadonlySet<string> = new Set(['open', 'cooldown', 'lost', 'restored']);
/** What happens with every call. */
const usual: ReadonlySet<string> = new Set(['success', 'failure', 'admit']);

function countPolicies({ metrics, logger }: Observed): (event: PolicyEvent) => void {
  const retries = metrics.counter('retries');
  const events = metrics.counter('policyEvents');
  const waits = metrics.histogram('policyWait');
  return ({ policy, type, key = '', attempt, waitMs, tookMs, reason }) => {
    events.add(1, { policy, event: type });
    if (type === 'retry') retries.add(1, { bucket: quotaGroupOf(key) ?? key });
    if (type === 'admit') waits.observe((tookMs ?? 0) / 1000, { policy });
    const level = loud.has(type) ? 'warn' : usual.has(type) ? 'trace' : 'debug';
    logger[level]({ policy, event: type, endpoint: key, attempt, waitMs, reason }, 'policy');
  };
}

/** One endpoint of each bucket: the silence of one is that of all. */
const endpointOfBucket = new Map(listEndpoints().map(({ name }) => [quotaGroupOf(name) ?? name, name]));

function showPolicies({ metrics, policies, clock }: Observed): (() => void)[] {
  const { breaker, bulkheads, ratePerSecond, tokensLeft, rateGate, quotaGate } = policies;
  const circuit = metrics.gauge('circuitState');
  const calls = metrics.gauge('bulkheadCalls');
  const cooldown = metrics.gauge('cooldown');
  const left = (end: number | undefined): number | undefined =>
    end === undefined ? undefined : Math.max(0, seconds(end - clock.now()) ?? 0);
  return [
    ...(['closed', 'open', 'half-open'] as const).map((state) =>
      circuit.collect(() => (breaker.phase() === state ? 1 : 0), { state }),
    ),
    metrics.gauge('rateBudget').collect(() => ratePerSecond),
    metrics.gauge('rateTokens').collect(tokensLeft),
    ...bulkheads.flatMap((bulkhead) => [
      calls.collect(() => bulkhead.active(), { policy: bulkhead.name, state: 'active' }),
      calls.collect(() => bulkhead.queued(), { policy: bulkhead.name, state: 'waiting' }),
    ]),
    cooldown.collect(() => left(rateGate.endsAt()) ?? 0, { limit: 'rate', bucket: '' }),
    ...[...endpointOfBucket].map(([bucket, endpoint]) =>
      cooldown.collect(() => left(quotaGate.endsAt(endpoint)), { limit: 'quota', bucket }),
    ),
  ];
}

const wellness = { healthy: 1, degraded: 0.5, unhealthy: 0 } as const;

function showHealth(metrics: Metrics<RuntimeCatalogue>, health: () => Promise<HealthReport>): (() => void)[] {
  const gauge = metrics.gauge('health');
  let asked: Promise<HealthReport> | undefined;
  // One scrape asks for several series in one go; it gets them from one report.
  const report = (): Promise<HealthReport> => {
    asked ??= health().finally(() => {
      asked = undefined;
    });
    return asked;
  };
  const of = (check: string) => async (): Promise<number | undefined> => {
    const status = (await report()).checks.find(({ name }) => name === check)?.status;
    return status === undefined ? undefined : wellness[status];
  };
  return [
    gauge.collect(async () => wellness[(await report()).status], { check: 'overall' }),
    ...healthChecks.map((check) => gauge.collect(of(check), { check })),
    // Asked and not remembered: a cache that nobody uses at night would not notice that its Redis has gone.
    metrics.gauge('redisUp').collect(async () => {
      const redis = await of('redis')();
      return redis === undefined ? undefined : Number(redis === wellness.healthy);
    }),
  ];
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
