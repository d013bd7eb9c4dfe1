import type { ServiceLevelObjective } from '@tonearm/metrics/rules';
import { runbookUrl, series } from './names.ts';

const call = { mcp_method_name: 'tools/call' } as const;

/**
 * Failures for which Tonearm or Spotify is to blame. What a caller asked wrongly, gave up, or may not do is not among
 * them, and neither are Spotify's limits, which have alerts of their own.
 */
const blamed = [
  'attempt_timeout',
  'bulkhead_full',
  'circuit_open',
  'deadline',
  'network',
  'server_error',
  'timeout',
  'unexpected',
  'unexpected_response',
] as const;

const common = { service: 'tonearm', minimumEvents: 20 } as const;
const severities = { page: 'page', ticket: 'ticket', runbookUrl } as const;

/** What is promised about calls of tools. */
export const objectives: readonly ServiceLevelObjective[] = [
  {
    ...common,
    name: 'availability',
    description: '99% of the calls of tools do not fail for reasons of ours or of Spotify.',
    objective: 0.99,
    errorRate: (window) => `sum(rate(${series('operations', { ...call, error_type: blamed }, 'count')}[${window}]))`,
    totalRate: (window) => `sum(rate(${series('operations', call, 'count')}[${window}]))`,
    alerts: { ...severities, prefix: 'TonearmAvailability' },
  },
  {
    ...common,
    name: 'latency',
    description: '95% of the calls of tools that succeed take less than a second.',
    objective: 0.95,
    errorRate: (window) =>
      `sum(rate(${series('operations', { ...call, error_type: '' }, 'count')}[${window}])) - sum(rate(${series('operations', { ...call, error_type: '', le: '1' }, 'bucket')}[${window}]))`,
    totalRate: (window) => `sum(rate(${series('operations', { ...call, error_type: '' }, 'count')}[${window}]))`,
    alerts: { ...severities, prefix: 'TonearmLatency' },
  },
];
