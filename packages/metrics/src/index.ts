export { aggregateMetrics } from './aggregate.js';
export type { GaugeWriter, MetricBackend } from './backend.js';
export {
  defineMetrics,
  type KeysOfKind,
  type LabelArguments,
  type LabelValues,
  type MetricCatalogue,
  type MetricDefinition,
  type MetricKind,
  type MetricUnit,
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
export { type PromClientLibrary, promClient, promClientOf } from './prom-client.js';
export { chooseFormat, type Exposition, type ExpositionFormat, renderMetrics } from './render.js';
export { type ExposedMetrics, type MetricsAddress, type MetricsServer, serveMetrics } from './serve-metrics.js';
export type { Aggregation, Exemplar, MetricFamily, Sample } from './snapshot.js';
export { gatherMetrics, type MessageChannelEnd, shareMetrics } from './workers.js';
