import type { MetricCatalogue, MetricDefinition } from '../catalogue.js';

/** What a label must be: a value, one of several, or anything but these. */
export type Matcher = string | readonly string[] | { readonly not: string | readonly string[] };

/** The labels of a metric that a query may ask about; `le` belongs to the buckets of histograms. */
export type MatchersOf<Definition extends MetricDefinition> = {
  readonly [Label in LabelsOf<Definition> | 'le']?: Matcher;
};

type LabelsOf<Definition extends MetricDefinition> = Definition extends { readonly labels: infer Labels }
  ? keyof Labels & string
  : never;

/** Which series of a histogram are meant. */
export type HistogramPart = 'bucket' | 'sum' | 'count';

/** Writes the selector of series in PromQL: `shop_calls_total{outcome="ok"}`. */
export type SeriesSelector<Catalogue extends MetricCatalogue> = <Key extends keyof Catalogue & string>(
  key: Key,
  matchers?: MatchersOf<Catalogue[Key]>,
  part?: HistogramPart,
) => string;

/**
 * Makes selectors from a catalogue, so that a query cannot name what does not exist: the compiler checks keys and labels,
 * and a TypeError is thrown for a value that a listed label never has, or a part that a metric has not.
 */
export function seriesOf<Catalogue extends MetricCatalogue>(catalogue: Catalogue): SeriesSelector<Catalogue> {
  return (key, matchers = {}, part) => {
    const definition = catalogue[key];
    if (definition === undefined) throw new TypeError(`The catalogue has no metric "${key}"`);
    if ((definition.kind === 'histogram') !== (part !== undefined)) {
      throw new TypeError(`"${key}" is a ${definition.kind}: only histograms have parts, and are always asked for one`);
    }
    const texts = Object.entries<Matcher | undefined>(matchers).flatMap(([label, matcher]) =>
      matcher === undefined ? [] : [matcherText(definition, label, matcher)],
    );
    const name = part === undefined ? definition.name : `${definition.name}_${part}`;
    return texts.length === 0 ? name : `${name}{${texts.join(', ')}}`;
  };
}

function matcherText(definition: MetricDefinition, label: string, matcher: Matcher): string {
  const isNegative = typeof matcher === 'object' && 'not' in matcher;
  const values = isNegative ? matcher.not : matcher;
  const list = typeof values === 'string' ? [values] : values;
  for (const value of list) checkValue(definition, label, value);
  const operator = `${isNegative ? '!' : ''}${list.length === 1 ? '=' : '=~'}`.replace('!=~', '!~');
  const text = list.length === 1 ? (list[0] ?? '') : list.map(escapeExpression).join('|');
  return `${label}${operator === '!' ? '!=' : operator}${JSON.stringify(text)}`;
}

function checkValue({ name, labels = {}, buckets = [] }: MetricDefinition, label: string, value: string): void {
  if (label === 'le' && value !== '+Inf' && !buckets.includes(Number(value))) {
    throw new TypeError(`${name} has no bucket that ends at ${value}`);
  }
  const allowed = labels[label];
  if (Array.isArray(allowed) && !allowed.includes(value)) {
    throw new TypeError(`The label "${label}" of ${name} is never ${JSON.stringify(value)}`);
  }
}

function escapeExpression(value: string): string {
  return value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
