import { type Clock, checkHealth, type HealthReport } from '@tonearm/resilience';
import { listEndpoints } from '@tonearm/spotify-client';
import type { Policies } from './policies.js';

/** What is remembered of the last attempt that was sent, and of the sign-in. */
export interface Pulse {
  /** The outcome of the last attempt, until there was one undefined. */
  lastOutcome?: string;
  /** Why no token could be had, while that is so. */
  tokenProblem?: string;
  /** When the consent of the person ends, in milliseconds since 1970, if that is known. */
  consentEndsAt?: number | undefined;
}

const ill: ReadonlySet<string> = new Set([
  'server_error',
  'network',
  'timeout',
  'attempt_timeout',
  'unexpected_response',
]);

/** Tells how things are without a single request: from what the last ones met. */
export function checkRuntime(pulse: Pulse, policies: Policies, clock?: Clock): Promise<HealthReport> {
  return checkHealth(
    [
      {
        name: 'spotify',
        critical: true,
        check: async () => {
          const phase = policies.breaker.phase();
          if (phase === 'open') throw new Error('it has been failing, and calls are refused for a while');
          if (phase === 'half-open') return 'it has been failing, and is being tried again';
          if (policies.rateGate.endsAt() !== undefined) return 'it has asked for a pause';
          const { lastOutcome } = pulse;
          return lastOutcome !== undefined && ill.has(lastOutcome)
            ? `the last request ended with ${lastOutcome}`
            : undefined;
        },
      },
      {
        name: 'quota',
        check: async () => {
          const silent = listEndpoints().filter(({ name }) => policies.quotaGate.endsAt(name) !== undefined);
          return silent.length === 0 ? undefined : `used up for ${silent.map(({ name }) => name).join(', ')}`;
        },
      },
      {
        name: 'token',
        critical: true,
        check: async () => {
          if (pulse.tokenProblem !== undefined) throw new Error(pulse.tokenProblem);
          return undefined;
        },
      },
    ],
    clock === undefined ? {} : { clock },
  );
}
