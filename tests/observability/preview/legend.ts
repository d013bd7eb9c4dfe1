/** One name in a legend, and where it stands. */
interface LegendEntry {
  readonly text: string;
  readonly colour: string;
  readonly x: number;
  readonly dy: number;
}

/** A legend whose names are in lines, one after the other, as far as there is room. */
export interface LegendLayout {
  readonly entries: readonly LegendEntry[];
  readonly height: number;
}

const colours = [
  ...['#3274d9', '#e0752d', '#56a64b', '#8f3bb8', '#c4162a', '#b58900'],
  ...['#1f9e9e', '#d6568f', '#37872d', '#7a5c3d', '#6f6f6f', '#12239e'],
] as const;
const rowHeight = 14;
const maxRows = 3;
/** About the width of a letter, the mark before a name and the room behind it, in pixels. */
const letter = 5.6;
const around = 28;

/** The colour of the line with this number. */
export function colourOf(index: number): string {
  return colours[index % colours.length] ?? colours[0];
}

/** Lays names out in lines of a width; what has no room is counted at the end. */
export function layOutLegend(names: readonly string[], width: number): LegendLayout {
  const entries: LegendEntry[] = [];
  let [x, row] = [0, 0];
  for (const [index, text] of names.entries()) {
    const needed = text.length * letter + around;
    if (x > 0 && x + needed > width) [x, row] = [0, row + 1];
    const isLastPlace = row === maxRows - 1 && x + needed + 60 > width && index < names.length - 1;
    if (isLastPlace || row === maxRows) {
      const more = { text: `${names.length - index} more`, colour: '#fff' };
      entries.push({ ...more, x: row === maxRows ? width - 60 : x, dy: (maxRows - 1) * rowHeight });
      break;
    }
    entries.push({ text, colour: colourOf(index), x, dy: row * rowHeight });
    x += needed;
  }
  return { entries, height: (Math.min(row, maxRows - 1) + 1) * rowHeight };
}

/** Text that can stand anywhere in XML. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
