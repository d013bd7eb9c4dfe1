import type { ItemOutput } from './outputs.js';

/** `"Name" by "Maker" (uri)`, the form of an item in every answer. */
export function itemLine({ name, by, uri }: Omit<ItemOutput, 'kind'>): string {
  return `${quoted(name)}${by === undefined ? '' : ` by ${quoted(by)}`} (${oneLine(uri)})`;
}

/**
 * `ID Name · Maker`, the form of an item where an answer lists many: the fewest tokens. What other people wrote ends with the
 * line and is never broken over two. Of another kind than the list's, the address says so: `episode:ID`.
 */
export function shortLine({ name, by, uri }: Omit<ItemOutput, 'kind'>, kind: string): string {
  const [, itsKind = '', id = ''] = /^spotify:([a-z]+):([A-Za-z0-9]{22})$/.exec(uri) ?? [];
  const address = id === '' ? oneLine(uri) : itsKind === kind ? id : `${itsKind}:${id}`;
  return `${address} ${oneLine(name)}${by === undefined ? '' : ` · ${oneLine(by)}`}`;
}

/** How to read and use the short lines of a list. */
export function shortLegend(kind: string): string {
  return `id name · maker; use ${kind}:ID`;
}

/** A name that other people gave, between quotes that it cannot end itself: data, not words of ours. */
export function quoted(name: string): string {
  return `"${oneLine(name).replaceAll('"', "'")}"`;
}

/** What other people wrote, on one line: a name may not look like a line of ours. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** The entries of a page, numbered by their place in the whole list. */
export function numbered(lines: readonly string[], offset = 0): string[] {
  return lines.map((line, index) => `${offset + index + 1}. ${line}`);
}

/** What a page leaves out and how to get it, or nothing when it is the last one. */
export function moreLine(page: { total: number; next_offset?: number | undefined }): string[] {
  return page.next_offset === undefined ? [] : [`${page.total - page.next_offset} more: offset=${page.next_offset}`];
}

/** What Spotify listed without saying what it is: things that are gone, and things that this app may not see. */
export function unavailableLine(count: number): string[] {
  return count === 0 ? [] : [`${counted(count, 'entry is', 'entries are')} gone, or hidden from this app.`];
}

/** `1 item`, `2 items`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Milliseconds as `m:ss` or `h:mm:ss`. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** Joins lines, leaving out what is empty. */
export function lines(...parts: readonly (string | readonly string[] | undefined)[]): string {
  return parts
    .flat()
    .filter((part) => part !== undefined && part !== '')
    .join('\n');
}
