import { aggregateMetrics, type MetricFamily } from '@tonearm/metrics';
import { metricCatalogue } from './metric-catalogue.js';

const ours: ReadonlySet<string> = new Set(Object.values(metricCatalogue).map(({ name }) => name));

/**
 * Makes one set of metrics of those of several runtimes in one process. What the catalogue declares is added up; memory,
 * processor time and the like are of the process, the same in each of them, and taken once.
 */
export function gatherRuntimes(all: readonly (readonly MetricFamily[])[]): readonly MetricFamily[] {
  const ofProcess = (all[0] ?? []).filter(({ name }) => !ours.has(name));
  const declared = all.map((families) => families.filter(({ name }) => ours.has(name)));
  return [...ofProcess, ...aggregateMetrics(declared)];
}
