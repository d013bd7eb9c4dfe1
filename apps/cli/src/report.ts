import { explainError, type Tool } from '@tonearm/tools';
import { CommanderError } from 'commander';
import { inCommandWords } from './command-words.js';
import { CommandError, LostError } from './errors.js';
import { exitCodeOf } from './exit-codes.js';
import { cleanLines } from './output/clean.js';
import { formatJson } from './output/json.js';
import { style } from './output/style.js';
import type { Output } from './streams.js';

/** An error in words, as it is shown to a person and printed with --json. */
export interface Report {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** Puts any error into words of the command line. */
export function explain(error: unknown, signal: AbortSignal, tools: readonly Tool[]): Report {
  if (signal.aborted && !(error instanceof LostError)) return { code: 'aborted', message: 'Cancelled.' };
  if (error instanceof CommanderError) return fromCommander(error);
  const { code, message, hint, retryAfterMs }: Report = error instanceof CommandError ? error : explainError(error);
  return {
    code,
    message: inCommandWords(message, tools),
    hint: code === 'unexpected' ? 'To see more, set TONEARM_LOG_LEVEL=debug.' : hint && inCommandWords(hint, tools),
    retryAfterMs,
  };
}

/** Says that the output has no place to go, as on a full disk; `code` is the operating system's, such as ENOSPC. */
export function explainDataLost(code: string | undefined): Report {
  const hint = code === 'ENOSPC' ? 'The disk is full: free some space, then run it again.' : 'Look at where it goes.';
  return { code: 'output', message: `The output could not be written${code ? ` (${code})` : ''}.`, hint };
}

/** Writes a report to the error stream, and gives the exit code that goes with it. */
export function writeReport({ code, message, hint, retryAfterMs }: Report, err: Output, json: boolean): number {
  if (json) {
    const error = { code, message, ...(hint && { hint }), ...(retryAfterMs !== undefined && { retryAfterMs }) };
    err.write(`${formatJson({ error }, { isTTY: false })}\n`);
  } else {
    err.write(`${style(err, 'red', 'error:')} ${cleanLines(message)}\n`);
    if (hint) err.write(`${cleanLines(hint)}\n`);
  }
  return exitCodeOf(code);
}

// commander writes "error: …" and puts its guess in brackets on a line of its own.
function fromCommander({ message }: CommanderError): Report {
  const [first = '', guess] = message.replace(/^error: /, '').split('\n');
  return {
    code: 'usage',
    message: `${first.charAt(0).toUpperCase()}${first.slice(1)}`.replace(/[^.?!]$/, '$&.'),
    hint: guess?.replace(/^\((.*)\)$/, '$1') ?? 'Add --help to see what is allowed.',
  };
}
