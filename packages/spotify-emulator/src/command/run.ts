import { createSpotifyEmulator, type SpotifyEmulator } from '../emulator.js';
import { loadScenario } from '../scenario/load.js';
import { loadSnapshot, saveSnapshot } from '../snapshot-file.js';
import { type Command, help, readArguments, UsageError, type Wanted } from './arguments.js';
import { environmentFor, execute } from './execute.js';

/** Where a command writes; a part of `process`. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** An emulator that listens until it is told to stop; then it writes its snapshot if it was asked to. */
export interface Running {
  readonly url: string;
  /** Answers the exit code. */
  close(): Promise<number>;
}

/** What became of a command: an emulator that listens, or an exit code. */
export type Run = { readonly listening: Running } | { readonly exitCode: number };

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
  if (command.kind === 'help' || command.kind === 'version') {
    streams.stdout.write(command.kind === 'help' ? help : `${version}\n`);
    return { exitCode: 0 };
  }
  try {
    const { emulator, running } = await start(command, streams);
    if (command.kind === 'exec') {
      const exitCode = await execute(command.command, environmentFor(emulator, running.url), streams.stderr);
      return { exitCode: (await running.close()) || exitCode };
    }
    streams.stdout.write(`tonearm-emulator listening on ${running.url}\n`);
    return { listening: running };
  } catch (error) {
    const { host, port } = command.listen;
    streams.stderr.write(`tonearm-emulator: ${explain(error, `${host}:${port}`)}\n`);
    return { exitCode: 1 };
  }
}

async function start(wanted: Wanted, streams: Streams): Promise<{ emulator: SpotifyEmulator; running: Running }> {
  const { importFrom, scenario: path } = wanted;
  const snapshot = importFrom === undefined ? undefined : await loadSnapshot(importFrom);
  const scenario = path === undefined ? undefined : await loadScenario(path);
  const emulator = createSpotifyEmulator({
    ...(snapshot ? { seed: snapshot.seed, scale: snapshot.scale, profile: snapshot.profile } : {}),
    ...wanted.emulator,
    ...(scenario ? { scenario } : {}),
  });
  if (snapshot) emulator.restore(snapshot);
  // A snapshot takes the place of everything before it, and a scenario stands on top of it.
  if (snapshot && scenario) emulator.apply(scenario);
  const { url, close } = await emulator.listen(wanted.listen);
  return { emulator, running: { url, close: () => end(emulator, close, wanted.exportTo, streams) } };
}

async function end(
  emulator: SpotifyEmulator,
  close: () => Promise<void>,
  exportTo: string | undefined,
  streams: Streams,
): Promise<number> {
  await close();
  if (exportTo === undefined) return 0;
  try {
    await saveSnapshot(exportTo, emulator.snapshot());
    return 0;
  } catch (error) {
    streams.stderr.write(`tonearm-emulator: the snapshot is lost: ${explain(error, exportTo)}\n`);
    return 1;
  }
}

const explanations: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use; choose another --port, or 0 for a free one',
  EACCES: 'may not be used by this user; choose a --port above 1023',
  EADDRNOTAVAIL: 'is no address of this machine; choose another --host',
  ENOTFOUND: 'is no address of this machine; choose another --host',
};

function explain(error: unknown, address: string): string {
  const code =
    error instanceof Error && 'code' in error && 'syscall' in error && error.syscall !== 'open' ? error.code : '';
  const explanation = explanations[String(code)];
  if (explanation !== undefined) return `${address} ${explanation}.`;
  return error instanceof Error ? error.message : String(error);
}
