import { tokenBucket } from '@tonearm/resilience';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { interleaved } from '../interleaved.ts';
import { type Measured, ratioOf } from './report.ts';

const ours = 'ours: acquire';
const theirs = 'rate-limiter-flexible: RateLimiterMemory.consume';

/** What it costs to take a token that is there, in memory. Both give a promise for it; a function around each would cost as much as what is measured. */
export async function limiters(rounds: number): Promise<Measured> {
  const bucket = tokenBucket({ ratePerSecond: 1e9, burst: 1e9, perKey: true });
  const memory = new RateLimiterMemory({ points: 1e9, duration: 3_600 });
  const call = { key: 'search' };
  const timings = await interleaved(
    [
      {
        name: ours,
        run: async (times) => {
          for (let each = 0; each < times; each += 1) await bucket.acquire(call);
        },
      },
      {
        name: 'ours: tryAcquire, which gives no promise',
        run: (times) => {
          for (let each = 0; each < times; each += 1) bucket.tryAcquire('search');
        },
      },
      {
        name: theirs,
        run: async (times) => {
          for (let each = 0; each < times; each += 1) await memory.consume('search');
        },
      },
    ],
    { rounds, times: 100_000 },
  );
  return {
    name: 'R4: a token in memory',
    timings,
    targets: [{ what: 'ratio', value: ratioOf(timings, ours, theirs), atMost: 0.6 }],
  };
}
