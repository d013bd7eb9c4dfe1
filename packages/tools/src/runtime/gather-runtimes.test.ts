import { createMetrics, type MetricFamily } from '@tonearm/metrics';
import { expect, test } from 'vitest';
import { gatherRuntimes } from './gather-runtimes.js';
import { metricCatalogue } from './metric-catalogue.js';

function snapshotOf(entries: number, health: number): Promise<readonly MetricFamily[]> {
  const metrics = createMetrics(metricCatalogue, { defaultMetrics: true });
  metrics.counter('warmed').add(entries, { outcome: 'stored' });
  metrics.gauge('cacheEntries').set(entries);
  metrics.gauge('health').set(health, { check: 'overall' });
  return metrics.snapshot();
}

const firstValue = (families: readonly MetricFamily[], name: string): number | undefined =>
  families.find((family) => family.name === name)?.samples[0]?.value;

test('adds up what several people have, shows the worst health, and counts the process once', async () => {
  const all = await Promise.all([snapshotOf(3, 1), snapshotOf(4, 0)]);
  const gathered = gatherRuntimes(all);
  expect(firstValue(gathered, 'tonearm_warmed_rows_total')).toBe(7);
  expect(firstValue(gathered, 'tonearm_cache_entries')).toBe(7);
  expect(firstValue(gathered, 'tonearm_health')).toBe(0);
  for (const name of ['process_resident_memory_bytes', 'process_start_time_seconds']) {
    expect(firstValue(gathered, name)).toBe(firstValue(all[0] ?? [], name));
  }
  expect(new Set(gathered.map(({ name }) => name)).size).toBe(gathered.length);
});

test('changes nothing where there is one', async () => {
  const alone = await snapshotOf(3, 1);
  const gathered = gatherRuntimes([alone]);
  expect(new Map(gathered.map((family) => [family.name, family.samples]))).toEqual(
    new Map(alone.map((family) => [family.name, family.samples])),
  );
});
