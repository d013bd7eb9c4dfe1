import type { Exposition, MetricBackend } from './backend.js';
import type { KeysOfKind, LabelArguments, MetricCatalogue, MetricDefinition, MetricKind } from './catalogue.js';
import { type GaugeInstrument, gauge } from './gauge.js';
import { labelGuard } from './labels.js';
import { promClient } from './prom-client.js';

/** A number that only grows. */
export interface Counter<Definition extends MetricDefinition = MetricDefinition> {
  /** Adds to the number; what is negative or no number at all is not added. */
  add(value: number, ...labels: LabelArguments<Definition>): void;
}

/** How often a number was how large. */
export interface Histogram<Definition extends MetricDefinition = MetricDefinition> {
  /** Records one value, in the unit that the metric's name bears. */
  observe(value: number, ...labels: LabelArguments<Definition>): void;
}

/** A number that grows and shrinks. */
export type Gauge<Definition extends MetricDefinition = MetricDefinition> = GaugeInstrument<LabelArguments<Definition>>;

/** The metrics of a catalogue, ready to be fed and shown. */
export interface Metrics<Catalogue extends MetricCatalogue = MetricCatalogue> {
  counter<Key extends KeysOfKind<Catalogue, 'counter'>>(key: Key): Counter<Catalogue[Key]>;
  gauge<Key extends KeysOfKind<Catalogue, 'gauge'>>(key: Key): Gauge<Catalogue[Key]>;
  histogram<Key extends KeysOfKind<Catalogue, 'histogram'>>(key: Key): Histogram<Catalogue[Key]>;
  /** All metrics as Prometheus reads them. */
  text(): Promise<Exposition>;
}

/** The settings of {@link createMetrics}. */
export interface MetricsOptions {
  /** Also shows the usual metrics of the process, under their usual names; not unless said. */
  readonly defaultMetrics?: boolean;
  /** Put before the name of every metric of the catalogue. */
  readonly prefix?: string;
  /** How many different values a `bounded` label may have in one metric; a hundred unless said. */
  readonly maxBoundedValues?: number;
  /** The Prometheus library to use; prom-client unless said. */
  readonly backend?: MetricBackend;
}

/** Makes the metrics of a catalogue, with a registry of their own. */
export function createMetrics<const Catalogue extends MetricCatalogue>(
  catalogue: Catalogue,
  options: MetricsOptions = {},
): Metrics<Catalogue> {
  const { defaultMetrics = false, prefix = '', maxBoundedValues = 100, backend = promClient() } = options;
  if (defaultMetrics) backend.addProcessMetrics();
  const instruments = new Map<string, { readonly kind: MetricKind; readonly instrument: unknown }>();
  for (const [key, definition] of Object.entries<MetricDefinition>(catalogue)) {
    const named = { ...definition, name: prefix + definition.name };
    instruments.set(key, { kind: definition.kind, instrument: make(backend, named, maxBoundedValues) });
  }

  function find(kind: MetricKind, key: string): unknown {
    const found = instruments.get(key);
    if (found?.kind !== kind) throw new TypeError(`The catalogue has no ${kind} "${key}"`);
    return found.instrument;
  }

  return {
    counter: (key) => find('counter', key) as Counter<Catalogue[typeof key]>,
    gauge: (key) => find('gauge', key) as Gauge<Catalogue[typeof key]>,
    histogram: (key) => find('histogram', key) as Histogram<Catalogue[typeof key]>,
    text: () => backend.text(),
  };
}

function make(
  backend: MetricBackend,
  definition: MetricDefinition,
  maxBoundedValues: number,
): Counter | Gauge | Histogram {
  const guard = labelGuard(definition, maxBoundedValues);
  if (definition.kind === 'gauge') return gauge(backend, definition, guard);
  if (definition.kind === 'counter') {
    const add = backend.counter(definition);
    // Counting happens in the middle of other people's work and may not throw there.
    return { add: (value, labels) => (value >= 0 && Number.isFinite(value) ? add(value, guard(labels)) : undefined) };
  }
  const observe = backend.histogram(definition);
  return { observe: (value, labels) => (Number.isFinite(value) ? observe(value, guard(labels)) : undefined) };
}
