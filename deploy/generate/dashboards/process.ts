import type { Dashboard } from '@tonearm/metrics/dashboards';
import { ofProcess } from '../names.ts';
import { tags } from './tags.ts';

/** How the process itself is. */
export const processDashboard: Dashboard = {
  uid: 'tonearm-process',
  title: 'Tonearm / Process',
  description: 'Memory, processor time, event loop, garbage collection.',
  tags,
  rows: [
    {
      title: 'Resources',
      panels: [
        {
          title: 'Memory',
          description:
            'What the system gives to the process, and what JavaScript uses of it. Worry when it only grows.',
          kind: 'timeseries',
          unit: 'bytes',
          queries: [
            { expr: ofProcess('process_resident_memory_bytes'), legend: 'resident {{instance}}' },
            { expr: ofProcess('nodejs_heap_size_used_bytes'), legend: 'heap used {{instance}}' },
          ],
        },
        {
          title: 'Processor time',
          description: 'Cores in use.',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            { expr: `rate(${ofProcess('process_cpu_seconds_total')}[$__rate_interval])`, legend: '{{instance}}' },
          ],
        },
        {
          title: 'Open files and sockets',
          description: 'Worry when it only grows.',
          kind: 'timeseries',
          unit: 'short',
          queries: [{ expr: ofProcess('process_open_fds'), legend: '{{instance}}' }],
        },
      ],
    },
    {
      title: 'Node.js',
      panels: [
        {
          title: 'Delay of the event loop',
          description:
            'How late timers are; the 10 ms of the timer that measures it are included. Above 0.1 s, something computes for too long at a time.',
          kind: 'timeseries',
          unit: 's',
          width: 12,
          queries: [
            { expr: ofProcess('nodejs_eventloop_lag_p50_seconds'), legend: 'p50 {{instance}}' },
            { expr: ofProcess('nodejs_eventloop_lag_p99_seconds'), legend: 'p99 {{instance}}' },
          ],
        },
        {
          title: 'Garbage collection',
          description: 'The share of the time that goes to collecting garbage, by kind.',
          kind: 'timeseries',
          unit: 'percentunit',
          width: 12,
          queries: [
            {
              expr: `sum by (kind) (rate(${ofProcess('nodejs_gc_duration_seconds_sum')}[$__rate_interval]))`,
              legend: '{{kind}}',
            },
          ],
        },
      ],
    },
  ],
};
