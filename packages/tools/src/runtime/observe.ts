import type { Cache } from '@tonearm/cache';
import type { Metrics } from '@tonearm/metrics';
import type { Clock } from '@tonearm/resilience';
import { listEndpoints } from '@tonearm/spotify-client';
import type { Pulse } from './health.js';
import type { Logger } from './logging.js';
import type { RuntimeCatalogue } from './metric-catalogue.js';
import type { Policies } from './policies.js';

/** One request of an MCP client, as it is counted. */
export interface Operation {
  /** The JSON-RPC method, e.g. `tools/call`. */
  readonly method: string;
  readonly tool?: string | undefined;
  /** The code of the error, if it failed. */
  readonly errorType?: string | undefined;
  readonly transport: 'pipe' | 'tcp';
  readonly protocolVersion?: string | undefined;
  readonly seconds: number;
}

/** Everything that speaks and everything that listens. */
export interface Observed {
  readonly metrics: Metrics<RuntimeCatalogue>;
  readonly logger: Logger;
  readonly cache: Cache;
  readonly policies: Policies;
  readonly pulse: Pulse;
  readonly clock: Clock;
}

/** Counts and logs what the cache and the policies tell; the packages themselves know neither metrics nor logs. */
export function observe({ metrics, logger, cache, policies, pulse, clock }: Observed): {
  heardRequest(endpoint: string, outcome: string): void;
  stop(): void;
} {
  const requests = metrics.counter('requests');
  const retries = metrics.counter('retries');
  const policyEvents = metrics.counter('policyEvents');
  const cacheEvents = metrics.counter('cacheEvents');
  const stops = [
    cache.on((event) => cacheEvents.add(1, { event: event.type, endpoint: 'name' in event ? event.name : '' })),
    policies.policy.on(({ policy, type, key = '', attempt, waitMs, reason }) => {
      policyEvents.add(1, { policy, event: type });
      if (type === 'retry') retries.add(1, { endpoint: key });
      const isLoud = type === 'open' || type === 'cooldown';
      logger[isLoud ? 'warn' : 'debug']({ policy, event: type, endpoint: key, attempt, waitMs, reason }, 'policy');
    }),
    metrics.gauge('cacheEntries').collect(() => cache.statistics().entries),
    metrics.gauge('circuitOpen').collect(() => (policies.breaker.phase() === 'closed' ? 0 : 1)),
    metrics.gauge('cooldown').collect(() => secondsLeft([policies.rateGate.endsAt()], clock), { limit: 'rate' }),
    metrics.gauge('cooldown').collect(
      () =>
        secondsLeft(
          listEndpoints().map(({ name }) => policies.quotaGate.endsAt(name)),
          clock,
        ),
      { limit: 'quota' },
    ),
  ];
  return {
    heardRequest(endpoint, outcome) {
      pulse.lastOutcome = outcome;
      requests.add(1, { endpoint, outcome });
      logger.debug({ endpoint, outcome }, 'request');
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}

/** Counts one request of an MCP client. */
export function recordOperation(metrics: Metrics<RuntimeCatalogue>, operation: Operation): void {
  metrics.histogram('operations').observe(operation.seconds, {
    mcp_method_name: operation.method,
    gen_ai_tool_name: operation.tool ?? '',
    error_type: operation.errorType ?? '',
    network_transport: operation.transport,
    mcp_protocol_version: operation.protocolVersion ?? '',
  });
}

function secondsLeft(ends: readonly (number | undefined)[], clock: Clock): number {
  return Math.max(0, ...ends.map((end) => (end === undefined ? 0 : (end - clock.now()) / 1000)));
}
