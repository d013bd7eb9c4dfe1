import type { Dashboard } from '@tonearm/metrics/dashboards';
import { series } from '../names.ts';
import { tags } from './tags.ts';

/** Whether the cache does its work. */
export const cache: Dashboard = {
  uid: 'tonearm-cache',
  title: 'Tonearm / Cache',
  description: 'What the cache answers, what it loads, and what leaves it.',
  tags,
  rows: [
    {
      title: 'Answers',
      panels: [
        {
          title: 'Hit ratio',
          description: 'The share of the questions that the cache answers, over half an hour. Worry below a half.',
          kind: 'stat',
          unit: 'percentunit',
          width: 6,
          queries: [{ expr: 'job:tonearm_cache_hits:ratio_rate30m', legend: 'hits' }],
          thresholds: { amber: 0.7, red: 0.5 },
        },
        {
          title: 'Questions by outcome',
          description:
            'Stale answers are given at once and refreshed behind; stale_on_error stands in for a Spotify that fails.',
          kind: 'timeseries',
          unit: 'cps',
          width: 9,
          isStacked: true,
          queries: [
            {
              expr: `sum by (tier, outcome) (rate(${series('cacheLookups')}[$__rate_interval]))`,
              legend: '{{tier}} {{outcome}}',
            },
          ],
        },
        {
          title: 'Misses by endpoint',
          description: 'What has to be asked of Spotify most often.',
          kind: 'timeseries',
          unit: 'cps',
          width: 9,
          queries: [
            {
              expr: `topk(10, sum by (endpoint) (rate(${series('cacheLookups', { tier: 'memory', outcome: 'miss' })}[$__rate_interval])))`,
              legend: '{{endpoint}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Contents',
      panels: [
        {
          title: 'Entries',
          description: 'Answers that are kept.',
          kind: 'timeseries',
          unit: 'short',
          queries: [{ expr: `sum(${series('cacheEntries')})`, legend: 'entries' }],
        },
        {
          title: 'Loads and what became of them',
          description:
            'Coalesced questions joined a load that was under way; discarded values were outdated before they arrived.',
          kind: 'timeseries',
          unit: 'cps',
          queries: [
            {
              expr: `sum by (event) (rate(${series('cacheEvents', { event: ['load', 'store', 'coalesced', 'discard', 'load-error', 'abandon'] })}[$__rate_interval]))`,
              legend: '{{event}}',
            },
          ],
        },
        {
          title: 'What leaves the cache',
          description:
            'Invalidated by writes, evicted to make room, or forgotten with an account. Worry when evictions are many.',
          kind: 'timeseries',
          unit: 'cps',
          queries: [
            {
              expr: `sum by (event) (rate(${series('cacheEvents', { event: ['invalidate', 'evict', 'forget', 'clear'] })}[$__rate_interval]))`,
              legend: '{{event}}',
            },
          ],
        },
      ],
    },
    {
      title: 'Memory and Redis',
      panels: [
        {
          title: 'Memory',
          description: 'What the answers hold, as an estimate.',
          kind: 'timeseries',
          unit: 'bytes',
          queries: [{ expr: `sum(${series('cacheBytes')})`, legend: 'answers' }],
        },
        {
          title: 'Redis',
          description: '1 while the shared store answers. While it does not, each process has a cache of its own.',
          kind: 'timeseries',
          unit: 'short',
          max: 1,
          queries: [{ expr: `min by (instance) (${series('redisUp')})`, legend: '{{instance}}' }],
        },
        {
          title: 'Loaded before anybody asked',
          description: 'What servers have warmed in the last hour, by what became of it.',
          kind: 'timeseries',
          unit: 'short',
          isStacked: true,
          queries: [{ expr: `sum by (outcome) (increase(${series('warmed')}[1h]))`, legend: '{{outcome}}' }],
        },
      ],
    },
  ],
};
