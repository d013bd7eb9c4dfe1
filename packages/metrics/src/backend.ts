import type { MetricDefinition } from './catalogue.js';
import type { Labels } from './labels.js';
import type { MetricFamily } from './snapshot.js';

/** What writes the values of one gauge. */
export interface GaugeWriter {
  set(value: number, labels: Labels): void;
  remove(labels: Labels): void;
}

/** The little that is needed of a Prometheus library; labels arrive complete and bounded. */
export interface MetricBackend {
  counter(definition: MetricDefinition): (value: number, labels: Labels) => void;
  /** `collect` is called, and waited for, before the gauge is shown. */
  gauge(definition: MetricDefinition, collect: () => Promise<void>): GaugeWriter;
  histogram(definition: MetricDefinition): (value: number, labels: Labels) => void;
  /** Adds the usual metrics of the process: memory, processor time, event loop, garbage collection. */
  addProcessMetrics(): void;
  /** Every metric with its series, as they are now. */
  snapshot(): Promise<readonly MetricFamily[]>;
}
