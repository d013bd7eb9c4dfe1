import type { Limiter } from './limiter.js';

/** What is needed of a limiter of rate-limiter-flexible. */
export interface FlexibleLimiter {
  consume(key: string, points?: number): Promise<unknown>;
}

/** Uses a limiter of rate-limiter-flexible, in whatever store it keeps its counts. */
export function flexibleLimiter(limiter: FlexibleLimiter, keyWithout = 'all'): Limiter {
  return {
    async take(key) {
      try {
        await limiter.consume(key ?? keyWithout, 1);
        return 0;
      } catch (refusal) {
        // It rejects with a plain object when the points are used up, and with an Error when its store fails.
        if (refusal instanceof Error) throw refusal;
        return Math.max(1, waitOf(refusal));
      }
    },
    describe: () => 'as rate-limiter-flexible allows',
  };
}

function waitOf(refusal: unknown): number {
  const wait = typeof refusal === 'object' && refusal !== null && 'msBeforeNext' in refusal ? refusal.msBeforeNext : 0;
  return typeof wait === 'number' && Number.isFinite(wait) ? wait : 0;
}
