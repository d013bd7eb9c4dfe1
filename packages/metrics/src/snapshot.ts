import type { Labels } from './labels.js';

/** How the values that several processes have for one series become one value. */
export type Aggregation = 'sum' | 'min' | 'max' | 'average' | 'first' | 'omit';

/** A single observation that stands for others in its bucket, and where to read more about it. */
export interface Exemplar {
  /** At most 128 characters in all, such as the id of a request. */
  readonly labels: Labels;
  readonly value: number;
  /** In seconds since 1970. */
  readonly timestampSeconds: number;
}

/** One number of one series. */
export interface Sample {
  /** The metric's name, with `_bucket`, `_sum` or `_count` behind it where that is due. */
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
  readonly exemplar?: Exemplar;
}

/** One metric with all its series at one moment; plain data, fit to be sent between processes. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly kind: 'counter' | 'gauge' | 'histogram' | 'summary';
  readonly unit?: string;
  readonly aggregation: Aggregation;
  readonly samples: readonly Sample[];
}
