import { defineMetrics, type LabelValues, type MetricDefinition } from '@tonearm/metrics';
import { listEndpoints } from '@tonearm/spotify-client';
import { outcomes } from './outcomes.js';

const endpoint: readonly string[] = listEndpoints().map(({ name }) => name);
const callSeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;
/** The buckets of OpenTelemetry's conventions for MCP. */
const operationSeconds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300] as const;
const cacheEvent = [
  'hit',
  'stale',
  'miss',
  'load',
  'load-error',
  'coalesced',
  'store',
  'discard',
  'abandon',
  'invalidate',
  'evict',
  'forget',
  'clear',
] as const;
const policyEvent = [
  'retry',
  'give-up',
  'open',
  'half-open',
  'close',
  'reject',
  'wait',
  'cooldown',
  'timeout',
] as const;

type Labelled<Kind extends MetricDefinition['kind'], Label extends string> = MetricDefinition & {
  readonly kind: Kind;
  readonly labels: Readonly<Record<Label, LabelValues>>;
};
type Plain<Kind extends MetricDefinition['kind']> = Omit<MetricDefinition, 'labels'> & { readonly kind: Kind };

/** The metrics and their labels, as the code that feeds them knows them. */
export type RuntimeCatalogue = {
  readonly operations: Labelled<
    'histogram',
    'mcp_method_name' | 'gen_ai_tool_name' | 'error_type' | 'network_transport' | 'mcp_protocol_version'
  >;
  readonly calls: Labelled<'counter', 'endpoint' | 'outcome'>;
  readonly callDuration: Labelled<'histogram', 'endpoint' | 'outcome'>;
  readonly requests: Labelled<'counter', 'endpoint' | 'outcome'>;
  readonly retries: Labelled<'counter', 'endpoint'>;
  readonly policyEvents: Labelled<'counter', 'policy' | 'event'>;
  readonly circuitOpen: Plain<'gauge'>;
  readonly cooldown: Labelled<'gauge', 'limit'>;
  readonly cacheEvents: Labelled<'counter', 'event' | 'endpoint'>;
  readonly cacheEntries: Plain<'gauge'>;
  readonly buildInfo: Labelled<'gauge', 'version' | 'backend'>;
};

/** Every metric that Tonearm shows; what is not here does not exist. */
export const metricCatalogue: RuntimeCatalogue = defineMetrics<RuntimeCatalogue>({
  operations: {
    kind: 'histogram',
    name: 'mcp_server_operation_duration_seconds',
    help: 'How long MCP requests took, by method and tool; error_type is empty when they went well.',
    labels: {
      mcp_method_name: 'bounded',
      gen_ai_tool_name: 'bounded',
      error_type: 'bounded',
      network_transport: ['pipe', 'tcp'],
      mcp_protocol_version: 'bounded',
    },
    buckets: operationSeconds,
  },
  calls: {
    kind: 'counter',
    name: 'tonearm_spotify_calls_total',
    help: 'Calls of Spotify functions, whether the cache or Spotify answered, by endpoint and outcome.',
    labels: { endpoint, outcome: outcomes },
  },
  callDuration: {
    kind: 'histogram',
    name: 'tonearm_spotify_call_duration_seconds',
    help: 'How long calls of Spotify functions took, with all waiting and retrying, by endpoint and outcome.',
    labels: { endpoint, outcome: outcomes },
    buckets: callSeconds,
  },
  requests: {
    kind: 'counter',
    name: 'tonearm_spotify_requests_total',
    help: 'Attempts that went to Spotify, by endpoint and outcome: what counts against limits and quotas.',
    labels: { endpoint, outcome: outcomes },
  },
  retries: {
    kind: 'counter',
    name: 'tonearm_spotify_retries_total',
    help: 'Attempts that were made again, by endpoint.',
    labels: { endpoint },
  },
  policyEvents: {
    kind: 'counter',
    name: 'tonearm_policy_events_total',
    help: 'What the policies did, by policy and kind of event.',
    labels: { policy: 'bounded', event: policyEvent },
  },
  circuitOpen: {
    kind: 'gauge',
    name: 'tonearm_circuit_open',
    help: '1 while the circuit to Spotify is open or half open, else 0.',
  },
  cooldown: {
    kind: 'gauge',
    name: 'tonearm_spotify_cooldown_seconds',
    help: 'How much longer Spotify has asked for silence: for all calls (rate), or for the longest of the quotas (quota).',
    labels: { limit: ['rate', 'quota'] },
  },
  cacheEvents: {
    kind: 'counter',
    name: 'tonearm_cache_events_total',
    help: 'What happened in the cache, by kind of event and endpoint.',
    labels: { event: cacheEvent, endpoint: ['', ...endpoint] },
  },
  cacheEntries: { kind: 'gauge', name: 'tonearm_cache_entries', help: 'How many answers are in the cache.' },
  buildInfo: {
    kind: 'gauge',
    name: 'tonearm_build_info',
    help: 'Always 1; which version runs and whom it talks to.',
    labels: { version: 'bounded', backend: ['emulator', 'spotify'] },
  },
});
