import { type Clock, systemClock } from './clock.js';
import { keyed } from './keyed.js';
import type { Expectation, Limiter } from './limiter.js';
import { type PermitStock, permitStock } from './permit-stock.js';
import { type RedisClient, script, within } from './redis.js';
import { checked, type TokenBucketSettings } from './token-bucket.js';

const now = `local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
`;

/**
 * The generic cell rate algorithm, by the server's own time: KEYS[1] holds the instant when the bucket would be full
 * again. Takes up to `wanted` permits and gives their number, or the negative of the milliseconds until there is one.
 */
const take = script(`${now}
local interval, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or 0))
local free = math.floor((now - full) / interval + burst + 1e-9)
if free < 1 then return -math.ceil(full - now - (burst - 1) * interval) end
local taken = math.min(free, wanted)
full = full + taken * interval
redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now) + 1)
return taken
`);

/** Gives back permits that nobody used: the bucket is full again so many milliseconds earlier. */
const giveBack = script(`${now}
local full = tonumber(redis.call('GET', KEYS[1]) or 0) - tonumber(ARGV[1])
if full <= now then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', math.ceil(full - now) + 1)
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
  /** Up to how many permits are fetched for those who are expected, before they come; 4 unless said. */
  readonly mostAhead?: number;
  /** How long Redis may take to answer. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

/**
 * A token bucket that all processes share through Redis. It rejects when Redis can't be had: see `insured`. For whoever is
 * expected a permit is fetched before they come, and given back when they don't.
 */
export function redisLimiter(options: RedisLimiterOptions): Limiter {
  const { redis, prefix, lease = 1, leaseMs = 1_000, mostAhead = 4, timeoutMs = 50, clock = systemClock } = options;
  const { ratePerSecond, intervalMs, burst } = checked(options);
  if (!(lease >= 1 && lease <= burst)) throw new RangeError('lease must be at least 1 and at most burst');
  if (!(mostAhead >= 0)) throw new RangeError('mostAhead must be at least 0');
  const stocks = keyed<PermitStock>({
    perKey: true,
    create: () => permitStock(clock, leaseMs),
    isIdle: (stock) => stock.isIdle(),
  });
  const nameOf = (key: string | undefined): string => (key === undefined ? prefix : `${prefix}:${key}`);

  /** Gives how many were fetched, or the negative of the milliseconds until there is one. */
  async function fetch(name: string, stock: PermitStock, wanted: number): Promise<number> {
    const askedAt = clock.now();
    const given = Number(await within(take.run(redis, [name], [intervalMs, burst, wanted]), timeoutMs, clock));
    // Whoever asks would go on asking without end.
    if (!(given >= 1 || given < 0)) throw new TypeError('Redis gave no number of permits');
    stock.add(Math.max(0, given), askedAt);
    return given;
  }

  function fetchAhead(name: string, stock: PermitStock): void {
    if (!stock.isShort() || stock.size() >= mostAhead) return;
    const trip = fetch(name, stock, 1)
      // Whoever comes asks for themselves, and hears of it.
      .catch(() => undefined)
      .then(() => {
        stock.trips.delete(trip);
        returnSpare(name, stock);
      });
    stock.trips.add(trip);
  }

  /** Without what has come back to the bucket by itself while they were kept, which somebody else may have used. */
  function returnSpare(name: string, stock: PermitStock): void {
    const spare = stock.takeSpare(lease - 1);
    const unspentMs = spare.reduce((sum, { askedAt }) => sum + Math.max(0, intervalMs - (clock.now() - askedAt)), 0);
    // When it can't be told it is as if they had been used.
    if (unspentMs > 0) giveBack.run(redis, [name], [unspentMs.toFixed(3)]).catch(() => undefined);
  }

  return {
    async take(key) {
      const name = nameOf(key);
      const stock = stocks.of(name);
      while (!stock.take()) {
        if (stock.trips.size > 0) await Promise.race(stock.trips);
        else {
          const given = await fetch(name, stock, lease);
          if (given < 0) return -given;
        }
      }
      fetchAhead(name, stock);
      return 0;
    },
    expect(key): Expectation {
      const name = nameOf(key);
      const stock = stocks.of(name);
      stock.expect();
      fetchAhead(name, stock);
      let isOver = false;
      return {
        ready: Promise.all(stock.trips),
        over() {
          if (isOver) return;
          isOver = true;
          stock.forget();
          returnSpare(name, stock);
        },
      };
    },
    describe: () => `${ratePerSecond} a second over all processes, bursts of ${burst}`,
  };
}
