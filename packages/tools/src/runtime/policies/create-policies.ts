import {
  type Bulkhead,
  bulkhead,
  type CircuitBreaker,
  type Clock,
  type Cooldown,
  type CooldownStore,
  circuitBreaker,
  cooldown,
  deadline,
  type Expectation,
  insured,
  laneNow,
  meanwhile,
  only,
  type Policy,
  type RateLimit,
  type RedisClient,
  rateLimit,
  redisCooldownStore,
  redisLimiter,
  retry,
  systemClock,
  type TokenBucket,
  timeout,
  tokenBucket,
  wrap,
} from '@tonearm/resilience';
import { listEndpoints } from '@tonearm/spotify-client';
import { lanes } from './lanes.js';
import { limits, rates } from './limits.js';
import { quotaGroupOf } from './quota-group.js';
import { mayTryAgain, quotaSilence, rateSilence, saysIll } from './verdicts.js';

/** The policies of one runtime, put together, and those whose state others want to know. */
export interface Policies {
  readonly policy: Policy;
  readonly breaker: CircuitBreaker;
  readonly bulkhead: Bulkhead;
  /** Every place where calls may have to wait for others, the one above among them. */
  readonly bulkheads: readonly Bulkhead[];
  /** How many requests a second may begin in the long run. */
  readonly ratePerSecond: number;
  /** How many may begin at once now; undefined where only Redis knows. */
  readonly tokensLeft: () => number | undefined;
  /** Silence for all calls. */
  readonly rateGate: Cooldown;
  /** Silence for the endpoints of one quota group, until their quota is filled again. */
  readonly quotaGate: Cooldown;
  /** Begins to ask Redis all that a call of this endpoint will have to know before it may begin; nothing where there is none. */
  readonly expect: (endpoint: string) => Expectation;
  /** Whether it is known that this endpoint can't be asked now: a silence that Spotify wants, or an open circuit. */
  readonly isSilent: (endpoint: string) => boolean;
}

/** A Redis in which all processes of one Spotify app agree. */
export interface SharedRedis {
  readonly client: RedisClient;
  /** Put before the name of every key; the same for all who use the same app, and for nobody else. */
  readonly prefix: string;
}

/** What the policies need to know. */
export interface PolicyOptions {
  /** How fast the app may call. */
  readonly pace: keyof typeof rates;
  readonly clock?: Clock | undefined;
  readonly random?: (() => number) | undefined;
  /** Where the rate and the silences are shared. */
  readonly redis?: SharedRedis | undefined;
  /** How long a call waits for it; 50 ms unless said. */
  readonly redisWaitMs?: number;
  /** Where the silences are kept for other processes without a Redis. */
  readonly silences?: CooldownStore | undefined;
}

