import type { FaultRule } from '../faults/rule.js';
import type { LimitKind } from '../limits/counts.js';
import { type Exchange, ExchangeLog } from './exchange.js';
import { type JournalFilter, passes } from './filter.js';
import { type HttpArchive, toHttpArchive } from './har.js';

/** One request and what came of it. */
export interface JournalEntry {
  /** When it came in, in milliseconds since 1970 by the emulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed when it was JSON, undefined when there was none; secrets are blacked out. */
  readonly body: unknown;
  /** The status of the answer; 0 when the connection was cut instead. */
  readonly status: number;
  /** Whose token it carried. */
  readonly user: string | undefined;
  /** Spotify's name of the operation; undefined when no operation has this path. */
  readonly operation: string | undefined;
  /** The message of the error that was answered. */
  readonly message?: string;
  /** How long the caller was told to wait. */
  readonly retryAfterSeconds?: number;
  /** What was probably meant by a request that no operation has. */
  readonly hint?: string;
  /** The rules that struck it, as one. */
  readonly fault?: FaultRule;
  /** Which limit refused it. */
  readonly limited?: LimitKind;
  /** What went wrong inside the emulator, if something did. */
  readonly error?: string;
}

/** How often something is expected to have been asked; exactly `times`, or within bounds. */
export interface Expectation {
  readonly times?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What was asked, in order. The oldest entries give way after ten thousand. */
export interface Journal {
  /** All entries, or those that pass a filter. */
  entries(filter?: JournalFilter): readonly JournalEntry[];
  /** The first `count` entries that pass, as soon as there are so many: at once, or later. Ends with the signal's reason. */
  wait(
    filter: JournalFilter,
    options?: { readonly count?: number; readonly signal?: AbortSignal },
  ): Promise<readonly JournalEntry[]>;
  /** Throws an error that tells what was asked instead, unless it was asked as often as expected: once or more, if nothing is said. */
  verify(filter: JournalFilter, expectation?: Expectation): void;
  /** Tells every new entry; answers how to stop it. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
  /** All requests, or those that pass a filter, with headers, bodies and times as an HTTP Archive; secrets are blacked out. */
  httpArchive(filter?: JournalFilter): HttpArchive;
  /** Writes down a request, and what went over the wire for it. */
  record(entry: JournalEntry, exchange?: Exchange): void;
  clear(): void;
}

const maximumLength = 10_000;
const shown = 10;

/** Makes an empty journal. */
export function createJournal(): Journal {
  let entries: JournalEntry[] = [];
  const exchanges = new ExchangeLog();
  const listeners = new Set<(entry: JournalEntry) => void>();
  const matching = (filter: JournalFilter): readonly JournalEntry[] => entries.filter((entry) => passes(entry, filter));
  const subscribe = (listener: (entry: JournalEntry) => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    entries: (filter) => (filter ? matching(filter) : entries),
    subscribe,
    wait: (filter, { count = 1, signal } = {}) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = matching(filter);
          if (found.length < count) return;
          finish();
          resolve(found.slice(0, count));
        };
        const giveUp = (): void => {
          finish();
          reject(signal?.reason);
        };
        const stop = subscribe(look);
        const finish = (): void => {
          stop();
          signal?.removeEventListener('abort', giveUp);
        };
        if (signal?.aborted) return giveUp();
        signal?.addEventListener('abort', giveUp);
        look();
      }),
    verify: (filter, { times, atLeast = times ?? 1, atMost = times ?? Number.POSITIVE_INFINITY } = {}) => {
      const count = matching(filter).length;
      if (count >= atLeast && count <= atMost) return;
      const wanted = times === undefined ? bounds(atLeast, atMost) : `${times} times`;
      const instead = entries.slice(-shown).map(({ method, path, status }) => `  ${method} ${path} → ${status}`);
      throw new Error(
        `${JSON.stringify(filter)} was asked ${count} times, not ${wanted}. The last requests were:\n${instead.join('\n') || '  none'}`,
      );
    },
    httpArchive: (filter = {}) =>
      toHttpArchive(
        entries
          .map((entry, place) => ({ entry, exchange: exchanges.at(place) }))
          .filter(({ entry }) => passes(entry, filter)),
      ),
    record: (entry, exchange) => {
      // Cut rarely and by half: a long run should not shift an array at every request.
      if (entries.length >= maximumLength) {
        entries = entries.slice(maximumLength / 2);
        exchanges.cut(maximumLength / 2);
      }
      entries.push(entry);
      exchanges.add(exchange);
      for (const listener of listeners) listener(entry);
    },
    clear: () => {
      entries = [];
      exchanges.clear();
    },
  };
}

function bounds(atLeast: number, atMost: number): string {
  if (!Number.isFinite(atMost)) return `${atLeast} or more`;
  return atLeast === 0 ? `${atMost} or fewer` : `${atLeast} to ${atMost}`;
}
