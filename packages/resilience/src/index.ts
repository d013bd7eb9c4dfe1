export { type Bulkhead, type BulkheadOptions, bulkhead } from './bulkhead.js';
export type { CircuitPhase, Trip } from './circuit.js';
export { type CircuitBreaker, type CircuitBreakerOptions, circuitBreaker } from './circuit-breaker.js';
export { type Clock, systemClock } from './clock.js';
export { type Cooldown, type CooldownOptions, cooldown } from './cooldown.js';
export { type DeadlineOptions, deadline } from './deadline.js';
export {
  AttemptTimeoutError,
  BulkheadFullError,
  CircuitOpenError,
  CooldownError,
  DeadlineError,
  isResilienceError,
  type ResilienceCode,
  ResilienceError,
} from './errors.js';
export { type CheckReport, checkHealth, type HealthCheck, type HealthReport, type HealthStatus } from './health.js';
export type { ExecuteContext, ExecuteOptions, Policy, PolicyEvent } from './policy.js';
export { type RetryOptions, retry } from './retry.js';
export type { RetryBudgetOptions } from './retry-budget.js';
export { type TimeoutOptions, timeout } from './timeout.js';
export { type TokenBucketOptions, tokenBucket } from './token-bucket.js';
export { wrap } from './wrap.js';
