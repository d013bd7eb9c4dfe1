import { defineMetrics, type LabelValues, type MetricDefinition } from '@tonearm/metrics';
import { policyEventTypes } from '@tonearm/resilience';
import { listEndpoints } from '@tonearm/spotify-client';
import { outcomes } from './outcomes.js';
import { quotaGroupOf } from './policies/quota-group.js';

const endpoint: readonly string[] = listEndpoints().map(({ name }) => name);
const transport = ['pipe', 'tcp'] as const;
/** Endpoints whose quota is counted together: what is the same for each of them is shown once for all. */
const bucket: readonly string[] = [...new Set(endpoint.map((name) => quotaGroupOf(name) ?? name))];
/**
 * Some of the buckets of OpenTelemetry's conventions for MCP: each stands in the scrape once for every tool. What the
 * cache answers, what Spotify answers in time, what is promised, and how long a call can last lies between them.
 */
const operationSeconds = [0.01, 0.05, 0.1, 0.5, 1, 5, 30] as const;

type Labelled<Kind extends MetricDefinition['kind'], Label extends string> = MetricDefinition & {
  readonly kind: Kind;
  readonly labels: Readonly<Record<Label, LabelValues>>;
};
type Plain<Kind extends MetricDefinition['kind']> = Omit<MetricDefinition, 'labels'> & { readonly kind: Kind };

/** The metrics and their labels, as the code that feeds them knows them. */
export type RuntimeCatalogue = {
  readonly operations: Labelled<
    'histogram',
    'mcp_method_name' | 'gen_ai_tool_name' | 'error_type' | 'network_transport'
  >;
  readonly toolErrors: Labelled<'counter', 'gen_ai_tool_name' | 'error_type'>;
  readonly clientRequests: Labelled<'counter', 'mcp_method_name' | 'network_transport' | 'mcp_protocol_version'>;
  readonly calls: Labelled<'counter', 'endpoint' | 'outcome'>;
  readonly callDuration: Labelled<'histogram', 'answered_by'>;
  readonly callAttempts: Plain<'histogram'>;
  readonly queueDuration: Plain<'histogram'>;
  readonly requests: Labelled<'counter', 'endpoint' | 'status_class' | 'outcome'>;
  readonly requestDuration: Labelled<'histogram', 'bucket'>;
  readonly retries: Labelled<'counter', 'bucket'>;
  readonly policyEvents: Labelled<'counter', 'policy' | 'event'>;
  readonly policyWait: Labelled<'histogram', 'policy'>;
  readonly rateBudget: Plain<'gauge'>;
  readonly rateTokens: Plain<'gauge'>;
  readonly circuitState: Labelled<'gauge', 'state'>;
  readonly bulkheadCalls: Labelled<'gauge', 'policy' | 'state'>;
  readonly cooldown: Labelled<'gauge', 'limit' | 'bucket'>;
  readonly cacheLookups: Labelled<'counter', 'endpoint' | 'tier' | 'outcome'>;
  readonly cacheEvents: Labelled<'counter', 'event'>;
  readonly cacheEntries: Plain<'gauge'>;
  readonly cacheBytes: Plain<'gauge'>;
  readonly warmed: Labelled<'counter', 'outcome'>;
  readonly redisUp: Plain<'gauge'>;
  readonly tokenRequests: Labelled<'counter', 'outcome'>;
  readonly consentEnds: Plain<'gauge'>;
  readonly health: Labelled<'gauge', 'check'>;
  readonly buildInfo: Labelled<'gauge', 'version' | 'backend'>;
};

