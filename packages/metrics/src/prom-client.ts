import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricBackend } from './backend.js';
import type { MetricDefinition } from './catalogue.js';

/** A backend on prom-client with a registry of its own, so that two of them never meet. */
export function promClient(): MetricBackend {
  const registry = new Registry();
  const configure = ({ name, help, labels = {} }: MetricDefinition) => ({
    name,
    help,
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  return {
    counter(definition) {
      const counter = new Counter(configure(definition));
      return (value, labels) => counter.inc(labels, value);
    },
    gauge(definition, collect) {
      const gauge = new Gauge({ ...configure(definition), collect });
      return {
        set: (value, labels) => gauge.set(labels, value),
        remove: (labels) => gauge.remove(labels),
      };
    },
    histogram(definition) {
      const { buckets } = definition;
      const histogram = new Histogram({ ...configure(definition), ...(buckets && { buckets: [...buckets] }) });
      return (value, labels) => histogram.observe(labels, value);
    },
    addProcessMetrics: () => collectDefaultMetrics({ register: registry }),
    text: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
