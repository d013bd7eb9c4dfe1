import type { MetricDefinition } from './catalogue.js';

/** What counts values that are not known, or too many. */
export const OTHER = 'other';

/** Labels and their values as they are written. */
export type Labels = Readonly<Record<string, string>>;

/** A longer value than this was not made to be a label. */
const LONGEST_VALUE = 128;

/** One series of a metric: its labels as they are written, and one text for them. */
export interface Series {
  readonly labels: Labels;
  readonly key: string;
}

interface Branch {
  readonly branches: Map<string, Branch>;
  series?: Series;
}

/**
 * Finds the series that labels belong to. A series whose labels were right as they were given is found again by one
 * look for each label, without joining texts; what had to be made safe is made safe each time, so that nothing grows
 * with what comes from outside.
 */
export function seriesFinder(
  labelNames: readonly string[],
  guard: (labels: Labels | undefined) => Labels,
): (labels: Labels | undefined) => Series {
  const root: Branch = { branches: new Map() };

  function remember(series: Series): void {
    let branch = root;
    for (const name of labelNames) {
      const value = series.labels[name] ?? '';
      const next = branch.branches.get(value) ?? { branches: new Map() };
      branch.branches.set(value, next);
      branch = next;
    }
    branch.series = series;
  }

  return (given) => {
    let branch: Branch | undefined = root;
    for (const name of labelNames) branch = branch?.branches.get(given?.[name] ?? '');
    if (branch?.series !== undefined) return branch.series;
    const labels = guard(given);
    const series = { labels, key: seriesKey(labelNames, labels) };
    if (labelNames.every((name) => labels[name] === given?.[name])) remember(series);
    return series;
  };
}

/** Makes labels safe: every declared label has a value, and none has more values than it may. */
export function labelGuard(
  definition: MetricDefinition,
  maxBoundedValues: number,
): (labels: Labels | undefined) => Labels {
  const guards = Object.entries(definition.labels ?? {}).map(([label, values]) => {
    const isAllowed = values === 'bounded' ? firstComers(maxBoundedValues) : listed(values);
    return { label, isAllowed };
  });
  return (labels) => {
    const safe: Record<string, string> = {};
    for (const { label, isAllowed } of guards) {
      const value = labels?.[label];
      safe[label] = value !== undefined && isAllowed(value) ? value : OTHER;
    }
    return safe;
  };
}

function listed(values: readonly string[]): (value: string) => boolean {
  const allowed = new Set(values);
  return (value) => allowed.has(value);
}

function firstComers(limit: number): (value: string) => boolean {
  const known = new Set<string>();
  return (value) => {
    // To Prometheus an empty value is no label at all: "no error" is not one of the values, and never too many.
    if (value === '' || known.has(value)) return true;
    if (known.size >= limit || value.length > LONGEST_VALUE) return false;
    known.add(value);
    return true;
  };
}

/** One text for the values of a series, in the order of the label names. */
export function seriesKey(labelNames: readonly string[], labels: Labels): string {
  let key = '';
  for (const name of labelNames) key += `${labels[name] ?? ''}\u0000`;
  return key;
}
