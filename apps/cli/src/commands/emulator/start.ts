import type { EmulatorSnapshot } from '@tonearm/spotify-emulator';
import type { Command } from 'commander';
import { aborted } from '../../aborted.js';
import type { Context } from '../../context.js';
import { CommandError } from '../../errors.js';
import { addNoun } from '../../noun.js';
import { formatJson } from '../../output/json.js';
import { begin, end } from './files.js';
import { addEmulatorOptions, type EmulatorFlags, emulatorOptions } from './options.js';

/** `tonearm emulator start`: a Spotify of one's own, until Ctrl-C. */
export function addEmulator(program: Command, context: Context): void {
  const start = addNoun(program, 'emulator')
    .description('Spotify without Spotify: an emulator for trying things out and for tests.')
    .command('start')
    .summary('Run the emulator until Ctrl-C')
    .description(
      'Runs an invented Spotify over HTTP until Ctrl-C, and prints the environment that makes commands use it.',
    );
  addEmulatorOptions(start).action(async (flags: EmulatorFlags) => run(flags, context));
}

async function run(flags: EmulatorFlags, context: Context): Promise<void> {
  const { port, host, limits } = flags;
  const { createSpotifyEmulator, loadScenario, loadSnapshot, observedLimits } = await import(
    '@tonearm/spotify-emulator'
  );
  const snapshot = await begin('import', flags.import, loadSnapshot);
  const emulator = createSpotifyEmulator({
    ...(snapshot && worldOf(snapshot)),
    ...emulatorOptions(flags),
    ...(limits && { limits: observedLimits }),
  });
  await begin('import', flags.import, () => snapshot && emulator.restore(snapshot));
  await begin('scenario', flags.scenario, async (path) => emulator.apply(await loadScenario(path)));
  const server = await emulator.listen({ port, host }).catch((error: unknown) => {
    throw explainListening(error, port, host);
  });
  print(server.url, context);
  await aborted(context.signal);
  await server.close();
  await end(flags.exportOnExit, () => emulator.snapshot());
}

/** The world that a snapshot is of, unless another one is asked for. */
function worldOf({ seed, scale, profile }: EmulatorSnapshot) {
  return { seed, scale, profile };
}

function print(url: string, { streams: { out }, flags, notify }: Context): void {
  const environment = { TONEARM_BACKEND: 'emulator', SPOTIFY_API_URL: `${url}/v1`, SPOTIFY_ACCOUNTS_URL: url };
  if (flags().json) {
    out.write(`${formatJson({ url, environment }, out)}\n`);
    return;
  }
  notify(`Emulator listening on ${url}; Ctrl-C ends it. In another terminal:`);
  const assign = process.platform === 'win32' ? '$env:' : 'export ';
  for (const [name, value] of Object.entries(environment)) {
    out.write(`${assign}${name}=${process.platform === 'win32' ? `'${value}'` : value}\n`);
  }
}

function explainListening(error: unknown, port: number, host: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new CommandError(
      'port_taken',
      `Port ${port} is taken.`,
      'Choose another one with --port, or a free one with --port 0.',
    );
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CommandError(
      'cannot_listen',
      `Cannot listen on ${host}, port ${port} (${code}).`,
      'Choose others with --host and --port.',
    );
  }
  return error;
}
