import type { Dashboard } from '@tonearm/metrics/dashboards';
import { job, series } from '../names.ts';
import { tags } from './tags.ts';

const call = { mcp_method_name: 'tools/call' } as const;
const quantile = (q: number): string =>
  `histogram_quantile(${q}, sum by (le) (rate(${series('operations', call, 'bucket')}[$__rate_interval])))`;

/** Whether all is well, and since when not. */
export const overview: Dashboard = {
  uid: 'tonearm-overview',
  title: 'Tonearm / Overview',
  description: 'Whether all is well: objectives, calls of tools, health.',
  tags,
  rows: [
    {
      title: 'Objectives',
      panels: [
        {
          title: 'Servers up',
          description: 'Servers that Prometheus can scrape. Worry at 0.',
          kind: 'stat',
          unit: 'short',
          width: 6,
          queries: [{ expr: `sum(up{job="${job}"})`, legend: 'up' }],
          thresholds: { amber: 1, red: 0.5 },
        },
        {
          title: 'Error budget left this month',
          description: 'What is left of the errors that each objective allows in 30 days. Worry below a quarter.',
          kind: 'stat',
          unit: 'percentunit',
          width: 9,
          queries: [{ expr: 'slo:period_error_budget_remaining:ratio', legend: '{{sloth_slo}}' }],
          thresholds: { amber: 0.5, red: 0.25 },
        },
        {
          title: 'Burn rate',
          description: 'How many times faster than allowed the budget is used up now; 1 uses it up exactly in a month.',
          kind: 'timeseries',
          unit: 'short',
          width: 9,
          queries: [{ expr: 'slo:current_burn_rate:ratio', legend: '{{sloth_slo}}' }],
        },
      ],
    },
    {
      title: 'Calls of tools',
      panels: [
        {
          title: 'Calls by tool',
          description: 'Calls each second, by tool.',
          kind: 'timeseries',
          unit: 'cps',
          isStacked: true,
          queries: [{ expr: 'tool:mcp_server_operation:rate5m', legend: '{{gen_ai_tool_name}}' }],
        },
        {
          title: 'Failed calls by cause',
          description: 'Calls each second that ended with an error, by its code; wrong arguments are among them.',
          kind: 'timeseries',
          unit: 'cps',
          isStacked: true,
          queries: [
            {
              expr: `sum by (error_type) (rate(${series('operations', { ...call, error_type: { not: '' } }, 'count')}[$__rate_interval]))`,
              legend: '{{error_type}}',
            },
          ],
        },
        {
          title: 'Duration of calls',
          description: 'How long calls of tools take: the middle, and the slow ones. The objective is 1 s for 95%.',
          kind: 'timeseries',
          unit: 's',
          queries: [
            { expr: quantile(0.5), legend: 'p50' },
            { expr: quantile(0.95), legend: 'p95' },
            { expr: quantile(0.99), legend: 'p99' },
          ],
        },
        {
          title: 'Slow tools',
          description: 'The 95th percentile of each tool, of the calls that went well.',
          kind: 'timeseries',
          unit: 's',
          queries: [{ expr: 'tool:mcp_server_operation_duration_seconds:p95_5m', legend: '{{gen_ai_tool_name}}' }],
        },
        {
          title: 'Failing tools',
          description: 'The ten tools whose calls fail most often, in calls each second.',
          kind: 'timeseries',
          unit: 'cps',
          queries: [
            {
              expr: `topk(10, sum by (gen_ai_tool_name) (rate(${series('toolErrors')}[$__rate_interval])))`,
              legend: '{{gen_ai_tool_name}}',
            },
          ],
        },
        {
          title: 'Clients by protocol',
          description: 'Requests each second, by how clients reach the server and the protocol that they speak.',
          kind: 'timeseries',
          unit: 'reqps',
          isStacked: true,
          queries: [
            {
              expr: `sum by (network_transport, mcp_protocol_version) (rate(${series('clientRequests')}[$__rate_interval]))`,
              legend: '{{network_transport}} {{mcp_protocol_version}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Health',
      panels: [
        {
          title: 'Health by check',
          description: '1 healthy, 0.5 degraded, 0 unhealthy. Overall 0 means that the server cannot work.',
          kind: 'timeseries',
          unit: 'short',
          max: 1,
          queries: [{ expr: `min by (check) (${series('health')})`, legend: '{{check}}' }],
        },
        {
          title: 'Consent left',
          description: 'How long until the person has to sign in again. Worry below two weeks.',
          kind: 'stat',
          unit: 'dtdurations',
          queries: [{ expr: `min(${series('consentEnds')}) - time()`, legend: 'left' }],
          thresholds: { amber: 14 * 86_400, red: 2 * 86_400 },
        },
        {
          title: 'Versions',
          description: 'Which versions run, and whom they talk to.',
          kind: 'stat',
          unit: 'short',
          queries: [
            { expr: `sum by (version, backend) (${series('buildInfo')})`, legend: '{{version}} on {{backend}}' },
          ],
        },
      ],
    },
  ],
};
