import { seriesKey } from './labels.js';
import type { Aggregation, MetricFamily, Sample } from './snapshot.js';

/**
 * Makes one set of metrics of those of several processes: counters and histograms are added up, gauges as their
 * definition says. Series keep the order in which they were first met.
 */
export function aggregateMetrics(snapshots: readonly (readonly MetricFamily[])[]): readonly MetricFamily[] {
  const families = new Map<string, { readonly family: MetricFamily; readonly series: Map<string, Sample[]> }>();
  for (const family of snapshots.flat()) {
    if (family.aggregation === 'omit') continue;
    const found = families.get(family.name) ?? { family, series: new Map<string, Sample[]>() };
    families.set(family.name, found);
    for (const sample of family.samples) {
      const key = keyOf(sample);
      const same = found.series.get(key);
      if (same === undefined) found.series.set(key, [sample]);
      else same.push(sample);
    }
  }
  return [...families.values()].map(({ family, series }) => ({
    ...family,
    samples: [...series.values()].map((same) => merge(same, family.aggregation)),
  }));
}

function keyOf({ name, labels }: Sample): string {
  const names = Object.keys(labels).sort();
  return `${name}\u0000${names.join()}\u0000${seriesKey(names, labels)}`;
}

function merge([first, ...rest]: readonly Sample[], aggregation: Aggregation): Sample {
  if (first === undefined) throw new RangeError('a series without a sample');
  const exemplars = [first, ...rest].flatMap(({ exemplar }) => exemplar ?? []);
  const latest = exemplars.sort((a, b) => b.timestampSeconds - a.timestampSeconds)[0];
  const value = combine([first.value, ...rest.map((sample) => sample.value)], aggregation);
  return { ...first, value, ...(latest !== undefined && { exemplar: latest }) };
}

function combine(values: readonly number[], aggregation: Aggregation): number {
  if (aggregation === 'min') return Math.min(...values);
  if (aggregation === 'max') return Math.max(...values);
  if (aggregation === 'first') return values[0] ?? Number.NaN;
  const sum = values.reduce((total, value) => total + value, 0);
  return aggregation === 'average' ? sum / values.length : sum;
}
