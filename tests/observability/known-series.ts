import { ruleGroups } from '@tonearm/deploy/generate';
import { createMetrics } from '@tonearm/metrics';
import { type KnownSeries, knownSeries, recordedSeries } from '@tonearm/metrics/rules';
import { metricCatalogue } from '@tonearm/tools/metric-catalogue';

/** Every series that a query may name: of the catalogue, of the process, of the rules, and those that Prometheus makes itself. */
export async function allKnownSeries(): Promise<KnownSeries> {
  return new Map([
    ...knownSeries(metricCatalogue),
    ...recordedSeries(ruleGroups),
    ...(await processSeries()),
    ['up', new Set(['job', 'instance'])],
  ]);
}

async function processSeries(): Promise<KnownSeries> {
  // A bucket of the garbage collector is only there once it has run.
  const families = await createMetrics({}, { defaultMetrics: true }).snapshot();
  return new Map(
    families.flatMap(({ name, kind, samples }) => {
      const labels = new Set(['job', 'instance', ...(kind === 'histogram' ? ['kind', 'le'] : [])]);
      for (const sample of samples) for (const label of Object.keys(sample.labels)) labels.add(label);
      const names = kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name];
      return names.map((each): [string, Set<string>] => [each, labels]);
    }),
  );
}

/** A query of a panel as Prometheus can take it: Grafana puts a window of its own where it says so. */
export function withoutVariables(expr: string, window = '5m'): string {
  return expr.replaceAll('$__rate_interval', window);
}
