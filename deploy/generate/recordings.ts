import type { RuleGroup } from '@tonearm/metrics/rules';
import { series } from './names.ts';

const wellDone = { mcp_method_name: 'tools/call', error_type: '' } as const;

/** The share of the questions to the cache that it answers, over a window. Memory is asked first, so it has met them all. */
function hitRatio(window: string): string {
  const answered = series('cacheLookups', { outcome: ['hit', 'stale', 'stale_on_error', 'failure_hit'] });
  return `(sum(rate(${answered}[${window}])) or vector(0)) / (sum(rate(${series('cacheLookups', { tier: 'memory' })}[${window}])) > 0)`;
}

/** What several alerts and panels read: computed once. */
export const recordings: RuleGroup = {
  name: 'tonearm-recordings',
  rules: [
    {
      record: 'tool:mcp_server_operation:rate5m',
      // Those that went well and those that did not are counted by two metrics.
      expr: `sum by (gen_ai_tool_name) (rate(${series('operations', wellDone, 'count')}[5m]) or rate(${series('toolErrors')}[5m]))`,
    },
    {
      record: 'tool:mcp_server_operation_duration_seconds:p95_5m',
      expr: `histogram_quantile(0.95, sum by (gen_ai_tool_name, le) (rate(${series('operations', wellDone, 'bucket')}[5m])))`,
    },
    {
      record: 'endpoint:tonearm_spotify_requests:rate5m',
      expr: `sum by (endpoint, outcome) (rate(${series('requests')}[5m]))`,
    },
    { record: 'job:tonearm_cache_hits:ratio_rate30m', expr: hitRatio('30m') },
  ],
};
