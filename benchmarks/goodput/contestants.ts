import { bulkhead, circuitBreaker, deadline, hedge, retry, retryBudget, timeout, wrap } from '@tonearm/resilience';
import {
  circuitBreaker as bareBreaker,
  retry as bareRetry,
  wrap as bareWrap,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleAll,
} from 'cockatiel';
import CircuitBreaker from 'opossum';
import { type Contestant, patienceMs, probePeriodMs, scale } from './scenario.ts';

/** Fresh ones, each as its README shows it, with the same period of the circuit where it has one. */
export function contestants(): readonly Contestant[] {
  return [ours(), cockatiel(), opossum()];
}

function ours(): Contestant {
  const ms = (unscaled: number): number => unscaled * scale;
  // Retries and second requests together stay within half of the calls: more than the usual fifth, since a third fails.
  const budget = retryBudget({ reserve: 20, perCall: 0.5 });
  const policy = wrap(
    deadline({ timeoutMs: ms(patienceMs) }),
    bulkhead({ limit: 100 }),
    retry({ budget, attempts: 3, initialDelayMs: ms(100) }),
    circuitBreaker({
      trip: { ratio: 0.6, windowMs: ms(10_000), minimumCalls: 20 },
      // As the runtime of the tools has it, and the others: no period is longer than the first.
      ...{ openForMs: ms(probePeriodMs), maxOpenForMs: ms(probePeriodMs) },
    }),
    hedge({ budget, after: ms(500) }),
    timeout({ timeoutMs: ms(1_500) }),
  );
  return {
    name: 'ours: deadline, retry and hedge in one budget, breaker, timeout',
    call: (request) => policy.execute(({ signal }) => request(signal), { idempotent: true }),
  };
}

function cockatiel(): Contestant {
  const policy = bareWrap(
    bareRetry(handleAll, {
      maxAttempts: 3,
      backoff: new ExponentialBackoff({ initialDelay: 128 * scale, maxDelay: 30_000 * scale }),
    }),
    bareBreaker(handleAll, { halfOpenAfter: probePeriodMs * scale, breaker: new ConsecutiveBreaker(5) }),
  );
  return { name: 'cockatiel: retry and breaker', call: (request) => policy.execute(({ signal }) => request(signal)) };
}

function opossum(): Contestant {
  let next: (signal?: AbortSignal) => Promise<void> = async () => undefined;
  const breaker = new CircuitBreaker(() => next(), {
    timeout: 3_000 * scale,
    errorThresholdPercentage: 50,
    resetTimeout: probePeriodMs * scale,
    rollingCountTimeout: 10_000 * scale,
  });
  return {
    name: 'opossum: breaker with timeout',
    call(request) {
      // The action is called before fire() returns.
      next = request;
      return breaker.fire();
    },
    close: () => breaker.shutdown(),
  };
}
