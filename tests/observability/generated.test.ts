import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboards, generatedFiles, ruleGroups, runbookFile } from '@tonearm/deploy/generate';
import { checkQuery, isAlert } from '@tonearm/metrics/rules';
import { metricCatalogue } from '@tonearm/tools/metric-catalogue';
import { describe, expect, test } from 'vitest';
import { root } from '../repository/tree.ts';
import { allKnownSeries, withoutVariables } from './known-series.ts';

const folder = join(root, 'deploy/observability');
const runbooks = join(root, 'docs/runbooks');
const files = [...generatedFiles()];
const rules = ruleGroups.flatMap((group) => group.rules);
const alerts = rules.filter(isAlert);
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

  test('is there for every metric of the catalogue: what nobody looks at need not be counted', () => {
    const text = queries.map(([, expr]) => expr).join('\n');
    const unread = Object.values(metricCatalogue).filter(({ name }) => !text.includes(name));
    expect(unread.map(({ name }) => name)).toEqual([]);
  });
});

describe('an alert', () => {
  test('has a severity, a summary, a description and a runbook', () => {
    for (const { labels, annotations } of alerts) {
      expect(['page', 'ticket']).toContain(labels.severity);
      expect(annotations.summary.length).toBeGreaterThan(20);
      expect(annotations.description.length).toBeGreaterThan(40);
    }
  });

  test.each(alerts.map((alert) => [alert.alert, alert] as const))(
    '%s has a page that says what to do',
    (name, rule) => {
      const file = join(runbooks, runbookFile(name));
      expect(existsSync(file), `${file} is missing`).toBe(true);
      const page = readFileSync(file, 'utf8');
      expect(page.startsWith(`# ${name}\n`)).toBe(true);
      for (const heading of ['## What it means', '## What to look at', '## What to do'])
        expect(page).toContain(heading);
      expect(rule.annotations.runbook_url.endsWith(`/docs/runbooks/${runbookFile(name)}`)).toBe(true);
    },
  );

  test('is there for every runbook', () => {
    const pages = readdirSync(runbooks).filter((file) => file !== 'README.md');
    expect(pages.sort()).toEqual(alerts.map(({ alert }) => runbookFile(alert)).sort());
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
