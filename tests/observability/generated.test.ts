import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboards, generatedFiles, ruleGroups } from '@tonearm/deploy/generate';
import { checkQuery, isAlert } from '@tonearm/metrics/rules';
import { metricCatalogue } from '@tonearm/tools/metric-catalogue';
import { describe, expect, test } from 'vitest';
import { root } from '../repository/tree.ts';
import { allKnownSeries, withoutVariables } from './known-series.ts';

const folder = join(root, 'deploy/observability');
const files = [...generatedFiles()];
const rules = ruleGroups.flatMap((group) => group.rules);
const panels = dashboards.flatMap(({ title, rows }) =>
  rows.flatMap((row) => row.panels.map((panel) => ({ ...panel, dashboard: title }))),
);

/** Every query, and where it stands. */
const queries = [
  ...rules.map((rule) => [isAlert(rule) ? rule.alert : rule.record, rule.expr] as const),
  ...panels.flatMap(({ dashboard, title, queries: own }) =>
    own.map(({ expr }) => [`${dashboard}: ${title}`, withoutVariables(expr)] as const),
  ),
];

describe('what is generated is committed', () => {
  test.each(files)('%s is fresh (else: pnpm generate)', (path, content) => {
    expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
  });

  test('and nothing else is there', () => {
    const found = globSync('**/*.{json,yml}', { cwd: folder }).map((path) => path.replaceAll('\\', '/'));
    expect(found.sort()).toEqual(files.map(([path]) => path).sort());
  });
});

describe('a query', () => {
  test('names only metrics and labels that exist, wherever it stands', async () => {
    const known = await allKnownSeries();
    const faults = queries.flatMap(([place, expr]) => checkQuery(expr, known).map((fault) => `${place} ${fault}`));
    expect(faults).toEqual([]);
  });

  test('blames nobody for an error that does not exist', () => {
    const blamed = queries.flatMap(([, expr]) =>
      [...expr.matchAll(/error_type=~"([^"]+)"/g)].flatMap(([, values = '']) => values.split('|')),
    );
    expect(new Set(blamed).size).toBeGreaterThan(5);
    for (const word of blamed) expect(metricCatalogue.calls.labels.outcome).toContain(word);
  });

  test('is there for every metric of the catalogue: what nobody looks at need not be counted', () => {
    const text = queries.map(([, expr]) => expr).join('\n');
    const unread = Object.values(metricCatalogue).filter(({ name }) => !text.includes(name));
    expect(unread.map(({ name }) => name)).toEqual([]);
  });
});

describe('a dashboard', () => {
  test('says of every panel what one sees there', () => {
    for (const { description, title } of panels) expect(description.length, title).toBeGreaterThan(10);
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
  });

  test('fills its rows: no panel is wider than what is left', () => {
    for (const { title, rows } of dashboards) {
      for (const row of rows) {
        const width = row.panels.reduce((sum, panel) => sum + (panel.width ?? 8), 0);
        expect(width % 24, `${title}: ${row.title}`).toBe(0);
      }
    }
  });
});
