import type { FaultRule } from './faults/rule.js';

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
  /** The rules that struck it, as one. */
  readonly fault?: FaultRule;
  /** Which limit refused it. */
  readonly limited?: 'window' | 'quota';
  /** What went wrong inside the emulator, if something did. */
  readonly error?: string;
}

/** What was asked, in order. The oldest entries give way after ten thousand. */
export interface Journal {
  entries(): readonly JournalEntry[];
  record(entry: JournalEntry): void;
  clear(): void;
}

const maximumLength = 10_000;

/** Makes an empty journal. */
export function createJournal(): Journal {
  let entries: JournalEntry[] = [];
  return {
    entries: () => entries,
    record: (entry) => {
      // Cut rarely and by half: a long run should not shift an array at every request.
      if (entries.length >= maximumLength) entries = entries.slice(maximumLength / 2);
      entries.push(entry);
    },
    clear: () => {
      entries = [];
    },
  };
}
