import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { budgets, type Cost, measure } from './measure.ts';
import { marks, readFigures, tokenTable, withTable } from './table.ts';

// Starts processes: a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let costs: readonly Cost[] = [];
beforeAll(async () => {
  costs = await measure();
});

describe('what a conversation pays', () => {
  test.each(Object.entries(budgets))('%s stays within its budget', (what, budget) => {
    const measured = costs.find((cost) => cost.what === what) ?? expect.unreachable('it was not measured');
    for (const unit of ['tools', 'bytes', 'tokens'] as const) {
      expect.soft(measured[unit] ?? 0, unit).toBeLessThanOrEqual(budget[unit] ?? Number.POSITIVE_INFINITY);
    }
  });
});

/** So far a figure may be from the table before the table has to be made anew. */
const staleFrom = 0.05;

test('the table in the README is fresh; else: pnpm tokens', () => {
  const readme = readFileSync(new URL('../../apps/mcp-server/README.md', import.meta.url), 'utf8');
  const shown = readFigures(readme.split(marks.begin)[1]?.split(marks.end)[0] ?? '');
  const measured = readFigures(tokenTable(costs));
  expect(shown.map(({ what }) => what)).toEqual(measured.map(({ what }) => what));
  const stale = measured.filter(({ figures }, row) =>
    figures.some((figure, column) => Math.abs((shown[row]?.figures[column] ?? 0) / figure - 1) > staleFrom),
  );
  expect(stale).toEqual([]);
});

test('a table finds its place, and can be read again', () => {
  const table = tokenTable([{ what: 'a search, 10 found', bytes: 12, tokens: 3 }]);
  const text = withTable(`before\n${marks.begin}\nold\n${marks.end}\nafter`, table);
  expect(text).toBe(`before\n${marks.begin}\n\n${table}\n\n${marks.end}\nafter`);
  expect(readFigures(text)).toEqual([{ what: 'a search, 10 found', figures: [12, 3] }]);
  expect(() => withTable('nowhere', table)).toThrow('There is no');
});
