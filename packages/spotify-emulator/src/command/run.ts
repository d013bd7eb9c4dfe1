import { createSpotifyEmulator } from '../emulator.js';
import type { Listening } from '../listen/listen.js';
import { type Command, help, readArguments, UsageError } from './arguments.js';

/** Where a command writes; a part of `process`. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** What became of a command: an emulator that listens, or an exit code. */
export type Run = { readonly listening: Listening } | { readonly exitCode: number };

/** Runs the command line: 0 for a wish that was met, 1 for one that could not be, 2 for one that was not understood. */
export async function run(written: readonly string[], streams: Streams, version: string): Promise<Run> {
  let command: Command;
  try {
    command = readArguments(written);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.stderr.write(`tonearm-emulator: ${error.message}\nTry 'tonearm-emulator --help'.\n`);
    return { exitCode: 2 };
  }
  if (command.kind !== 'listen') {
    streams.stdout.write(command.kind === 'help' ? help : `${version}\n`);
    return { exitCode: 0 };
  }
  try {
    const listening = await createSpotifyEmulator(command.emulator).listen(command.listen);
    streams.stdout.write(`tonearm-emulator listening on ${listening.url}\n`);
    return { listening };
  } catch (error) {
    const { host, port } = command.listen;
    streams.stderr.write(`tonearm-emulator: ${explain(error, `${host}:${port}`)}\n`);
    return { exitCode: 1 };
  }
}

const explanations: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use; choose another --port, or 0 for a free one',
  EACCES: 'may not be used by this user; choose a --port above 1023',
  EADDRNOTAVAIL: 'is no address of this machine; choose another --host',
  ENOTFOUND: 'is no address of this machine; choose another --host',
};

function explain(error: unknown, address: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const explanation = explanations[code];
  if (explanation !== undefined) return `${address} ${explanation}.`;
  return error instanceof Error ? error.message : String(error);
}
