import { parser } from '@prometheus-io/lezer-promql';
import { dashboards, ruleGroups } from '@tonearm/deploy/generate';
import type { MetricDefinition } from '@tonearm/metrics';
import { isAlert } from '@tonearm/metrics/rules';
import { servicesAreOff } from '@tonearm/tooling/services';
import { metricCatalogue } from '@tonearm/tools/metric-catalogue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutVariables } from './known-series.ts';
import { drawDashboard } from './preview/dashboard-svg.ts';
import { type ObservedRun, observeRun } from './stage/observed-run.ts';
import { exemplarsOf, query, queryRange, rulesOf } from './stage/prometheus-api.ts';

/** Gauges that stand still by nature: they prove by their value that something gave it to them. */
const constants: ReadonlySet<string> = new Set(['buildInfo', 'consentEnds', 'rateBudget']);

describe.skipIf(servicesAreOff)('after a run in which everything happens, a real Prometheus', () => {
  let run: ObservedRun;
  beforeAll(async () => {
    run = await observeRun();
  }, 90_000);
  afterAll(() => run?.close());

  const metrics = Object.entries<MetricDefinition>(metricCatalogue);

  test.each(metrics)('has seen %s move', async (key, { kind, name }) => {
    const series = kind === 'histogram' ? `${name}_count` : name;
    const moved = constants.has(key)
      ? `max(${series}) > 0`
      : `max(max_over_time(${series}[5m]) - min_over_time(${series}[5m])) > 0`;
    expect(await query(run.prometheus, moved)).toHaveLength(1);
  });

  test('has seen every value that a label lists in a handful', async () => {
    const small = metrics.flatMap(([, { kind, name, labels = {} }]) =>
      Object.entries(labels).flatMap(([label, values]) =>
        typeof values === 'string' || values.length > 5
          ? []
          : values.map((value) => `${kind === 'histogram' ? `${name}_count` : name}{${label}="${value}"}`),
      ),
    );
    const results = await Promise.all(
      small.map((each) => query(run.prometheus, `max(max_over_time(${each}[5m])) > 0`)),
    );
    expect(small.filter((_, index) => results[index]?.length === 0)).toEqual([]);
  });

  test.each([...['load', 'coalesced', 'store', 'evict', 'invalidate', 'forget', 'load-error']])(
    'has seen the cache do this: %s',
    async (event) => {
      expect(await query(run.prometheus, `max(tonearm_cache_events_total{event="${event}"}) > 0`)).toHaveLength(1);
    },
  );

  const panels = dashboards.flatMap(({ title, rows }) =>
    rows.flatMap((row) => row.panels.map((panel) => [`${title}: ${panel.title}`, panel] as const)),
  );

  test.each(panels)(
    'has data for every query of the panel %s, and what its legend speaks of',
    async (_title, panel) => {
      for (const { expr, legend } of panel.queries) {
        const result = await query(run.prometheus, withoutVariables(expr));
        const values = result.flatMap(({ points }) => points.map(([, value]) => value));
        expect(values.some(Number.isFinite), expr).toBe(true);
        const shown = await queryRange(run.prometheus, withoutVariables(expr), run.seconds());
        for (const [, label = ''] of legend.matchAll(/\{\{(\w+)\}\}/g)) {
          const isSpoken = shown.some(({ labels }) => (labels[label] ?? '') !== '');
          expect(isSpoken, `${expr} has no ${label}`).toBe(true);
        }
      }
    },
  );

  test('evaluates every rule without an error, and every recorded series has a value', async () => {
    const rules = ruleGroups.flatMap((group) => group.rules);
    const states = await rulesOf(run.prometheus);
    expect(states.filter(({ health }) => health !== 'ok')).toEqual([]);
    expect(states).toHaveLength(rules.length);
    for (const rule of rules) {
      if (isAlert(rule)) continue;
      const result = await query(run.prometheus, rule.record);
      expect(
        result.some(({ points }) => points.some(([, value]) => Number.isFinite(value))),
        rule.record,
      ).toBe(true);
    }
  });

  test('has data for everything that an alert looks at', async () => {
    const alerts = ruleGroups.flatMap(({ rules }) => rules.filter(isAlert));
    for (const { alert, expr } of alerts) {
      for (const selector of selectorsOf(expr)) {
        const result = await query(run.prometheus, `last_over_time(${selector}[5m])`);
        expect(result.length, `${alert}: ${selector}`).toBeGreaterThan(0);
      }
    }
  });

  test.each(dashboards.map((dashboard) => [dashboard.title, dashboard] as const))(
    'can be looked at: every panel of %s is drawn with lines or figures',
    async (_title, dashboard) => {
      const { svg, panels: drawn } = await drawDashboard(dashboard, run.prometheus, run.seconds());
      expect(drawn.filter(({ lines }) => lines.length === 0).map(({ title }) => title)).toEqual([]);
      expect(svg).not.toContain('no data');
      expect(svg).not.toContain('NaN');
      expect(svg.match(/<svg /g)).toHaveLength(drawn.length + 1);
      expect(svg.match(/<\/svg>/g)).toHaveLength(drawn.length + 1);
    },
  );

  test('leads from a bucket to the request that filled it', async () => {
    const found = await exemplarsOf(run.prometheus, 'mcp_server_operation_duration_seconds_bucket', 120);
    expect(found.some(({ labels }) => /^[0-9a-f-]{32,}$/.test(labels.correlation_id ?? ''))).toBe(true);
  });
});

function selectorsOf(expr: string): readonly string[] {
  const selectors: string[] = [];
  parser.parse(expr).iterate({
    enter({ node }) {
      if (node.name === 'VectorSelector') selectors.push(expr.slice(node.from, node.to));
    },
  });
  return selectors;
}
