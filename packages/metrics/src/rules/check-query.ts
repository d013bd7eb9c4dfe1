import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import type { MetricCatalogue, MetricDefinition } from '../catalogue.js';
import { isAlert, type RuleGroup } from './rules.js';

/** Which series there are, and the labels that each can have. */
export type KnownSeries = ReadonlyMap<string, ReadonlySet<string>>;

/** Labels that Prometheus itself puts on whatever it scrapes. */
const scrapeLabels = ['job', 'instance'] as const;

/** The series of a catalogue. */
export function knownSeries(catalogue: MetricCatalogue): KnownSeries {
  return new Map(Object.values(catalogue).flatMap(seriesOfMetric));
}

/** The series that rules make, by the labels that the rules give them; alerts are series called `ALERTS`. */
export function recordedSeries(groups: readonly RuleGroup[]): KnownSeries {
  const known = new Map<string, Set<string>>();
  for (const rule of groups.flatMap(({ rules }) => rules)) {
    const name = isAlert(rule) ? 'ALERTS' : rule.record;
    const labels = known.get(name) ?? new Set(isAlert(rule) ? ['alertname', 'alertstate', ...scrapeLabels] : []);
    for (const label of [...Object.keys(rule.labels ?? {}), ...keptLabels(rule.expr)]) labels.add(label);
    known.set(name, labels);
  }
  return known;
}

/** The labels that a query keeps, as far as its `by` clauses say so. */
function keptLabels(query: string): readonly string[] {
  const labels: string[] = [];
  parser.parse(query).iterate({
    enter({ node }) {
      if (node.name !== 'AggregateModifier' || node.getChild('By') === null) return;
      const names = node.getChild('GroupingLabels')?.getChildren('LabelName') ?? [];
      labels.push(...names.map(({ from, to }) => query.slice(from, to)));
    },
  });
  return labels;
}

function seriesOfMetric({ kind, name, labels = {} }: MetricDefinition): [string, Set<string>][] {
  const own = [...Object.keys(labels), ...scrapeLabels];
  if (kind !== 'histogram') return [[name, new Set(own)]];
  return [
    [`${name}_bucket`, new Set([...own, 'le'])],
    [`${name}_sum`, new Set(own)],
    [`${name}_count`, new Set(own)],
  ];
}

/**
 * Says what is wrong with a query, in sentences; nothing when it parses and every metric and label in it exists.
 * Grouping and matching may name any label that a metric of the query has.
 */
export function checkQuery(query: string, known: KnownSeries): readonly string[] {
  const faults: string[] = [];
  const tree = parser.parse(query);
  const text = ({ from, to }: SyntaxNode): string => query.slice(from, to);
  const inQuery = new Set<string>(scrapeLabels);
  const grouping: string[] = [];
  tree.iterate({
    enter({ node }) {
      if (node.type.isError) faults.push(`does not parse at "${query.slice(node.from, node.from + 20)}"`);
      if (node.name === 'VectorSelector') faults.push(...checkSelector(node));
      if (node.name === 'GroupingLabels') grouping.push(...node.getChildren('LabelName').map(text));
    },
  });
  for (const label of grouping) if (!inQuery.has(label)) faults.push(`groups by "${label}", which no metric in it has`);
  return faults;

  function checkSelector(node: SyntaxNode): readonly string[] {
    const identifier = node.getChild('Identifier');
    if (identifier === null) return ['selects series without naming their metric'];
    const labels = known.get(text(identifier));
    if (labels === undefined) return [`there is no metric ${text(identifier)}`];
    for (const label of labels) inQuery.add(label);
    const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
    return matchers
      .map((matcher) => matcher.getChild('LabelName'))
      .flatMap((label) =>
        label === null || labels.has(text(label)) ? [] : [`${text(identifier)} has no label ${text(label)}`],
      );
  }
}
