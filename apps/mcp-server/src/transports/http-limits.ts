import type { Refusal } from './http-guards.js';

/** How much a server takes on. */
export interface LimitOptions {
  /** What one address may send; undefined for as much as it likes. It may save up two seconds' worth. */
  readonly maxRequestsPerSecond?: number | undefined;
  /** How many requests may be under way at a time. */
  readonly maxUnderWay: number;
  readonly now?: () => number;
}

/** Counts requests before anything is known of who sends them. */
export interface HttpLimits {
  /** Lets a request in and gives the way to say that it is over, or says why it must wait. */
  enter(address: string): { readonly refusal: Refusal } | { readonly leave: () => void };
}

interface Bucket {
  tokens: number;
  at: number;
}

/** More addresses than a server has friends; the one that has been silent longest is forgotten first. */
const maxAddresses = 10_000;

/** Makes the limits of one server. */
export function createLimits({ maxRequestsPerSecond, maxUnderWay, now = Date.now }: LimitOptions): HttpLimits {
  const buckets = new Map<string, Bucket>();
  let underWay = 0;

  /** Seconds to wait; 0 when the request may come in. */
  function waitFor(address: string): number {
    if (maxRequestsPerSecond === undefined) return 0;
    const most = 2 * maxRequestsPerSecond;
    const before = buckets.get(address) ?? { tokens: most, at: now() };
    const tokens = Math.min(most, before.tokens + ((now() - before.at) / 1000) * maxRequestsPerSecond);
    const isLetIn = tokens >= 1;
    buckets.delete(address);
    buckets.set(address, { tokens: isLetIn ? tokens - 1 : tokens, at: now() });
    const [oldest] = buckets.keys();
    if (buckets.size > maxAddresses && oldest !== undefined) buckets.delete(oldest);
    return isLetIn ? 0 : Math.max(1, Math.ceil((1 - tokens) / maxRequestsPerSecond));
  }

  return {
    enter(address) {
      const seconds = waitFor(address);
      if (seconds > 0) return { refusal: busy(429, `Too Many Requests: wait ${seconds} s.`, seconds) };
      if (underWay >= maxUnderWay) {
        return { refusal: busy(503, `Service Unavailable: ${maxUnderWay} requests are under way.`, 1) };
      }
      underWay += 1;
      let hasLeft = false;
      return {
        leave() {
          if (!hasLeft) underWay -= 1;
          hasLeft = true;
        },
      };
    },
  };
}

function busy(status: 429 | 503, message: string, seconds: number): Refusal {
  return { status, message, headers: { 'retry-after': String(seconds) } };
}
