import type { JournalEntry } from './journal.js';

/** A journal as an HTTP Archive 1.2, for tools that read those. Bodies of answers are not kept, so they are not in it. */
export function toHar(entries: readonly JournalEntry[], origin: string, version: string): object {
  return {
    log: {
      version: '1.2',
      creator: { name: 'tonearm-emulator', version },
      entries: entries.map((entry) => ({
        startedDateTime: new Date(entry.at).toISOString(),
        time: 0,
        request: {
          method: entry.method,
          url: `${origin}${entry.path}${queryText(entry)}`,
          httpVersion: 'HTTP/1.1',
          cookies: [],
          headers: [],
          queryString: pairs(entry.query),
          ...(entry.body === undefined ? {} : { postData: postData(entry.body) }),
          headersSize: -1,
          bodySize: -1,
        },
        response: {
          status: entry.status,
          statusText: entry.message ?? '',
          httpVersion: 'HTTP/1.1',
          cookies: [],
          headers:
            entry.retryAfterSeconds === undefined ? [] : pairs({ 'retry-after': String(entry.retryAfterSeconds) }),
          content: { size: -1, mimeType: 'application/json' },
          redirectURL: '',
          headersSize: -1,
          bodySize: -1,
        },
        cache: {},
        timings: { send: 0, wait: 0, receive: 0 },
        comment: [entry.operation, entry.user].filter((part) => part !== undefined).join(' by '),
      })),
    },
  };
}

function queryText({ query }: JournalEntry): string {
  const written = new URLSearchParams(query).toString();
  return written === '' ? '' : `?${written}`;
}

function pairs(values: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function postData(body: unknown): object {
  return typeof body === 'string'
    ? { mimeType: 'text/plain', text: body }
    : { mimeType: 'application/json', text: JSON.stringify(body) };
}
