import {
  type Bulkhead,
  type CircuitBreaker,
  type Clock,
  type Cooldown,
  circuitBreaker,
  cooldown,
  bulkhead as createBulkhead,
  deadline,
  type Policy,
  retry,
  timeout,
  tokenBucket,
  wrap,
} from '@tonearm/resilience';
import { isOutage, outcomeOf } from './outcomes.js';
import type { Settings } from './settings.js';

/** The numbers: how long anything may take, and how much may happen. */
export const limits = {
  /** An assistant gives up after a minute; the answer must be there before. */
  callMs: 45_000,
  /** So that a call can have all its attempts. */
  attemptMs: 12_000,
  attempts: 3,
  /** A silence that Spotify asks for is waited for up to this long, by all together; beyond, calls fail at once. */
  cooldownMs: 20_000,
  /** Spotify's "wait for hours" means a quota, whatever word comes with it. */
  quotaFromMs: 30_000,
  concurrentCalls: 4,
  waitingCalls: 200,
} as const;

/** Spotify publishes no figures; reports of refusals begin at about three calls a second in Development Mode. */
const rates = {
  careful: { ratePerSecond: 5, burst: 20 },
  extended: { ratePerSecond: 20, burst: 50 },
} as const;

/** The policies of one runtime, put together, and those whose state others want to know. */
export interface Policies {
  readonly policy: Policy;
  readonly breaker: CircuitBreaker;
  readonly bulkhead: Bulkhead;
  /** Silence for all calls. */
  readonly rateGate: Cooldown;
  /** Silence for one endpoint, until its quota is filled again. */
  readonly quotaGate: Cooldown;
}

/** What the policies need to know. */
export interface PolicyOptions {
  readonly appMode: Settings['appMode'];
  readonly clock?: Clock | undefined;
  readonly random?: (() => number) | undefined;
}

/** Makes the policies, in the order in which a call meets them; everything below `retry` is met by every attempt. */
export function createPolicies({ appMode, clock, random }: PolicyOptions): Policies {
  const common = clock === undefined ? {} : { clock };
  const quotaGate = cooldown({ ...common, name: 'quota', maxWaitMs: 0, cooldownOf: quotaSilence });
  const rateGate = cooldown({
    ...common,
    name: 'rate-limit',
    perKey: false,
    maxWaitMs: limits.cooldownMs,
    cooldownOf: rateSilence,
  });
  const breaker = circuitBreaker({ ...common, counts: saysIll });
  const bulkhead = createBulkhead({ limit: limits.concurrentCalls, maxQueue: limits.waitingCalls });
  const rate = appMode === 'extended' ? rates.extended : rates.careful;
  const policy = wrap(
    deadline({ ...common, timeoutMs: limits.callMs }),
    bulkhead,
    retry({
      ...common,
      ...(random === undefined ? {} : { random }),
      attempts: limits.attempts,
      isRetryable: mayTryAgain,
      delayFor: rateSilence,
      maxDemandedDelayMs: limits.cooldownMs,
    }),
    quotaGate,
    rateGate,
    tokenBucket({ ...common, ...rate }),
    breaker,
    timeout({ ...common, timeoutMs: limits.attemptMs }),
  );
  return { policy, breaker, bulkhead, rateGate, quotaGate };
}

/** A call that was refused for its pace was not carried out, so even a POST may be sent again; after an outage nobody knows. */
function mayTryAgain(error: unknown, { idempotent }: { readonly idempotent: boolean }): boolean {
  if (outcomeOf(error) === 'rate_limited') return (retryAfter(error) ?? 0) < limits.quotaFromMs;
  return idempotent && isOutage(error);
}

/** An answer that refuses tells that Spotify is well; what never left, or was given up, tells nothing. */
function saysIll(error: unknown): boolean | undefined {
  if (isOutage(error)) return true;
  return typeof error === 'object' && error !== null && 'status' in error ? false : undefined;
}

function rateSilence(error: unknown): number | undefined {
  if (outcomeOf(error) !== 'rate_limited') return undefined;
  const silenceMs = retryAfter(error) ?? 1000;
  return silenceMs < limits.quotaFromMs ? silenceMs : undefined;
}

function quotaSilence(error: unknown): number | undefined {
  const code = outcomeOf(error);
  const silenceMs = retryAfter(error);
  if (code === 'quota_exceeded') return silenceMs ?? 3_600_000;
  return code === 'rate_limited' && silenceMs !== undefined && silenceMs >= limits.quotaFromMs ? silenceMs : undefined;
}

function retryAfter(error: unknown): number | undefined {
  const known = typeof error === 'object' && error !== null && 'retryAfterMs' in error ? error.retryAfterMs : undefined;
  return typeof known === 'number' ? known : undefined;
}
