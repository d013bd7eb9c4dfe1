import type { Dashboard } from '@tonearm/metrics/dashboards';
import { series } from '../names.ts';
import { tags } from './tags.ts';

const queueQuantile = (q: number): string =>
  `histogram_quantile(${q}, sum by (le) (rate(${series('queueDuration', {}, 'bucket')}[$__rate_interval])))`;

/** What the policies do. */
export const resilience: Dashboard = {
  uid: 'tonearm-resilience',
  title: 'Tonearm / Resilience',
  description: 'Retries, the circuit, queues: how Tonearm lives with a Spotify that fails or asks for pauses.',
  tags,
  rows: [
    {
      title: 'Circuit and retries',
      panels: [
        {
          title: 'State of the circuit',
          description:
            'Servers by the state of their circuit. Closed: calls go through. Open: they are refused at once. Half-open: one is tried.',
          kind: 'timeseries',
          unit: 'short',
          isStacked: true,
          queries: [{ expr: `sum by (state) (${series('circuitState')})`, legend: '{{state}}' }],
        },
        {
          title: 'Retries by bucket',
          description: 'Attempts that were made again, each second.',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [{ expr: `sum by (bucket) (rate(${series('retries')}[$__rate_interval]))`, legend: '{{bucket}}' }],
        },
        {
          title: 'Attempts for each call',
          description: 'The mean number of requests that a call sends; below 1, the cache answers the rest.',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            {
              expr: `sum(rate(${series('callAttempts', {}, 'sum')}[$__rate_interval])) / sum(rate(${series('callAttempts', {}, 'count')}[$__rate_interval]))`,
              legend: 'attempts',
            },
          ],
        },
      ],
    },
    {
      title: 'Queues',
      panels: [
        {
          title: 'Calls under way and waiting',
          description: 'Calls at this moment. Worry when many wait for long.',
          kind: 'timeseries',
          unit: 'short',
          width: 12,
          queries: [{ expr: `sum by (policy, state) (${series('bulkheadCalls')})`, legend: '{{policy}} {{state}}' }],
        },
        {
          title: 'Time in the queue',
          description: 'How long calls wait for their turn before their first request.',
          kind: 'timeseries',
          unit: 's',
          width: 12,
          queries: [
            { expr: queueQuantile(0.5), legend: 'p50' },
            { expr: queueQuantile(0.95), legend: 'p95' },
          ],
        },
        {
          title: 'Waiting by policy (p95)',
          description: 'Of the calls that were held: how long, and by which policy.',
          kind: 'timeseries',
          unit: 's',
          width: 12,
          queries: [
            {
              expr: `histogram_quantile(0.95, sum by (policy, le) (rate(${series('policyWait', {}, 'bucket')}[$__rate_interval])))`,
              legend: '{{policy}}',
            },
          ],
        },
        {
          title: 'What the policies did',
          description: 'Events each second, by policy and kind.',
          kind: 'timeseries',
          unit: 'cps',
          width: 12,
          queries: [
            {
              expr: `sum by (policy, event) (rate(${series('policyEvents')}[$__rate_interval]))`,
              legend: '{{policy}} {{event}}',
            },
          ],
        },
      ],
    },
  ],
};
