import { readFileSync } from 'node:fs';
import { tools, toolsets } from '@tonearm/tools';
import { expect, test } from 'vitest';
import facts from '../contract/facts.json' with { type: 'json' };
import { rowsOfOperations, rowsOfOriginal } from './coverage-table.js';

const known = tools.map(({ name }) => name);

test('every operation of Spotify has one row, with its access and a tool that exists', () => {
  const rows = rowsOfOperations();
  expect(rows.map(([operation]) => operation)).toEqual(facts.operations.map(({ operation }) => operation));
  expect(rows.map(([, access]) => access)).toEqual(facts.operations.map(({ access }) => access));
  for (const [, , tool] of rows) expect(known).toContain(tool);
});

test('every job of the original has one row and a tool that exists', () => {
  const rows = rowsOfOriginal();
  expect(new Set(rows.map(([there]) => there)).size).toBe(86 + 7);
  for (const [, here] of rows) expect(known).toContain(here);
});

test('every toolset is driven by a file of tests here', () => {
  const sources = [
    'account',
    'browse',
    'catalog',
    'curation',
    'diagnostics',
    'library',
    'listening',
    'playback',
    'playlists',
  ].map((file) => readFileSync(new URL(`${file}.test.ts`, import.meta.url), 'utf8'));
  for (const toolset of toolsets) expect(sources.join('\n')).toContain(`drivesEveryToolOf('${toolset}')`);
});
