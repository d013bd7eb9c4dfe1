import { bulkhead, circuitBreaker, cooldown, deadline, retry, timeout, tokenBucket, wrap } from '@tonearm/resilience';
import {
  circuitBreaker as bareBreaker,
  bulkhead as bareBulkhead,
  retry as bareRetry,
  timeout as bareTimeout,
  wrap as bareWrap,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleAll,
  TimeoutStrategy,
} from 'cockatiel';
import CircuitBreaker from 'opossum';
import { interleaved, repeated } from '../interleaved.ts';
import { type Measured, minOf, ratioOf } from './report.ts';

const work = async (): Promise<number> => 1;
/** Looks at its signal, as whatever calls fetch does. */
const listeningWork = async ({ signal }: { readonly signal: AbortSignal }): Promise<boolean> => signal.aborted;

const theirRetry = () => bareRetry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() });
const theirBreaker = () => bareBreaker(handleAll, { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(5) });

const ours = 'ours: wrap of gate, bucket, bulkhead, retry, breaker';
const theirs = 'cockatiel: wrap of bulkhead, retry, breaker';
const oursTimed = 'ours: the same with attempt timeout and deadline';
const theirsTimed = 'cockatiel: wrap of three and two timeouts';

const inner = () => [
  cooldown({ cooldownOf: () => undefined }),
  // More than is ever asked for: what is measured is taking a token, not waiting for one.
  tokenBucket({ ratePerSecond: 1e9, burst: 1e9 }),
  circuitBreaker(),
];

/** What a call costs without timeouts. */
export async function stacks(rounds: number): Promise<Measured> {
  const policy = wrap(bulkhead({ limit: 10 }), retry(), ...inner());
  const bare = bareWrap(bareBulkhead(10, 100), theirRetry(), theirBreaker());
  const timings = await interleaved(
    [repeated(ours, () => policy.execute(work)), repeated(theirs, () => bare.execute(work))],
    { rounds, times: 50_000 },
  );
  return {
    name: 'R1: a call that goes well, without timeouts',
    timings,
    targets: [
      { what: 'ratio', value: ratioOf(timings, ours, theirs), atMost: 1.3 },
      { what: 'nanoseconds', value: minOf(timings, ours), atMost: 2_000 },
    ],
  };
}

/** What a call costs with both timeouts, where a whole call and each attempt have their time. */
export async function stacksWithTimeouts(rounds: number): Promise<Measured> {
  const policy = wrap(
    deadline({ timeoutMs: 45_000 }),
    bulkhead({ limit: 10 }),
    retry(),
    ...inner(),
    timeout({ timeoutMs: 12_000 }),
  );
  const bare = bareWrap(
    bareTimeout(45_000, TimeoutStrategy.Aggressive),
    bareBulkhead(10, 100),
    theirRetry(),
    theirBreaker(),
    bareTimeout(12_000, TimeoutStrategy.Aggressive),
  );
  const breaker = new CircuitBreaker(work, { timeout: 12_000 });
  const timings = await interleaved(
    [
      repeated(oursTimed, () => policy.execute(listeningWork)),
      repeated(theirsTimed, () => bare.execute(listeningWork)),
      repeated('opossum: one breaker with one timeout, for comparison', () => breaker.fire()),
    ],
    { rounds, times: 10_000 },
  );
  breaker.shutdown();
  return {
    name: 'R2: a call that goes well, with both timeouts',
    timings,
    targets: [
      { what: 'ratio', value: ratioOf(timings, oursTimed, theirsTimed), atMost: 0.6 },
      { what: 'nanoseconds', value: minOf(timings, oursTimed), atMost: 10_000 },
    ],
  };
}
