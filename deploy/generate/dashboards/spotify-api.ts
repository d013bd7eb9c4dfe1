import type { Dashboard } from '@tonearm/metrics/dashboards';
import { series } from '../names.ts';
import { tags } from './tags.ts';

const callQuantile = `histogram_quantile(0.95, sum by (answered_by, le) (rate(${series('callDuration', {}, 'bucket')}[$__rate_interval])))`;
const requestQuantile = `histogram_quantile(0.95, sum by (bucket, le) (rate(${series('requestDuration', {}, 'bucket')}[$__rate_interval])))`;

/** What is asked of Spotify and what it says. */
export const spotifyApi: Dashboard = {
  uid: 'tonearm-spotify-api',
  title: 'Tonearm / Spotify API',
  description: 'What is asked of Spotify, how it answers, how near its limits are.',
  tags,
  rows: [
    {
      title: 'Requests',
      panels: [
        {
          title: 'Requests by class of status',
          description: 'Attempts each second; "none" never got an answer.',
          kind: 'timeseries',
          unit: 'reqps',
          isStacked: true,
          queries: [
            {
              expr: `sum by (status_class) (rate(${series('requests')}[$__rate_interval]))`,
              legend: '{{status_class}}',
            },
          ],
        },
        {
          title: 'Requests by endpoint',
          description: 'What uses up the limits.',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: 'topk(10, sum by (endpoint) (endpoint:tonearm_spotify_requests:rate5m))', legend: '{{endpoint}}' },
          ],
        },
        {
          title: 'Failed requests by outcome',
          description: 'Attempts that ended with an error, by its code.',
          kind: 'timeseries',
          unit: 'reqps',
          isStacked: true,
          queries: [
            {
              expr: `sum by (outcome) (rate(${series('requests', { outcome: { not: 'ok' } })}[$__rate_interval]))`,
              legend: '{{outcome}}',
            },
          ],
        },
        {
          title: 'Duration of requests (p95)',
          description: 'How long Spotify takes for one attempt, by bucket of endpoints.',
          kind: 'timeseries',
          unit: 's',
          width: 12,
          queries: [{ expr: requestQuantile, legend: '{{bucket}}' }],
        },
        {
          title: 'Duration of calls by who answered (p95)',
          description: 'How long a call takes with all waiting and retrying; "nobody" failed.',
          kind: 'timeseries',
          unit: 's',
          width: 12,
          queries: [{ expr: callQuantile, legend: '{{answered_by}}' }],
        },
      ],
    },
    {
      title: 'Limits and sign-in',
      panels: [
        {
          title: 'Rate budget used',
          description: 'The share of the requests that Tonearm allows itself. At 1, calls wait for their turn.',
          kind: 'timeseries',
          unit: 'percentunit',
          width: 6,
          queries: [
            {
              expr: `sum(rate(${series('requests')}[$__rate_interval])) / sum(${series('rateBudget')})`,
              legend: 'used',
            },
          ],
        },
        {
          title: 'Requests that may begin now',
          description:
            'What is saved up of the rate budget; at 0, calls wait. Nothing where processes share their pace in Redis.',
          kind: 'timeseries',
          unit: 'short',
          width: 6,
          queries: [{ expr: `min(${series('rateTokens')})`, legend: 'tokens' }],
        },
        {
          title: 'Silence asked for',
          description:
            'How much longer Spotify wants no calls: all (rate), or of a group of endpoints until their quota is filled.',
          kind: 'timeseries',
          unit: 's',
          width: 12,
          queries: [{ expr: `max by (limit, bucket) (${series('cooldown')})`, legend: '{{limit}} {{bucket}}' }],
        },
        {
          title: 'Calls by outcome',
          description: 'Calls of Spotify functions, whoever answered.',
          kind: 'timeseries',
          unit: 'cps',
          isStacked: true,
          width: 12,
          queries: [{ expr: `sum by (outcome) (rate(${series('calls')}[$__rate_interval]))`, legend: '{{outcome}}' }],
        },
        {
          title: 'Requests for tokens',
          description: 'About one an hour for each account. "refused" means that somebody has to sign in again.',
          kind: 'timeseries',
          unit: 'short',
          width: 12,
          queries: [{ expr: `sum by (outcome) (increase(${series('tokenRequests')}[1h]))`, legend: '{{outcome}}' }],
        },
      ],
    },
  ],
};
