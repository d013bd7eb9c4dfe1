import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Context } from '../../context.js';
import { CommandError } from '../../errors.js';
import { addNoun } from '../../noun.js';
import { formatJson } from '../../output/json.js';

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly seed?: number;
  readonly appMode: 'development' | 'extended';
  readonly autoApprove?: boolean;
}

/** `tonearm emulator start`: a Spotify of one's own, until Ctrl-C. */
export function addEmulator(program: Command, context: Context): void {
  addNoun(program, 'emulator')
    .description('Spotify without Spotify: an emulator for trying things out and for tests.')
    .command('start')
    .summary('Run the emulator until Ctrl-C')
    .description(
      'Runs an invented Spotify over HTTP until Ctrl-C, and prints the environment that makes commands use it.',
    )
    .option('--port <number>', 'port to listen on; 0 takes a free one', portNumber, 3900)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--seed <number>', 'another seed invents another catalogue', wholeNumber)
    .addOption(
      new Option('--app-mode <mode>', 'whose rules apply').choices(['development', 'extended']).default('development'),
    )
    .option('--auto-approve', 'sign-in pages agree by themselves')
    .action(async (flags: Flags) => run(flags, context));
}

async function run({ port, host, seed, appMode, autoApprove }: Flags, context: Context): Promise<void> {
  const { createSpotifyEmulator } = await import('@tonearm/spotify-emulator');
  const emulator = createSpotifyEmulator({
    profile: appMode,
    ...(seed !== undefined && { seed }),
    ...(autoApprove && { autoApprove }),
  });
  const server = await emulator.listen({ port, host }).catch((error: unknown) => {
    throw explainListening(error, port, host);
  });
  print(server.url, context);
  await aborted(context.signal);
  await server.close();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
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

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('It must be at most 65535.');
  return port;
}