/** Makes the policies, in the order in which a call meets them; everything below `retry` is met by every attempt. */
export function createPolicies(options: PolicyOptions): Policies {
  const { clock = systemClock, random = Math.random, redis, redisWaitMs = 50 } = options;
  const store = redis ? redisCooldownStore({ ...redis, redis: redis.client }) : options.silences;
  const storeTimeoutMs = redis === undefined ? limits.storeMs : redisWaitMs;
  const shared = store === undefined ? { clock } : { clock, store, storeTimeoutMs };
  const quotaGate = cooldown({
    ...{ ...shared, name: 'quota', maxWaitMs: 0, cooldownOf: quotaSilence },
    perKey: (endpoint) => `quota:${quotaGroupOf(endpoint)}`,
  });
  const rateGate = cooldown({
    ...{ ...shared, name: 'rate-limit', maxWaitMs: limits.cooldownMs, cooldownOf: rateSilence },
    perKey: () => 'rate',
  });
  const breaker = circuitBreaker({
    ...{ clock, counts: saysIll },
    ...{ openForMs: limits.circuitOpenMs, maxOpenForMs: limits.circuitOpenMs },
  });
  const places = bulkhead({ clock, limit: limits.concurrentCalls, maxQueue: limits.waitingCalls });
  const playerCommands = bulkhead({ clock, name: 'player-commands', limit: 1 });
  const background = bulkhead({ clock, name: 'background', limit: limits.concurrentBackgroundCalls });
  const otherCalls = bulkhead({
    ...{ clock, name: 'other-calls' },
    ...{ limit: limits.concurrentOtherCalls, maxQueue: limits.waitingCalls },
  });
  const bulkheads = [playerCommands, background, otherCalls, places];
  const pace = paced({ ...options, redisWaitMs }, clock);
  const askGates = (endpoint: string | undefined, inMs = 0): Promise<unknown> =>
    Promise.all([quotaGate, rateGate].map((gate) => gate.refresh(endpoint, inMs)));
  const expect = (endpoint?: string): Expectation => {
    const gates = askGates(endpoint, storeTimeoutMs);
    if (!('expect' in pace)) return { ready: gates, over: () => undefined };
    const { ready, over } = pace.expect();
    return { ready: Promise.all([gates, ready]), over };
  };
  /** What all those inside ask a place that is shared they ask at the same time. */
  const beside = (begin: Parameters<typeof meanwhile>[0]): readonly Policy[] =>
    store === undefined ? [] : [meanwhile(begin)];
  const policy = wrap(
    deadline({ clock, timeoutMs: limits.callMs }),
    // One after the other: a pause that overtakes the play before it leaves the music on.
    only(({ key = '' }) => commands.has(key), playerCommands),
    only(({ lane }) => laneNow(lane) === lanes.background, background),
    only(({ lane }) => laneNow(lane) !== lanes.playback, otherCalls),
    places,
    retry({
      ...{ clock, random, attempts: limits.attempts, isRetryable: mayTryAgain },
      ...{ delayFor: rateSilence, maxDemandedDelayMs: limits.cooldownMs },
    }),
    // Of its first attempt a call has said before that it comes.
    ...beside(({ key, attempt }) => (attempt === 1 ? void askGates(key) : expect(key).over)),
    // Whoever has to wait for long is told at once; the gates themselves stand behind the pace, so that nobody who
    // waited there goes out into a silence that has begun meanwhile.
    quotaGate.door,
    rateGate.door,
    pace,
    ...beside(({ key }) => void askGates(key)),
    quotaGate,
    rateGate,
    breaker,
    timeout({ clock, timeoutMs: limits.attemptMs, minimumMs: limits.leastAttemptMs }),
  );
  return {
    policy,
    breaker,
    bulkhead: places,
    bulkheads,
    ratePerSecond: rates[options.pace].ratePerSecond,
    tokensLeft: () => ('tokens' in pace ? pace.tokens() : undefined),
    rateGate,
    quotaGate,
    expect,
    isSilent: (endpoint) =>
      breaker.phase() === 'open' || rateGate.endsAt() !== undefined || quotaGate.endsAt(endpoint) !== undefined,
  };
}

/** Player commands change what plays; reads of the player do not, and may overtake each other. */
const commands: ReadonlySet<string> = new Set(
  listEndpoints()
    .filter(({ name, method }) => name.startsWith('player.') && method !== 'GET')
    .map(({ name }) => name),
);

/** The rate at which requests begin: over all processes where there is a Redis, else in this one. */
function paced(
  { pace, redis, redisWaitMs }: PolicyOptions & { readonly redisWaitMs: number },
  clock: Clock,
): RateLimit | TokenBucket {
  const rate = rates[pace];
  if (redis === undefined) return tokenBucket({ ...rate, clock });
  const limiter = redisLimiter({
    ...rate,
    redis: redis.client,
    prefix: `${redis.prefix}:pace`,
    timeoutMs: redisWaitMs,
    leaseMs: limits.permitMs,
    mostAhead: limits.concurrentCalls,
    clock,
  });
  // How many processes share the rate is not known; that there is more than one is why there is a Redis.
  const safe = insured({ ...rate, limiter, processes: 2, comesWithinMs: redisWaitMs, name: 'token-bucket', clock });
  return rateLimit({ limiter: safe, name: 'token-bucket', clock });
}
