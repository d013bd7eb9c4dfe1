// Writes the table of endpoints into README.md, or with --check fails when it is out of date. Needs a build: run `pnpm build` before.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { NamedEndpoint } from '../src/endpoint.js';

const start = '<!-- endpoints:start -->';
const end = '<!-- endpoints:end -->';

/** Where the table is. */
export const readmePath: string = fileURLToPath(new URL('../README.md', import.meta.url));

const header = ['Name', 'Method', 'Path', 'Scopes', 'Access'] as const;

/** The rows of the endpoint table as a table for people, its columns aligned as the formatter wants them. */
export function renderEndpointTable(rows: readonly NamedEndpoint[]): string {
  const cells = rows.map(({ name, method, path, scopes, access }) => {
    const listed = scopes.map((scope) => `\`${scope}\``).join(' ');
    return [`\`${name}\``, method, `\`${path}\``, listed === '' ? 'any token' : listed, access];
  });
  const widths = header.map((_, column) => Math.max(...[header, ...cells].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** The text with the table between its markers replaced. */
export function withEndpointTable(text: string, rows: readonly NamedEndpoint[]): string {
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md must hold ${start} and ${end}.`);
  return `${before}${start}\n${renderEndpointTable(rows)}\n${end}${after}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Node does not find the sources by the names that they import each other by.
  const built = new URL('../dist/index.js', import.meta.url).href;
  const { listEndpoints }: typeof import('../src/index.js') = await import(built);
  const text = await readFile(readmePath, 'utf8');
  const wanted = withEndpointTable(text, listEndpoints());
  if (!process.argv.includes('--check')) await writeFile(readmePath, wanted);
  else if (wanted !== text) {
    process.stderr.write('README.md is out of date: run node scripts/endpoint-table.ts\n');
    process.exitCode = 1;
  }
}
