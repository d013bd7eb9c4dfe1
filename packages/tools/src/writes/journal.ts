import type { ToolContext } from '../tool.js';

/** A write that was made, and how to take it back. */
export interface UndoableWrite {
  /** The tool that made it. */
  readonly tool: string;
  /** What it did, in one line. */
  readonly summary: string;
  /** Takes it back, and says in one line what is true then. */
  undo(context: ToolContext): Promise<string>;
}

/** A write in the journal. */
export interface JournalEntry extends UndoableWrite {
  /** A short name to undo it by, e.g. `w3`. */
  readonly id: string;
}

/** The last writes of this process's life, newest last. */
export interface WriteJournal {
  /** Keeps a write; gives the id to undo it by. */
  record(write: UndoableWrite): string;
  /** Removes a write from the journal: it was undone, or never happened. */
  forget(id: string): void;
  /** Removes all of them: they were another person's. */
  clear(): void;
  entries(): readonly JournalEntry[];
}

/** How a journal differs from others. */
export interface WriteJournalOptions {
  /** How many writes are kept. Default: 50. */
  readonly maxWrites?: number;
  /** Stands in every id, so that where several processes serve the same clients an id means one write only. */
  readonly name?: string;
}

/** Makes a journal that keeps the last writes in memory; it dies with the process. */
export function createWriteJournal({ maxWrites = 50, name = '' }: WriteJournalOptions = {}): WriteJournal {
  const kept: JournalEntry[] = [];
  let count = 0;
  return {
    record(write) {
      count += 1;
      const id = `w${name}${count}`;
      kept.push({ ...write, id });
      if (kept.length > maxWrites) kept.shift();
      return id;
    },
    forget(id) {
      const index = kept.findIndex((entry) => entry.id === id);
      if (index >= 0) kept.splice(index, 1);
    },
    clear() {
      kept.length = 0;
    },
    entries: () => [...kept],
  };
}
