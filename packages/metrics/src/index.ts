export type { Exposition, GaugeWriter, MetricBackend } from './backend.js';
export {
  defineMetrics,
  type KeysOfKind,
  type LabelArguments,
  type LabelValues,
  type MetricCatalogue,
  type MetricDefinition,
  type MetricKind,
} from './catalogue.js';
export type { GaugeInstrument } from './gauge.js';
export { type DurationRecorder, instrument, type Outcome } from './instrument.js';
export { type Labels, OTHER } from './labels.js';
export {
  type Counter,
  createMetrics,
  type Gauge,
  type Histogram,
  type Metrics,
  type MetricsOptions,
} from './metrics.js';
export { promClient } from './prom-client.js';
