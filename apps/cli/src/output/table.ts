import stringWidth from 'fast-string-width';

const gap = '  ';
const ellipsis = '…';
const narrowest = 6;

/** How a table is fitted to its place. */
export interface TableOptions {
  /** Terminal columns; undefined cuts nothing. */
  readonly width?: number | undefined;
  /** The columns (by place) that are cut only when cutting the others was not enough. */
  readonly rigid?: readonly number[];
}

/** A table as lines of text: a header, and aligned columns, or blocks where there is no room for columns. */
export function renderTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { width, rigid = [] }: TableOptions = {},
): string[] {
  const natural = naturalWidths([header, ...rows]);
  const elastic = natural.map((_, column) => column).filter((column) => !rigid.includes(column));
  const widths = fit(fit(natural, elastic, width), rigid, width);
  if (width !== undefined && total(widths) > width) return stack(header, rows, width);
  return [header, ...rows].map((cells) =>
    widths
      .map((columnWidth, column) => pad(truncate(cells[column] ?? '', columnWidth), columnWidth))
      .join(gap)
      .trimEnd(),
  );
}

/** A place too narrow for columns gets a block for each row: what comes first, and below it the rest with their names. */
function stack(header: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  const [title = '', ...names] = header;
  const blocks = rows.flatMap(([first = '', ...others]) => [
    first,
    ...others.flatMap((cell, index) => (cell === '' ? [] : [`${gap}${names[index]?.toLowerCase()}: ${cell}`])),
  ]);
  return [title, ...blocks].map((line) => truncate(line, width));
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, column) => sum + column, 0) + gap.length * (widths.length - 1);
}

/** Cuts text to a number of terminal columns; a wide character (CJK, emoji) takes two. */
export function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const next = used + stringWidth(segment);
    if (next > width - 1) break;
    kept += segment;
    used = next;
  }
  return `${kept.trimEnd()}${ellipsis}`;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function naturalWidths(lines: readonly (readonly string[])[]): number[] {
  const columns = Math.max(...lines.map((cells) => cells.length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((cells) => stringWidth(cells[column] ?? ''))),
  );
}

/** Narrows some of the columns, always the widest first, until the row fits or all of them are narrow. */
function fit(natural: readonly number[], narrowable: readonly number[], width: number | undefined): number[] {
  const widths = [...natural];
  if (width === undefined || narrowable.length === 0) return widths;
  while (total(widths) > width) {
    const widest = Math.max(...narrowable.map((column) => widths[column] ?? 0));
    const column = narrowable.find((candidate) => widths[candidate] === widest);
    if (column === undefined || widest <= narrowest) break;
    widths[column] = widest - 1;
  }
  return widths;
}
