import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboards, ruleGroups, runbookFile } from '@tonearm/deploy/generate';
import { isAlert } from '@tonearm/metrics/rules';
import { policyEventTypes } from '@tonearm/resilience';
import { metricCatalogue } from '@tonearm/tools/metric-catalogue';
import { variables } from '@tonearm/tools/runtime';
import { describe, expect, test } from 'vitest';
import { readText, root } from '../repository/tree.ts';

const folder = join(root, 'docs/runbooks');
const alerts = ruleGroups.flatMap(({ rules }) => rules.filter(isAlert));
const pages = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);

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
    (name, { annotations, labels }) => {
      const file = join(folder, runbookFile(name));
      expect(existsSync(file), `${file} is missing`).toBe(true);
      const page = readFileSync(file, 'utf8');
      expect(page.startsWith(`# ${name}\n\nSeverity: ${labels.severity}.\n`)).toBe(true);
      for (const heading of ['## What it means', '## What to look at', '## What to do'])
        expect(page).toContain(heading);
      expect(annotations.runbook_url.endsWith(`/docs/runbooks/${runbookFile(name)}`)).toBe(true);
      expect(readText('docs/runbooks/README.md')).toContain(
        `\n- [${name}](${runbookFile(name)}): ${labels.severity}\n`,
      );
    },
  );

  test('is there for every runbook', () => {
    expect(pages.map(([file]) => file).sort()).toEqual(alerts.map(({ alert }) => runbookFile(alert)).sort());
  });
});

describe('a runbook speaks only of what there is', () => {
  const titles = dashboards.flatMap(({ title, rows }) => [
    title,
    ...rows.flatMap((row) => [
      row.title,
      ...row.panels.flatMap((panel) => [panel.title, ...panel.queries.map(({ legend }) => legend)]),
    ]),
  ]);
  /** What stands between two marks, in one page. */
  const found = (page: string, pattern: RegExp): readonly string[] =>
    [...page.matchAll(pattern)].map(([, text = '']) => text.replaceAll('\n', ' '));
  const codes = (page: string): readonly string[] => found(page, /`([^`]+)`/g);

  test.each(pages)('%s: dashboards, panels and their lines', (_file, page) => {
    for (const name of found(page.replaceAll(/`[^`]*`/g, ''), /(?<!\w)_([^_]+)_(?!\w)/g)) {
      expect(
        titles.some((title) => title === name || title.startsWith(`${name} {{`)),
        name,
      ).toBe(true);
    }
  });

  test.each(pages)('%s: settings, options, addresses, metrics and what the log says', (_file, page) => {
    const names = new Set(Object.values(variables).map(({ name }) => name));
    const usage = readText('apps/mcp-server/src/usage.ts');
    const said = ['apps/mcp-server/src/call-tool.ts', 'packages/tools/src/runtime/create-runtime.ts']
      .map(readText)
      .join();
    for (const code of codes(page)) {
      for (const [setting] of code.matchAll(/\b(TONEARM|SPOTIFY)_[A-Z_]+/g)) expect(names).toContain(setting);
      if (code.startsWith('--')) expect(usage).toContain(`  ${code} `);
      for (const [, path] of code.matchAll(/HOST:3333(\/[\w/]+)/g)) {
        expect(['/livez', '/readyz', '/metrics', '/cache/stats']).toContain(path);
      }
      if (/^[a-z]+(_[a-z]+)+$/.test(code)) expect(metricCatalogue.calls.labels.outcome).toContain(code);
      for (const [metric] of code.matchAll(/\b(tonearm|mcp_server)_[a-z_]+/g)) {
        expect(
          Object.values(metricCatalogue).some(({ name }) => metric.startsWith(name)),
          metric,
        ).toBe(true);
      }
      for (const [, event] of code.matchAll(/"event":"([\w-]+)"/g)) expect(policyEventTypes).toContain(event);
      for (const [, message] of code.matchAll(/"msg":"([^"]+)"/g)) expect(said).toContain(`'${message}'`);
    }
  });
});
