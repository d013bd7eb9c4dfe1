import { type Tool, toJsonSchema } from '@tonearm/tools';
import stringWidth from 'fast-string-width';
import { inCommandWords } from '../command-words.js';
import type { Context } from '../context.js';
import { plainCell, readableCell, readableName } from './cells.js';
import { cleanLines } from './clean.js';
import { formatJson } from './json.js';
import { findSections, type Section } from './sections.js';
import { style } from './style.js';
import { renderTable, truncate } from './table.js';

/** Columns that somebody will copy: they are the last to be cut. */
const rigid = new Set(['uri', 'id', 'url']);

/** Writes a tool's result: JSON with --json, tables on a terminal, tab-separated lines in a pipe, and text where there is no list. */
export function renderResult(tool: Tool, output: Record<string, unknown>, context: Context): void {
  const { out } = context.streams;
  if (context.flags().json) {
    out.write(`${formatJson(output, out)}\n`);
    return;
  }
  const text = `${cleanLines(inCommandWords(tool.text(output), context.tools))}\n`;
  const sections = tool.effect === 'read' ? findSections(output, toJsonSchema(tool.output, 'output')) : [];
  if (sections.length === 0) out.write(text);
  else if (sections.every(({ rows }) => rows.length === 0)) emptyList(text, context);
  else
    out.write(
      out.isTTY ? sections.map((section) => tableOf(section, context)).join('\n') : sections.map(linesOf).join(''),
    );
}

// Nothing to count for a program, but something to say to a person.
function emptyList(text: string, { streams, notify }: Context): void {
  if (streams.out.isTTY) streams.out.write(text);
  else notify(text.trimEnd());
}

function linesOf({ columns, rows }: Section): string {
  return rows.map((row) => `${columns.map((column) => plainCell(row[column])).join('\t')}\n`).join('');
}

function tableOf({ facts, columns, rows }: Section, { streams: { out } }: Context): string {
  const shown = columns.filter((column) => rows.some((row) => isWorthShowing(row[column], facts[column])));
  const ordered = [...shown.filter((column) => !rigid.has(column)), ...shown.filter((column) => rigid.has(column))];
  const [header = '', ...body] = renderTable(
    ordered.map((column) => readableName(column).toUpperCase()),
    rows.map((row) => ordered.map((column) => readableCell(row[column], column))),
    { width: out.width, rigid: ordered.flatMap((column, index) => (rigid.has(column) ? [index] : [])) },
  );
  const lines = [
    ...heading(facts, out.width).map((line) => style(out, 'bold', line)),
    style(out, 'dim', header),
    ...body,
  ];
  return `${[...lines, ...more(facts).map((line) => style(out, 'dim', line))].join('\n')}\n`;
}

function isWorthShowing(value: unknown, sameInHeading: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== sameInHeading;
}

// On one line if it fits, else a line for each.
function heading(
  { next_offset: _next, offset: _offset, ...facts }: Section['facts'],
  width = Number.POSITIVE_INFINITY,
): readonly string[] {
  const words = Object.entries(facts)
    .map(([name, value]) => [name, readableCell(value, name)] as const)
    .filter(([, value]) => value !== '' && value !== '0')
    .map(([name, value]) => (name === 'name' || name === 'list' ? value : `${readableName(name)}: ${value}`));
  const line = words.join('  ');
  if (stringWidth(line) > width) return words.map((word) => truncate(word, width));
  return line === '' ? [] : [line];
}

function more({ next_offset }: Section['facts']): readonly string[] {
  return typeof next_offset === 'number' ? [`More: --offset ${next_offset}`] : [];
}