/** Every metric that Tonearm shows; what is not here does not exist. */
export const metricCatalogue: RuntimeCatalogue = defineMetrics<RuntimeCatalogue>({
  operations: {
    kind: 'histogram',
    name: 'mcp_server_operation_duration_seconds',
    help: 'How long MCP requests took, by method, and by tool where they went well; error_type is empty then, and names the error otherwise.',
    unit: 'seconds',
    labels: {
      mcp_method_name: 'bounded',
      gen_ai_tool_name: 'bounded',
      error_type: 'bounded',
      network_transport: transport,
    },
    buckets: operationSeconds,
  },
  toolErrors: {
    kind: 'counter',
    name: 'tonearm_tool_errors_total',
    help: 'Calls of tools that ended with an error, by tool and error.',
    labels: { gen_ai_tool_name: 'bounded', error_type: 'bounded' },
  },
  clientRequests: {
    kind: 'counter',
    name: 'tonearm_mcp_requests_total',
    help: 'Requests of MCP clients, by method, by how they reach the server and by the protocol that they speak.',
    labels: { mcp_method_name: 'bounded', network_transport: transport, mcp_protocol_version: 'bounded' },
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
    help: 'How long calls of Spotify functions took, with all waiting and retrying, by who answered; nobody: they failed.',
    unit: 'seconds',
    labels: { answered_by: ['cache', 'spotify', 'nobody'] },
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
  callAttempts: {
    kind: 'histogram',
    name: 'tonearm_spotify_call_attempts',
    help: 'How many requests one call of a Spotify function sent; none when the cache or the request of another call answered.',
    buckets: [0, 1, 2, 3],
  },
  queueDuration: {
    kind: 'histogram',
    name: 'tonearm_spotify_queue_duration_seconds',
    help: 'How long calls waited for their turn (bulkhead, rate budget, cooldown) before their first request was sent.',
    unit: 'seconds',
    buckets: [0.001, 0.01, 0.1, 0.5, 1, 5, 20],
  },
  requests: {
    kind: 'counter',
    name: 'tonearm_spotify_requests_total',
    help: 'Attempts that went to Spotify, by endpoint, class of status and outcome: what counts against limits and quotas.',
    labels: { endpoint, status_class: ['2xx', '4xx', '5xx', 'none'], outcome: outcomes },
  },
  requestDuration: {
    kind: 'histogram',
    name: 'tonearm_spotify_request_duration_seconds',
    help: 'How long Spotify took to answer one attempt, by bucket of endpoints.',
    unit: 'seconds',
    labels: { bucket },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  },
  retries: {
    kind: 'counter',
    name: 'tonearm_spotify_retries_total',
    help: 'Attempts that were made again, by bucket of endpoints.',
    labels: { bucket },
  },
  policyEvents: {
    kind: 'counter',
    name: 'tonearm_policy_events_total',
    help: 'What the policies did, by policy and kind of event.',
    labels: { policy: 'bounded', event: policyEventTypes },
  },
  policyWait: {
    kind: 'histogram',
    name: 'tonearm_policy_wait_duration_seconds',
    help: 'How long calls that had to wait were held, by the policy that held them.',
    unit: 'seconds',
    labels: { policy: 'bounded' },
    buckets: [0.01, 0.1, 0.5, 1, 5, 20],
  },
  rateBudget: {
    kind: 'gauge',
    name: 'tonearm_rate_budget_requests_per_second',
    help: 'How many requests a second Tonearm allows itself in the long run; compare with the rate of the requests.',
  },
  rateTokens: {
    kind: 'gauge',
    name: 'tonearm_rate_budget_tokens',
    help: 'How many requests may begin at once at this moment; 0 while calls wait for their pace. Not shown where processes share their pace in Redis.',
  },
  circuitState: {
    kind: 'gauge',
    name: 'tonearm_circuit_state',
    help: '1 for the state that the circuit to Spotify is in, 0 for the others.',
    labels: { state: ['closed', 'open', 'half-open'] },
    aggregation: 'max',
  },
  bulkheadCalls: {
    kind: 'gauge',
    name: 'tonearm_bulkhead_calls',
    help: 'Calls that are under way and calls that wait for their turn at this moment, by the bulkhead that holds them.',
    labels: { policy: 'bounded', state: ['active', 'waiting'] },
  },
  cooldown: {
    kind: 'gauge',
    name: 'tonearm_spotify_cooldown_seconds',
    help: 'How much longer Spotify has asked for silence: for all calls (rate), or for one bucket of endpoints until its quota is filled (quota).',
    unit: 'seconds',
    labels: { limit: ['rate', 'quota'], bucket: ['', ...bucket] },
    aggregation: 'max',
  },
  cacheLookups: {
    kind: 'counter',
    name: 'tonearm_cache_lookups_total',
    help: 'Questions to the cache, by endpoint, tier and outcome: hit, stale (refreshed behind), stale_on_error, failure_hit (a failure that is remembered) or miss.',
    labels: {
      endpoint,
      tier: ['memory', 'redis'],
      outcome: ['hit', 'stale', 'stale_on_error', 'failure_hit', 'miss'],
    },
  },
  cacheEvents: {
    kind: 'counter',
    name: 'tonearm_cache_events_total',
    help: 'What else happened in the cache, by kind of event: load, coalesced, store, evict, invalidate and more.',
    labels: { event: 'bounded' },
  },
  cacheEntries: { kind: 'gauge', name: 'tonearm_cache_entries', help: 'How many answers are in memory.' },
  cacheBytes: {
    kind: 'gauge',
    name: 'tonearm_cache_bytes',
    help: 'How much memory the answers in the cache hold, as an estimate.',
    unit: 'bytes',
  },
  warmed: {
    kind: 'counter',
    name: 'tonearm_warmed_rows_total',
    help: 'Rows of the endpoint table that were loaded before anybody asked, by what became of them: stored, present already, or failed.',
    labels: { outcome: ['stored', 'present', 'failed'] },
  },
  redisUp: {
    kind: 'gauge',
    name: 'tonearm_redis_up',
    help: '1 while the Redis in which processes share their cache answers, else 0; not shown where none is used.',
    aggregation: 'min',
  },
  tokenRequests: {
    kind: 'counter',
    name: 'tonearm_token_requests_total',
    help: 'Requests for access tokens, by what became of them: ok, refused, server_error or network.',
    labels: { outcome: ['ok', 'refused', 'server_error', 'network'] },
  },
  consentEnds: {
    kind: 'gauge',
    name: 'tonearm_consent_ends_timestamp_seconds',
    help: 'When the consent of the person ends and they have to sign in again, in seconds since 1970; not shown when nobody knows.',
    unit: 'seconds',
    aggregation: 'min',
  },
  health: {
    kind: 'gauge',
    name: 'tonearm_health',
    help: 'How well each check is, and overall: 1 healthy, 0.5 degraded, 0 unhealthy (and then not ready).',
    labels: { check: 'bounded' },
    aggregation: 'min',
  },
  buildInfo: {
    kind: 'gauge',
    name: 'tonearm_build_info',
    help: 'Always 1; which version runs and whom it talks to.',
    labels: { version: 'bounded', backend: ['emulator', 'spotify'] },
    aggregation: 'first',
  },
});
