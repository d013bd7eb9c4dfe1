import { type RedisClient, redisLimiter } from '@tonearm/resilience';
import { startRedis } from '@tonearm/tooling/services';
import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { interleaved, repeated } from '../interleaved.ts';
import { type Measured, usualRatioOf } from './report.ts';

const bare = 'bare EVALSHA of the same script';
const ours = 'ours: redisLimiter';
const leased = 'ours: redisLimiter that fetches 20 permits at once';
const theirs = 'rate-limiter-flexible: RateLimiterRedis.consume';

/** What it costs to take a token that all processes share: one trip to a Redis on this machine. */
export async function overRedis(rounds: number): Promise<Measured> {
  const server = await startRedis();
  const redis = new Redis(server.url);
  // A pause of the machine is not what is measured.
  const rate = { ratePerSecond: 1e6, burst: 1e9, timeoutMs: 10_000 };
  let scripted: (string | number)[] = [];
  let trips = 0;
  const counting: RedisClient = {
    eval: (...all) => redis.eval(...all),
    evalsha: (digest, keys, ...all) => {
      trips += 1;
      scripted = [digest, keys, ...all];
      return redis.evalsha(digest, keys, ...all);
    },
  };
  const limiter = redisLimiter({ ...rate, redis, prefix: 'ours' });
  const batched = redisLimiter({ ...rate, redis: counting, prefix: 'leased', lease: 20 });
  const flexible = new RateLimiterRedis({ storeClient: redis, points: 1e9, duration: 3_600 });
  const { signal } = new AbortController();
  await limiter.take(undefined, signal);
  await batched.take(undefined, signal);
  const [digest = '', , , interval = 0, burst = 0] = scripted;
  let taken = 0;
  const timings = await interleaved(
    [
      repeated(bare, () => redis.evalsha(String(digest), 1, 'bare', interval, burst, 1)),
      repeated(ours, () => limiter.take(undefined, signal)),
      {
        name: leased,
        run: async (times) => {
          for (let each = 0; each < times; each += 1) await batched.take(undefined, signal);
          taken += times;
        },
      },
      repeated(theirs, () => flexible.consume('theirs')),
    ],
    { rounds, times: 2_000 },
  );
  redis.disconnect();
  await server.stop();
  return {
    name: 'R5: a token over Redis',
    timings,
    targets: [
      { what: 'ratio of the medians to the bare script', value: usualRatioOf(timings, ours, bare), atMost: 1.15 },
      {
        what: 'trips for a call when permits are fetched in advance',
        value: Math.round((trips / taken) * 1000) / 1000,
        atMost: 0.1,
      },
    ],
  };
}
