import { readFileSync } from 'node:fs';
import { tools } from '@tonearm/tools';
import { settingsTable } from '@tonearm/tools/runtime';
import { expect, test } from 'vitest';

const readme = readFileSync(new URL('../../apps/mcp-server/README.md', import.meta.url), 'utf8');

test('the README of the server has the table of settings as it is', () => {
  expect(readme).toContain(settingsTable());
});

test('the README of the server has a row for every tool, in order, and for no other', () => {
  const rows = [...readme.matchAll(/^\| `(\w+)` \| (\w+) \| .* \| (.*) \|$/gm)].map(([, ...cells]) => cells);
  expect(rows).toEqual(tools.map(({ name, toolset, title }) => [name, toolset, title]));
});
