import { createInterface } from 'node:readline';

/** The world outside, as a command of a person may touch it. */
export interface Terminal {
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Whether a person is watching. */
  readonly isWatched: boolean;
  /** Writes a line of the answer. */
  out(line: string): void;
  /** Writes a line beside the answer. */
  note(line: string): void;
  /** What the person types, line by line. */
  lines(): AsyncIterable<string>;
  readonly fetch?: typeof globalThis.fetch;
  readonly openBrowser?: (url: string) => void;
}

/** The terminal of this process; Ctrl-C ends the command. */
export function processTerminal(openBrowser: (url: string) => void): Terminal {
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancel.abort());
  return {
    environment: process.env,
    signal: cancel.signal,
    isWatched: process.stderr.isTTY === true,
    out: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    lines: () => linesOf(cancel.signal),
    openBrowser,
  };
}

async function* linesOf(signal: AbortSignal): AsyncGenerator<string> {
  const reader = createInterface({ input: process.stdin });
  signal.addEventListener('abort', () => reader.close(), { once: true });
  for await (const line of reader) if (line.trim() !== '') yield line.trim();
  signal.throwIfAborted();
}
