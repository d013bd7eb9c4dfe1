import { fieldsOf, numberOf, textOf } from '../outputs.js';
import { oneLine } from '../text.js';
import type { Entry } from './contents.js';

/** The forms in which a list of songs can be written and read. */
export const formats = ['json', 'csv', 'm3u', 'text'] as const;

/** One form of a list of songs. */
export type Format = (typeof formats)[number];

/** One song, as a list outside of Spotify knows it. */
export interface Line {
  readonly uri?: string | undefined;
  readonly title?: string | undefined;
  readonly artist?: string | undefined;
  readonly album?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly isrc?: string | undefined;
}

const columns = ['uri', 'title', 'artist', 'album', 'duration_ms', 'isrc'] as const;

/** What is known of an entry of a playlist. */
export function toLine({ uri, item, facts }: Entry): Line {
  return {
    uri,
    title: item?.name,
    artist: item?.by,
    album: textOf(fieldsOf(facts.album).name),
    durationMs: numberOf(facts.duration_ms),
    isrc: textOf(fieldsOf(facts.external_ids).isrc),
  };
}

/** Writes a list of songs. */
export function writeLines(lines: readonly Line[], format: Format): string {
  const rows = lines.map(({ durationMs, ...line }) => ({ ...line, duration_ms: durationMs }));
  if (format === 'json') return JSON.stringify(rows);
  if (format === 'csv') {
    return [columns.join(','), ...rows.map((row) => columns.map((column) => csvCell(row[column])).join(','))].join(
      '\n',
    );
  }
  if (format === 'text') return lines.map((line) => `${flat(line.artist)} - ${flat(line.title)}`).join('\n');
  const tracks = lines.map((line) => {
    const seconds = line.durationMs === undefined ? -1 : Math.round(line.durationMs / 1000);
    return `#EXTINF:${seconds},${flat(line.artist)} - ${flat(line.title)}\n${line.uri}`;
  });
  return ['#EXTM3U', ...tracks].join('\n');
}

/** Reads a list of songs; lines that hold nothing are left out. Throws a SyntaxError on JSON that is none. */
export function readLines(text: string, format: Format): readonly Line[] {
  if (format === 'json') return readJson(text);
  if (format === 'csv') return readCsv(text);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  if (format === 'text') return lines.filter((line) => line !== '').map(artistAndTitle);
  let known: Line = {};
  return lines.flatMap((line) => {
    const [, name] = /^#EXTINF:[^,]*,(.*)$/.exec(line) ?? [];
    if (name !== undefined) known = artistAndTitle(name);
    if (line === '' || line.startsWith('#')) return [];
    const entry = /^(spotify:|https?:\/\/open\.spotify)/.test(line) ? { ...known, uri: line } : known;
    known = {};
    return [entry];
  });
}

function readJson(text: string): readonly Line[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) throw new SyntaxError('not a list');
  return value.map((row) => (typeof row === 'string' ? { uri: row } : fromRow(fieldsOf(row))));
}

function readCsv(text: string): readonly Line[] {
  const [header = [], ...rows] = csvRows(text);
  const names = header.map((name) => name.trim().toLowerCase().replaceAll(' ', '_'));
  return rows.map((row) => fromRow(Object.fromEntries(names.map((name, index) => [name, row[index] ?? '']))));
}

/** The columns of common exporters, too. */
function fromRow(row: Readonly<Record<string, unknown>>): Line {
  const pick = (...names: string[]): string | undefined => names.map((name) => textOf(row[name])).find(Boolean);
  return {
    uri: pick('uri', 'track_uri', 'spotify_uri', 'url'),
    title: pick('title', 'track_name', 'name', 'track'),
    artist: pick('artist', 'artist_name(s)', 'artist_name', 'artists', 'by'),
    album: pick('album', 'album_name'),
    isrc: pick('isrc'),
  };
}

function artistAndTitle(line: string): Line {
  const [, artist, title] = /^(?:\d+[.)]\s+)?(.+?)\s+[-–—]\s+(.+)$/.exec(line) ?? [];
  return title === undefined ? { title: line } : { artist, title };
}

function flat(text: string | undefined): string {
  return oneLine(text ?? '');
}

function csvCell(value: string | number | undefined): string {
  // A name with a line break in it would look like a row of its own to whoever reads lines.
  const text = oneLine(String(value ?? ''));
  // A spreadsheet takes these first letters for the beginning of a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quotedCell, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quotedCell === undefined ? plain : quotedCell.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.some((cell) => cell !== '')) rows.push(row);
    row = [];
  }
  return rows;
}
