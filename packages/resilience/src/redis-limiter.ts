import { type Clock, systemClock } from './clock.js';
import { keyed } from './keyed.js';
import type { Limiter } from './limiter.js';
import { type RedisClient, script, within } from './redis.js';
import { checked, type TokenBucketSettings } from './token-bucket.js';

/**
 * The generic cell rate algorithm, by the server's own time: KEYS[1] holds the instant when the bucket would be full
 * again. Takes up to `wanted` permits and gives their number, or the negative of the milliseconds until there is one.
 */
const take = script(`
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local interval, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or 0))
local free = math.floor((now - full) / interval + burst + 1e-9)
if free < 1 then return -math.ceil(full - now - (burst - 1) * interval) end
local taken = math.min(free, wanted)
full = full + taken * interval
redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now) + 1)
return taken
`);

/** The settings of {@link redisLimiter}. */
export interface RedisLimiterOptions extends TokenBucketSettings {
  readonly redis: RedisClient;
  /** The key of the bucket in Redis; a call's key is put behind it. */
  readonly prefix: string;
  /** Up to how many permits are fetched at once and kept for later calls; 1 unless said. */
  readonly lease?: number;
  /** How long fetched permits are kept; those that nobody uses in time are lost. */
  readonly leaseMs?: number;
  /** How long Redis may take to answer. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

interface Leased {
  count: number;
  until: number;
}

/** A token bucket that all processes share through Redis. It rejects when Redis can't be had: see `insured`. */
export function redisLimiter(options: RedisLimiterOptions): Limiter {
  const { redis, prefix, lease = 1, leaseMs = 1_000, timeoutMs = 50, clock = systemClock } = options;
  const { ratePerSecond, intervalMs, burst } = checked(options);
  if (!(lease >= 1 && lease <= burst)) throw new RangeError('lease must be at least 1 and at most burst');
  const kept = keyed<Leased>({
    perKey: true,
    create: () => ({ count: 0, until: 0 }),
    isIdle: ({ count, until }) => count === 0 || until <= clock.now(),
  });
  return {
    async take(key) {
      const name = key === undefined ? prefix : `${prefix}:${key}`;
      const leased = lease > 1 ? kept.of(name) : undefined;
      if (leased !== undefined && leased.count > 0 && clock.now() < leased.until) {
        leased.count -= 1;
        return 0;
      }
      const given = Number(await within(take.run(redis, [name], [intervalMs, burst, lease]), timeoutMs, clock));
      if (given < 0) return -given;
      if (leased !== undefined) {
        leased.count = given - 1;
        leased.until = clock.now() + leaseMs;
      }
      return 0;
    },
    describe: () => `${ratePerSecond} a second over all processes, bursts of ${burst}`,
  };
}
