export { type AdaptiveThrottleOptions, type AdaptiveThrottleSettings, adaptiveThrottle } from './adaptive-throttle.js';
export type { Jitter } from './backoff.js';
export { type Bulkhead, type BulkheadOptions, type BulkheadSettings, bulkhead } from './bulkhead.js';
export { type ChaosOptions, type ChaosSettings, chaos } from './chaos.js';
export type { CircuitPhase } from './circuit.js';
export {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitBreakerSettings,
  circuitBreaker,
} from './circuit-breaker.js';
export type { CircuitSnapshot } from './circuit-snapshot.js';
export { type Clock, systemClock } from './clock.js';
export { type Cooldown, cooldown } from './cooldown.js';
export type { CooldownOptions, CooldownSettings } from './cooldown-options.js';
export type { CooldownStore, Silence } from './cooldown-store.js';
export { type DeadlineOptions, deadline } from './deadline.js';
export {
  AttemptTimeoutError,
  BulkheadFullError,
  ChaosError,
  CircuitOpenError,
  CooldownError,
  DeadlineError,
  isResilienceError,
  type ResilienceCode,
  ResilienceError,
  ThrottledError,
} from './errors.js';
export { type PolicyEvent, type PolicyEventType, policyEventTypes } from './events.js';
export {
  executeMarked,
  type Fallback,
  type FallbackOptions,
  type FallbackSettings,
  type FallbackStep,
  fallback,
  type MarkedAnswer,
} from './fallback.js';
export { type FileCooldownStoreOptions, fileCooldownStore } from './file-cooldown-store.js';
export { type FlexibleLimiter, flexibleLimiter } from './flexible-limiter.js';
export {
  type CheckReport,
  checkHealth,
  type Health,
  type HealthCheck,
  type HealthPurpose,
  type HealthReport,
  type HealthStatus,
  health,
} from './health.js';
export { type HedgeOptions, type HedgeSettings, hedge } from './hedge.js';
export { type InsuredLimiter, type InsuredOptions, insured } from './insured.js';
export type { PerKey } from './keyed.js';
export { type ChangingLane, type Lane, laneNow } from './lane.js';
export type { Expectation, Limiter } from './limiter.js';
export { meanwhile } from './meanwhile.js';
export { only } from './only.js';
export type { Degradation, ExecuteContext, ExecuteOptions, Policy, PolicyFor, Reconfigurable, Run } from './policy.js';
export { type RateLimit, type RateLimitOptions, type RateLimitSettings, rateLimit } from './rate-limit.js';
export type { RedisClient } from './redis.js';
export { type RedisCooldownStoreOptions, redisCooldownStore } from './redis-cooldown-store.js';
export { type RedisLimiterOptions, redisLimiter } from './redis-limiter.js';
export { type RetryOptions, type RetrySettings, retry } from './retry.js';
export { type BudgetSetting, type RetryBudget, type RetryBudgetOptions, retryBudget } from './retry-budget.js';
export { type TimeoutOptions, type TimeoutSettings, timeout } from './timeout.js';
export { type TokenBucket, type TokenBucketOptions, type TokenBucketSettings, tokenBucket } from './token-bucket.js';
export type { Trip } from './trip.js';
export { type WrapSettings, wrap } from './wrap.js';
