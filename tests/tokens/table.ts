import { type Budget, budgets, type Cost } from './measure.ts';

/** Between these lines of a page the table stands. */
export const marks = { begin: '<!-- tokens: begin -->', end: '<!-- tokens: end -->' } as const;

/** The costs as a table in Markdown. */
export function tokenTable(costs: readonly Cost[]): string {
  return lined([
    ['what a model reads', 'tools', 'bytes', 'tokens', 'at most'],
    ...costs.map(({ what, tools, bytes, tokens }) => [
      what,
      tools === undefined ? '' : String(tools),
      String(bytes),
      String(tokens),
      limitText(budgets[what]),
    ]),
  ]);
}

/** A table in Markdown, lined up; the first row is its head. */
export function lined(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** The figures of a table, row by row, to compare with others. */
export function readFigures(
  markdown: string,
): readonly { readonly what: string; readonly figures: readonly number[] }[] {
  return [...markdown.matchAll(/^\| (.+) \|$/gm)].slice(2).map(([, row = '']) => {
    const [what = '', ...cells] = row.split(' | ').map((cell) => cell.trim());
    return {
      what,
      figures: cells
        .slice(0, 3)
        .filter((cell) => cell !== '')
        .map(Number),
    };
  });
}

/** A text with the table in its place. Throws when it has no place for one. */
export function withTable(text: string, table: string): string {
  const [before, rest] = text.split(marks.begin);
  const after = rest?.split(marks.end)[1];
  if (after === undefined) throw new Error(`There is no ${marks.begin} … ${marks.end}`);
  return `${before}${marks.begin}\n\n${table}\n\n${marks.end}${after}`;
}

function limitText({ tools, bytes, tokens }: Budget = {}): string {
  return [
    tools === undefined ? undefined : `${tools} tools`,
    bytes === undefined ? undefined : `${bytes / 1024} KB`,
    tokens === undefined ? undefined : `${tokens} tokens`,
  ]
    .filter(Boolean)
    .join(', ');
}
