import { readFileSync } from 'node:fs';
import { variables } from '@tonearm/tools/runtime';
import { expect, test } from 'vitest';
import { tonearm } from './tonearm.ts';

// The formatter aligns tables.
const readme = readFileSync(new URL('../../apps/cli/README.md', import.meta.url), 'utf8').replaceAll(/ {2,}/g, ' ');

test('the README shows every command that --help shows', async () => {
  const { out } = await tonearm(['--help']);
  const pages = ['help', 'exit-codes', 'environment'];
  const commands = [...out.matchAll(/^ {2}([a-z][a-z -]*?)(?: [<[].*?)? {2,}[A-Z]/gm)].map(([, words = '']) => words);
  expect(commands.length).toBeGreaterThan(15);
  for (const command of commands.filter((words) => !pages.includes(words)))
    expect(readme).toContain(`\`tonearm ${command}`);
});

test('the README shows every exit code, as the help does', async () => {
  const { out } = await tonearm(['help', 'exit-codes']);
  const codes = [...out.matchAll(/^ {2}(\d+) +(\w.*?)(?: {2,}|$)/gm)].map(
    ([, code, meaning]) => `| ${code} | ${meaning} |`,
  );
  expect(codes.length).toBeGreaterThan(5);
  for (const row of codes) expect(readme).toContain(row);
});

test('the README names what is done at once although it takes something away, and that takes no --yes', async () => {
  const [, names = ''] = /does at once what it is told\. So do (.*?): /.exec(readme) ?? [];
  const commands = [...names.matchAll(/`(.*?)`/g)].map(([, words = '']) => words);
  expect(commands).toEqual(['logout', 'cache forget', 'cache clear']);
  for (const command of ['api', ...commands])
    expect((await tonearm(['help', ...command.split(' ')])).out).not.toContain('--yes');
  expect((await tonearm(['help', 'playlist', 'delete'])).out).toContain('--yes');
});

test('the help and the README name only settings that exist', async () => {
  const { out } = await tonearm(['help', 'environment']);
  const known = Object.values(variables).map(({ name }) => name);
  for (const [name] of `${out}${readme}`.matchAll(/\b(SPOTIFY|TONEARM)_[A-Z_]+\b/g)) expect(known).toContain(name);
});
