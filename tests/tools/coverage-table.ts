import { readFileSync } from 'node:fs';

const [operations = '', others = ''] = readFileSync(
  new URL('../../docs/guide/coverage.md', import.meta.url),
  'utf8',
).split('## From other servers');

const rowsOf = (markdown: string): string[][] =>
  [...markdown.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) =>
    row.split('|').map((cell) => cell.replaceAll('`', '').trim()),
  );

/** The operations of the Web API as the guide lists them: `[operation, access, tool, through]`. */
export const rowsOfOperations = (): readonly (readonly string[])[] => rowsOf(operations);

/** The tools of the original as the guide lists them, each with the one of ours that does its job. */
export const rowsOfOriginal = (): readonly (readonly [there: string, here: string])[] =>
  rowsOf(others).map(([there = '', here = '']) => [there, here]);
