import { readFileSync } from 'node:fs';
import { tools } from '@tonearm/tools';
import { settingsTable } from '@tonearm/tools/runtime';
import { expect, test } from 'vitest';

/** The cells of every row of the tables in a text, however they are lined up. */
function rowsOf(markdown: string): readonly (readonly string[])[] {
  return [...markdown.matchAll(/^\|(.*)\|$/gm)].map(([, row = '']) => row.split('|').map((cell) => cell.trim()));
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const rows = rowsOf(read('apps/mcp-server/README.md'));

test.each(['README.md', 'apps/mcp-server/README.md'])(
  '%s says that Tonearm is unofficial, and what the policy of Spotify says of AI',
  (path) => {
    const text = read(path).replaceAll(/\s*\n>?\s*/g, ' ');
    expect(text).toMatch(/unofficial client .* not made, endorsed or supported by Spotify/);
    expect(text).toMatch(/polic.*forbid.* machine learning/i);
    expect(text).toContain('https://developer.spotify.com/policy');
  },
);

test('the README of the server has every setting, as the table of settings says it', () => {
  const settings = rowsOf(settingsTable()).slice(2);
  expect(rows).toEqual(expect.arrayContaining(settings.map((row) => [...row])));
});

test('the README of the server has a row for every tool, in order, and for no other', () => {
  const named = rows
    .filter(([name = '']) => /^`[a-z]+_[a-z_]+`$/.test(name))
    .map(([name, toolset, , title]) => [name, toolset, title]);
  expect(named).toEqual(tools.map(({ name, toolset, title }) => [`\`${name}\``, toolset, title]));
});
