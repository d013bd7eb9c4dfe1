import type { Aggregation } from './snapshot.js';

/** What kind of number a metric is. */
export type MetricKind = 'counter' | 'gauge' | 'histogram';

/**
 * The values that a label may have: a list, or `bounded` for values that are not known beforehand but few.
 * Whatever is not in the list, or comes after the bound, is counted as `other`.
 */
export type LabelValues = readonly string[] | 'bounded';

/** What a number counts, where it is no mere count; always a base unit, and a part of the name. */
export type MetricUnit = 'seconds' | 'bytes' | 'ratio';

/** One metric, declared. */
export interface MetricDefinition {
  readonly kind: MetricKind;
  /** The name as Prometheus shows it, with its unit: seconds, bytes, `_total` for counters, ratios from 0 to 1. */
  readonly name: string;
  /** One sentence for whoever meets the metric on a dashboard. */
  readonly help: string;
  readonly unit?: MetricUnit;
  readonly labels?: Readonly<Record<string, LabelValues>>;
  /** The upper bounds of a histogram's buckets, ascending. */
  readonly buckets?: readonly number[];
  /** How the values of several worker processes become one; their sum unless said. */
  readonly aggregation?: Aggregation;
}

/** Metrics by the name that code uses for them. */
export type MetricCatalogue = Readonly<Record<string, MetricDefinition>>;

/** The keys of a catalogue that are of a kind. */
export type KeysOfKind<Catalogue extends MetricCatalogue, Kind extends MetricKind> = {
  [Key in keyof Catalogue]: Kind extends Catalogue[Key]['kind'] ? Key : never;
}[keyof Catalogue] &
  string;

/** The labels that a metric asks for, as the last argument of its methods; none for a metric without labels. */
export type LabelArguments<Definition extends MetricDefinition> = MetricDefinition extends Definition
  ? [labels?: Readonly<Record<string, string>>]
  : Definition extends { readonly labels: infer Labels }
    ? [labels: { readonly [Label in keyof Labels]: string }]
    : [];

const units: readonly MetricUnit[] = ['seconds', 'bytes', 'ratio'];
const metricName = /^[a-z][a-z0-9_]*$/;
const labelName = /^(?!__)(?!le$)[a-z_][a-z0-9_]*$/;

/** Declares metrics and throws a `TypeError` at once when a declaration is not a good one. */
export function defineMetrics<const Catalogue extends MetricCatalogue>(catalogue: Catalogue): Catalogue {
  const seen = new Set<string>();
  for (const [key, definition] of Object.entries<MetricDefinition>(catalogue)) {
    const fault = faultOf(definition) ?? (seen.has(definition.name) ? 'its name is already taken' : undefined);
    if (fault !== undefined) throw new TypeError(`The metric "${key}" (${definition.name}) is wrong: ${fault}`);
    seen.add(definition.name);
  }
  return catalogue;
}

function faultOf({ kind, name, help, unit, labels = {}, buckets, aggregation }: MetricDefinition): string | undefined {
  if (!metricName.test(name)) return 'a name has lower case letters, digits and underscores';
  if (help.trim() === '') return 'it has no help';
  if ((kind === 'counter') !== name.endsWith('_total')) return 'counters, and only counters, end in _total';
  const bornUnit = units.find((each) => name.replace(/_total$/, '').endsWith(`_${each}`));
  if (unit !== bornUnit) return `its unit is ${unit ?? 'not declared'}, its name says ${bornUnit ?? 'none'}`;
  if (kind !== 'gauge' && aggregation !== undefined) return 'only gauges can be aggregated in several ways';
  if (buckets !== undefined && kind !== 'histogram') return 'only histograms have buckets';
  if (buckets?.some((bound, index) => index > 0 && bound <= (buckets[index - 1] ?? 0))) return 'buckets must ascend';
  const badLabel = Object.keys(labels).find((label) => !labelName.test(label));
  return badLabel === undefined ? undefined : `"${badLabel}" is no name for a label`;
}
