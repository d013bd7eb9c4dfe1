import type { CacheStatistics } from '@tonearm/cache';
import { type Clock, type Health, type HealthCheck, health, type RedisClient } from '@tonearm/resilience';
import { eventLoopCheck } from './event-loop-check.js';
import type { Policies } from './policies/create-policies.js';
import { limits } from './policies/limits.js';

/** What is remembered of the last attempt that was sent, and of the sign-in. */
export interface Pulse {
  /** The outcome of the last attempt, until there was one undefined. */
  lastOutcome?: string;
  /** When that was, in milliseconds of the clock. */
  lastOutcomeAt?: number;
  /** Why no token could be had, while that is so. */
  tokenProblem?: string;
  /** When the consent of the person ends, in milliseconds since 1970, if that is known. */
  consentEndsAt?: number | undefined;
}

/** What health looks at. */
export interface HealthSubjects {
  readonly pulse: Pulse;
  readonly policies: Policies;
  readonly clock: Clock;
  readonly cacheStatistics: () => CacheStatistics;
  /** Asks whether Spotify can be reached at all, without a token and so without spending a quota; rejects when not. */
  readonly reach: (signal: AbortSignal) => Promise<void>;
  readonly redis?: RedisClient | undefined;
}

/** The names of all checks. */
export const healthChecks: readonly string[] = [
  ...['spotify', 'breaker', 'cooldown', 'quota', 'token', 'redis', 'cache', 'calls', 'event-loop'],
];

const ill: ReadonlySet<string> = new Set([
  'server_error',
  'network',
  'timeout',
  'attempt_timeout',
  'unexpected_response',
]);

/** What the last request met is news for so long. */
const newsMs = 60_000;
/** Fewer questions say nothing about a cache: it has just begun. */
const enoughLookups = 200;

/** Tells how things are, from what the last calls met; asks Spotify only when there was none for a while, and never with a token. */
export function runtimeHealth(subjects: HealthSubjects): Health {
  const { redis, clock, cacheStatistics } = subjects;
  const checks = [
    spotify(subjects),
    ...breakerAndCooldowns(subjects),
    token(subjects),
    ...(redis === undefined ? [] : [redisCheck(redis, cacheStatistics)]),
    cacheCheck(subjects),
    callsCheck(subjects),
    eventLoopCheck(clock),
  ];
  return health(checks, { clock });
}

function spotify({ pulse, clock, reach }: HealthSubjects): HealthCheck {
  return {
    name: 'spotify',
    critical: true,
    check: async (signal) => {
      const { lastOutcome, lastOutcomeAt = Number.NEGATIVE_INFINITY } = pulse;
      if (lastOutcome !== undefined && clock.now() - lastOutcomeAt < newsMs) {
        return ill.has(lastOutcome) ? `the last request ended with ${lastOutcome}` : undefined;
      }
      await reach(signal);
      return undefined;
    },
  };
}

function breakerAndCooldowns({ policies }: HealthSubjects): HealthCheck[] {
  return [
    {
      name: 'breaker',
      critical: true,
      check: async () => {
        const phase = policies.breaker.phase();
        if (phase === 'open') throw new Error('Spotify has been failing, and calls are refused for a while');
        return phase === 'half-open' ? 'Spotify has been failing, and is being tried again' : undefined;
      },
    },
    {
      name: 'cooldown',
      check: async () => (policies.rateGate.endsAt() === undefined ? undefined : 'Spotify has asked for a pause'),
    },
    {
      name: 'quota',
      check: async () => {
        const groups = policies.quotaGate.silences().map(({ key = '' }) => key.replace('quota:', ''));
        return groups.length === 0 ? undefined : `used up for ${groups.join(', ')}`;
      },
    },
  ];
}

function token({ pulse, clock }: HealthSubjects): HealthCheck {
  return {
    name: 'token',
    critical: true,
    check: async () => {
      const { tokenProblem, consentEndsAt } = pulse;
      if (tokenProblem !== undefined) throw new Error(tokenProblem);
      const leftMs = (consentEndsAt ?? Number.POSITIVE_INFINITY) - clock.now();
      if (leftMs <= 0) throw new Error('the consent has ended; sign in again: tonearm login, or tonearm-mcp auth');
      if (leftMs > limits.consentWarningMs) return undefined;
      return `the consent ends in ${Math.ceil(leftMs / 86_400_000)} days; sign in again: tonearm login, or tonearm-mcp auth`;
    },
  };
}

function redisCheck(redis: RedisClient, cacheStatistics: HealthSubjects['cacheStatistics']): HealthCheck {
  return {
    name: 'redis',
    timeoutMs: 500,
    cacheForMs: 1_000,
    check: async () => {
      try {
        await redis.eval('return 1', 0);
      } catch (error) {
        // The cache has heard why; the client only says that it can send nothing.
        throw new Error(problemOf(cacheStatistics()) ?? (error instanceof Error ? error.message : 'unknown'));
      }
      // It answers, and yet may be of no use: a replica, or a disk that is full. That it was late once is no news.
      const statistics = cacheStatistics();
      return statistics.shared?.problem?.reason === 'timeout' ? undefined : problemOf(statistics);
    },
  };
}

/** What is wrong with Redis, and what to do about it. */
function problemOf({ shared }: Pick<CacheStatistics, 'shared'>): string | undefined {
  const { message, hint } = shared?.problem ?? {};
  return message && [message, hint].filter(Boolean).join('. ');
}

function cacheCheck({ cacheStatistics }: HealthSubjects): HealthCheck {
  return {
    name: 'cache',
    check: async () => {
      const { hits, stale, misses, hitRatio } = cacheStatistics();
      if (hits + stale + misses < enoughLookups || hitRatio > 0.5) return undefined;
      return `it answers only ${Math.round(hitRatio * 100)} % of what it is asked`;
    },
  };
}

/** Alive means that calls end: each has a deadline, so places that are all taken for long are never given back. */
function callsCheck({ policies, clock }: HealthSubjects): HealthCheck {
  let movedAt = clock.now();
  policies.policy.on(({ type }) => {
    if (type === 'success' || type === 'failure') movedAt = clock.now();
  });
  return {
    name: 'calls',
    critical: true,
    purpose: 'liveness',
    check: async () => {
      if (policies.bulkhead.active() === 0) movedAt = clock.now();
      const stuckMs = clock.now() - movedAt;
      if (stuckMs < limits.stuckAfterMs) return undefined;
      throw new Error(`none of the running calls has ended for ${Math.round(stuckMs / 1000)} s`);
    },
  };
}
