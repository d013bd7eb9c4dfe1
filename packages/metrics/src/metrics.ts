import type { MetricBackend } from './backend.js';
import type { KeysOfKind, LabelArguments, MetricCatalogue, MetricDefinition, MetricKind } from './catalogue.js';
import { type Exemplars, exemplars } from './exemplars.js';
import { type GaugeInstrument, gauge } from './gauge.js';
import { type Labels, labelGuard, seriesFinder } from './labels.js';
import { promClient } from './prom-client.js';
import { type Exposition, type ExpositionFormat, renderMetrics } from './render.js';
import type { MetricFamily } from './snapshot.js';

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
  /** All metrics as Prometheus reads them: in its own text form unless said. */
  text(format?: ExpositionFormat): Promise<Exposition>;
  /** All metrics as plain data, to be sent to another process or added up with those of others. */
  snapshot(): Promise<readonly MetricFamily[]>;
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
  /**
   * What leads from an observation of a histogram to its story, such as `{ trace_id }`; asked at every observation,
   * shown as an exemplar in OpenMetrics. None where it gives nothing, throws, or gives more than 128 characters.
   */
  readonly exemplarLabels?: () => Labels | undefined;
  /** The time of an exemplar, in milliseconds since 1970; `Date.now` unless said. */
  readonly now?: () => number;
}

/** Makes the metrics of a catalogue, with a registry of their own. */
export function createMetrics<const Catalogue extends MetricCatalogue>(
  catalogue: Catalogue,
  options: MetricsOptions = {},
): Metrics<Catalogue> {
  const { defaultMetrics = false, prefix = '', maxBoundedValues = 100, backend = promClient() } = options;
  if (defaultMetrics) backend.addProcessMetrics();
  const exemplarsByName = new Map<string, Exemplars>();
  const instruments = new Map<string, { readonly kind: MetricKind; readonly instrument: unknown }>();
  for (const [key, definition] of Object.entries<MetricDefinition>(catalogue)) {
    const named = { ...definition, name: prefix + definition.name };
    const kept = exemplarsOf(named, options);
    if (kept !== undefined) exemplarsByName.set(named.name, kept);
    instruments.set(key, {
      kind: definition.kind,
      instrument: make(backend, named, { maxBoundedValues, kept, ...options }),
    });
  }

  async function snapshot(): Promise<readonly MetricFamily[]> {
    const families = await backend.snapshot();
    return families.map((family) => exemplarsByName.get(family.name)?.addTo(family) ?? family);
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
    text: async (format) => renderMetrics(await snapshot(), format),
    snapshot,
  };
}

/** The bounds that the libraries take where none are declared. */
const usualBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

function exemplarsOf(definition: MetricDefinition, options: MetricsOptions): Exemplars | undefined {
  if (definition.kind !== 'histogram' || options.exemplarLabels === undefined) return undefined;
  const { labels = {}, buckets = usualBuckets } = definition;
  return exemplars(Object.keys(labels), buckets, options.now ?? Date.now);
}

interface Making {
  readonly maxBoundedValues: number;
  readonly kept: Exemplars | undefined;
  readonly exemplarLabels?: () => Labels | undefined;
}

function make(
  backend: MetricBackend,
  definition: MetricDefinition,
  { maxBoundedValues, kept, exemplarLabels }: Making,
): Counter | Gauge | Histogram {
  const guard = labelGuard(definition, maxBoundedValues);
  if (definition.kind === 'gauge') return gauge(backend, definition, guard);
  const find = seriesFinder(Object.keys(definition.labels ?? {}), guard);
  // Counting happens in the middle of other people's work and may not throw there.
  if (definition.kind === 'counter') {
    const add = backend.counter(definition);
    return {
      add: (value, labels) => (value >= 0 && Number.isFinite(value) ? add(value, find(labels).labels) : undefined),
    };
  }
  const observe = backend.histogram({ ...definition, buckets: definition.buckets ?? usualBuckets });
  return {
    observe(value, labels) {
      if (!Number.isFinite(value)) return;
      const series = find(labels);
      observe(value, series.labels);
      const story = exemplarLabels && told(exemplarLabels);
      if (story !== undefined) kept?.record(value, series.key, story);
    },
  };
}

function told(exemplarLabels: () => Labels | undefined): Labels | undefined {
  try {
    return exemplarLabels();
  } catch {
    return undefined;
  }
}
