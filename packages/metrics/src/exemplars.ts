import { type Labels, seriesKey } from './labels.js';
import type { Exemplar, MetricFamily } from './snapshot.js';

/** OpenMetrics allows so many characters for the names and values of an exemplar's labels together. */
const MAX_CHARACTERS = 128;

/** The last exemplar of each bucket of one histogram. */
export interface Exemplars {
  record(value: number, seriesKey: string, exemplarLabels: Labels): void;
  /** Puts the exemplars where they belong among the samples of their histogram. */
  addTo(family: MetricFamily): MetricFamily;
}

/**
 * Keeps exemplars beside a histogram. The libraries could do it too, but only for a registry that speaks OpenMetrics to
 * everybody, and at the price of hashing all labels once more.
 */
export function exemplars(labelNames: readonly string[], buckets: readonly number[], nowMs: () => number): Exemplars {
  const bounds = [...buckets.map(String), '+Inf'];
  const bySeries = new Map<string, (Exemplar | undefined)[]>();

  return {
    record(value, key, exemplarLabels) {
      if (lengthOf(exemplarLabels) > MAX_CHARACTERS) return;
      let kept = bySeries.get(key);
      if (kept === undefined) {
        kept = [];
        bySeries.set(key, kept);
      }
      kept[bucketOf(buckets, value)] = { labels: exemplarLabels, value, timestampSeconds: nowMs() / 1000 };
    },
    addTo(family) {
      if (bySeries.size === 0) return family;
      const samples = family.samples.map((sample) => {
        if (!sample.name.endsWith('_bucket')) return sample;
        const exemplar = bySeries.get(seriesKey(labelNames, sample.labels))?.[bounds.indexOf(sample.labels.le ?? '')];
        return exemplar === undefined ? sample : { ...sample, exemplar };
      });
      return { ...family, samples };
    },
  };
}

function bucketOf(buckets: readonly number[], value: number): number {
  const index = buckets.findIndex((bound) => value <= bound);
  return index === -1 ? buckets.length : index;
}

function lengthOf(labels: Labels): number {
  let length = 0;
  for (const label in labels) length += label.length + (labels[label]?.length ?? 0);
  return length;
}
