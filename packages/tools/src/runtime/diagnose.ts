import type { CacheStatistics } from '@tonearm/cache';
import type { Clock, HealthReport } from '@tonearm/resilience';
import type { CacheFigures, Diagnosis } from '../diagnosis.js';
import type { Pulse } from './health.js';
import type { Policies } from './policies/create-policies.js';

/** What a diagnosis looks at. */
export interface DiagnosisSubjects extends Pick<Diagnosis, 'version' | 'backend'> {
  readonly pulse: Pulse;
  /** What Spotify offers to the app, as far as it is known now. */
  readonly appMode: () => Diagnosis['appMode'];
  readonly policies: Policies;
  readonly clock: Clock;
  readonly health: () => Promise<HealthReport>;
  readonly cacheStatistics: () => CacheStatistics;
}

/** Gives the function that says how a runtime is, counted from now on; it asks Spotify for nothing that costs a quota. */
export function diagnoser(subjects: DiagnosisSubjects): () => Promise<Diagnosis> {
  const { version, backend, pulse, appMode, policies, clock, health, cacheStatistics } = subjects;
  const startedAt = clock.now();
  return async () => {
    const { status, reasons, checks } = await health();
    const now = clock.now();
    const redis = checks.find(({ name }) => name === 'redis');
    const cache = cacheStatistics();
    const { entries, bytes, hitRatio } = cache;
    const { consentEndsAt } = pulse;
    return {
      ...{ version, backend, appMode: appMode(), status, reasons },
      upForMs: now - startedAt,
      consentLeftMs: consentEndsAt === undefined ? undefined : consentEndsAt - now,
      pace: { perSecond: policies.ratePerSecond, tokensLeft: policies.tokensLeft() },
      calls: { underWay: policies.bulkhead.active(), waiting: waiting(policies) },
      circuit: policies.breaker.phase(),
      cooldowns: cooldowns(policies, now),
      cache: { entries, bytes, hitRatio, redisIsUp: redis && redis.status === 'healthy', statistics: figures(cache) },
    };
  };
}

function figures(statistics: CacheStatistics): CacheFigures {
  const { entries, bytes, hitRatio, maxEntries, maxBytes, ...rest } = statistics;
  const { invalidations, heard, distrusts, byName, shared, ...total } = rest;
  const { kind: _kind, isUp: _isUp, isCertain: _isCertain, problem: _problem, ...redis } = shared ?? {};
  return {
    ...{ maxEntries, maxBytes, invalidations, heard, distrusts, total },
    byName: Object.fromEntries(Object.entries(byName).map(([name, counts]) => [name, { ...counts }])),
    redis: shared && redis,
  };
}

function waiting({ bulkheads }: Policies): number {
  return bulkheads.reduce((sum, bulkhead) => sum + bulkhead.queued(), 0);
}

function cooldowns({ rateGate, quotaGate }: Policies, now: number): Diagnosis['cooldowns'] {
  const all = rateGate.silences().map(({ endsAt }) => ({ bucket: 'all', leftMs: endsAt - now }));
  const groups = quotaGate.silences().map(({ key = '', endsAt }) => ({
    bucket: key.replace('quota:', ''),
    leftMs: endsAt - now,
  }));
  return [...all, ...groups];
}
