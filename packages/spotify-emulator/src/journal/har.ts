import { STATUS_CODES } from 'node:http';
import type { Exchange } from './exchange.js';
import type { JournalEntry } from './journal.js';
import { shownHeader, withoutSecretValues } from './secrets.js';

/** A name and a value, as an HTTP Archive has them. */
interface Pair {
  readonly name: string;
  readonly value: string;
}

/** One request of an HTTP Archive. */
export interface HttpArchiveEntry {
  /** By the emulator's clock. */
  readonly startedDateTime: string;
  /** How long it really took, in milliseconds. */
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly never[];
    readonly headers: readonly Pair[];
    readonly queryString: readonly Pair[];
    readonly postData?: { readonly mimeType: string; readonly text: string; readonly params?: readonly Pair[] };
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly response: {
    /** 0 when the connection was cut or left open. */
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly never[];
    readonly headers: readonly Pair[];
    readonly content: {
      readonly size: number;
      readonly mimeType: string;
      readonly text?: string;
      readonly encoding?: 'base64';
      readonly comment?: string;
    };
    readonly redirectURL: string;
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly cache: Record<never, never>;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  /** Spotify's name of the operation, and by whom. */
  readonly comment: string;
}

/** Requests and answers as an HTTP Archive 1.2, for tools that read those. */
export interface HttpArchive {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HttpArchiveEntry[];
  };
}

/** The version of what is written here; a bundle does not know that of its package. */
const writerVersion = '1';
const unknownSize = -1;

/** Makes an HTTP Archive of journal entries and what went over the wire for them. No secret is in it. */
export function toHttpArchive(
  entries: readonly { readonly entry: JournalEntry; readonly exchange: Exchange | undefined }[],
): HttpArchive {
  return {
    log: {
      version: '1.2',
      creator: { name: 'tonearm-emulator', version: writerVersion },
      entries: entries.map(({ entry, exchange }) => toArchiveEntry(entry, exchange)),
    },
  };
}

function toArchiveEntry(entry: JournalEntry, exchange: Exchange | undefined): HttpArchiveEntry {
  const wait = Math.round((exchange?.durationMs ?? 0) * 1000) / 1000;
  const receive = exchange?.reply?.dripMs ?? 0;
  return {
    startedDateTime: new Date(entry.at).toISOString(),
    time: wait + receive,
    request: requestOf(entry, exchange),
    response: responseOf(entry, exchange),
    cache: {},
    timings: { send: 0, wait, receive },
    comment: [entry.operation, entry.user].filter((part) => part !== undefined).join(' by '),
  };
}

function requestOf(entry: JournalEntry, exchange: Exchange | undefined): HttpArchiveEntry['request'] {
  const { method, path, query, body } = entry;
  const parameters = new URLSearchParams(query).toString();
  const headers = headerPairs(exchange?.requestHeaders ?? {});
  return {
    method,
    url: `${exchange?.origin ?? ''}${path}${parameters === '' ? '' : `?${parameters}`}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers,
    queryString: pairs(query),
    ...(body === undefined ? {} : { postData: postData(body, headers) }),
    headersSize: unknownSize,
    bodySize: unknownSize,
  };
}

function postData(body: unknown, headers: readonly Pair[]): NonNullable<HttpArchiveEntry['request']['postData']> {
  const sent = headers.find(({ name }) => name === 'content-type')?.value;
  if (typeof body === 'string') return { mimeType: sent ?? 'text/plain', text: body };
  if (!sent?.startsWith('application/x-www-form-urlencoded'))
    return { mimeType: sent ?? 'application/json', text: JSON.stringify(body) };
  const form = body as Readonly<Record<string, string>>;
  return { mimeType: sent, text: new URLSearchParams(form).toString(), params: pairs(form) };
}

function responseOf(entry: JournalEntry, exchange: Exchange | undefined): HttpArchiveEntry['response'] {
  const headers = headerPairs(exchange?.reply?.headers ?? {});
  const headerNamed = (wanted: string): string => headers.find(({ name }) => name === wanted)?.value ?? '';
  const body = exchange?.reply?.body ?? '';
  return {
    status: entry.status,
    statusText: STATUS_CODES[entry.status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers,
    content: {
      size: exchange?.isBodyForgotten ? unknownSize : Buffer.byteLength(body),
      mimeType: headerNamed('content-type') || 'x-unknown',
      ...(exchange?.isBodyForgotten ? { comment: 'Forgotten: many others came after it.' } : content(body)),
    },
    redirectURL: headerNamed('location'),
    headersSize: unknownSize,
    bodySize: exchange?.isBodyForgotten ? unknownSize : Buffer.byteLength(body),
  };
}

function content(body: string | Uint8Array): { readonly text: string; readonly encoding?: 'base64' } {
  return typeof body === 'string'
    ? { text: withoutSecretValues(body) }
    : { text: Buffer.from(body).toString('base64'), encoding: 'base64' };
}

function headerPairs(headers: Exchange['requestHeaders']): readonly Pair[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [{ name, value: shownHeader(name, typeof value === 'string' ? value : value.join(', ')) }],
  );
}

function pairs(values: Readonly<Record<string, string>>): readonly Pair[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
