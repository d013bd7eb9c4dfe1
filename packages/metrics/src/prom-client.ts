import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricBackend } from './backend.js';
import type { MetricDefinition } from './catalogue.js';
import type { Labels } from './labels.js';
import type { Aggregation, MetricFamily } from './snapshot.js';

interface Configuration<Registry> {
  name: string;
  help: string;
  labelNames: string[];
  aggregator: Aggregation;
  registers: Registry[];
}

interface JsonMetric {
  readonly name: string;
  readonly help: string;
  /** In one of the libraries a word, in an old one of the typings a number. */
  readonly type: unknown;
  readonly aggregator?: string;
  readonly values?: readonly JsonValue[];
}

interface JsonValue {
  readonly value: number;
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number | undefined>>;
}

/** What prom-client and its successor `@prometheus-io/client` have in common, and all that is used of them. */
export interface PromClientLibrary<Registry extends { getMetricsAsJSON(): Promise<unknown> }> {
  readonly Registry: new () => Registry;
  readonly Counter: new (configuration: Configuration<Registry>) => { inc(labels: object, value: number): void };
  readonly Gauge: new (
    configuration: Configuration<Registry> & { collect: () => Promise<void> },
  ) => { set(labels: object, value: number): void; remove(labels: object): void };
  readonly Histogram: new (
    configuration: Configuration<Registry> & { buckets?: number[] },
  ) => { observe(labels: object, value: number): void };
  collectDefaultMetrics(configuration: { register: Registry }): void;
}

const kinds = ['counter', 'gauge', 'histogram', 'summary'] as const;
const aggregations = ['sum', 'min', 'max', 'average', 'first', 'omit'] as const;

/** A backend on prom-client with a registry of its own, so that two of them never meet. */
export function promClient(): MetricBackend {
  return promClientOf<Registry>({ Counter, Gauge, Histogram, Registry, collectDefaultMetrics });
}

/** A backend on a library that is built like prom-client, such as `@prometheus-io/client`. */
export function promClientOf<Registry extends { getMetricsAsJSON(): Promise<unknown> }>(
  library: PromClientLibrary<Registry>,
): MetricBackend {
  const registry = new library.Registry();
  const units = new Map<string, string>();
  const configure = ({ name, help, unit, labels = {}, aggregation = 'sum' }: MetricDefinition) => {
    if (unit !== undefined) units.set(name, unit);
    return { name, help, labelNames: Object.keys(labels), aggregator: aggregation, registers: [registry] };
  };
  return {
    counter(definition) {
      const counter = new library.Counter(configure(definition));
      return (value, labels) => counter.inc(labels, value);
    },
    gauge(definition, collect) {
      const gauge = new library.Gauge({ ...configure(definition), collect });
      return {
        set: (value, labels) => gauge.set(labels, value),
        remove: (labels) => gauge.remove(labels),
      };
    },
    histogram(definition) {
      const { buckets } = definition;
      const histogram = new library.Histogram({ ...configure(definition), ...(buckets && { buckets: [...buckets] }) });
      return (value, labels) => histogram.observe(labels, value);
    },
    addProcessMetrics: () => library.collectDefaultMetrics({ register: registry }),
    async snapshot() {
      const metrics = (await registry.getMetricsAsJSON()) as readonly JsonMetric[];
      return metrics.map((metric) => family(metric, units.get(metric.name)));
    },
  };
}

function family({ name, help, type, aggregator, values = [] }: JsonMetric, unit: string | undefined): MetricFamily {
  return {
    name,
    help,
    kind: kinds.find((kind) => kind === type) ?? 'gauge',
    aggregation: aggregations.find((aggregation) => aggregation === aggregator) ?? 'sum',
    ...(unit !== undefined && { unit }),
    samples: values.map(({ metricName = name, labels, value }) => ({
      name: metricName,
      labels: textual(labels),
      value,
    })),
  };
}

/** The libraries write the bounds of buckets as numbers. */
function textual(labels: JsonValue['labels']): Labels {
  const texts: Record<string, string> = {};
  for (const label in labels) texts[label] = labelText(labels[label]);
  return texts;
}

function labelText(value: string | number | undefined): string {
  return typeof value === 'string' ? value : String(value ?? '');
}
