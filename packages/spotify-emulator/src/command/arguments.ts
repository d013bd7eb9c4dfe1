import { parseArgs } from 'node:util';
import { type FaultPreset, faultPresets, isFaultPreset } from '../faults/presets.js';
import { observedLimits } from '../limits/options.js';
import type { ListenOptions } from '../listen/listen.js';
import type { EmulatorOptions } from '../options.js';
import { isProfile } from '../profile.js';
import { isScale } from '../world/scale.js';

/** How to make and feed the emulator of a command. */
export interface Wanted {
  readonly emulator: EmulatorOptions;
  readonly listen: ListenOptions;
  /** A file with a scenario. */
  readonly scenario: string | undefined;
  /** A file with a snapshot to begin with. */
  readonly importFrom: string | undefined;
  /** A file for a snapshot at the end. */
  readonly exportTo: string | undefined;
}

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | ({ readonly kind: 'listen' } & Wanted)
  | ({ readonly kind: 'exec'; readonly command: readonly string[] } & Wanted);

/** Somebody typed something that the command does not understand. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What `--help` says. */
export const help: string = `Usage: tonearm-emulator [options]
       tonearm-emulator exec [options] -- <command> [arguments]

Runs a small Spotify that lives in memory: accounts and Web API on one address.
With exec it runs as long as the command, which finds it by SPOTIFY_API_URL,
SPOTIFY_ACCOUNTS_URL, SPOTIFY_CLIENT_ID, SPOTIFY_CLIENT_SECRET, SPOTIFY_REDIRECT_URI,
SPOTIFY_ACCESS_TOKEN, SPOTIFY_REFRESH_TOKEN and SPOTIFY_EMULATOR_URL, and ends with
its exit code.

Options:
  --port <number>     port to listen on; 0 takes a free one (default: 0)
  --host <address>    address to listen on (default: 127.0.0.1)
  --seed <number>     which invented world (default: 1)
  --scale <size>      small, medium or large: some 6,000, 100,000 or a million
                      tracks (default: small)
  --profile <name>    development, development-legacy or extended
                      (default: development)
  --faults <preset>   what goes wrong: ${Object.keys(faultPresets).slice(0, 4).join(', ')},
                      ${Object.keys(faultPresets).slice(4).join(', ')}
  --limits            refuse what is too much, as people met it at Spotify
  --scenario <file>   begin with a scenario (.yaml, .json, .ts, .js)
  --import <file>     begin with a snapshot, and its seed, scale and profile
  --export-on-exit <file>  write a snapshot at the end
  --auto-approve      give consent without showing a page
  --help              show this text
  --version           show the version

The registered app has the client id tonearm-emulator, the secret tonearm-secret
and the redirect URI http://127.0.0.1/callback with any port.
The controls are at /__emulator/, described by /__emulator/openapi.json.
`;

const largestPort = 65_535;

/** Reads the command line. */
export function readArguments(written: readonly string[]): Command {
  const [first, ...others] = written;
  if (first !== 'exec') return readOptions(written) ?? { kind: 'listen', ...readWanted(written) };
  const end = others.indexOf('--');
  const options = end < 0 ? others : others.slice(0, end);
  const command = end < 0 ? [] : others.slice(end + 1);
  const asked = command.length > 0 || options.some(isQuestion) ? readOptions(options) : undefined;
  if (asked) return asked;
  if (command.length === 0) throw new UsageError('exec needs a command after --, such as: exec -- npm test');
  return { kind: 'exec', command, ...readWanted(options) };
}

/** Whether something that was typed asks about the command itself. */
function isQuestion(written: string): boolean {
  return ['-h', '--help', '-v', '--version'].includes(written);
}

function readOptions(written: readonly string[]): Command | undefined {
  const values = parse(written);
  if (values.help) return { kind: 'help' };
  return values.version ? { kind: 'version' } : undefined;
}

function readWanted(written: readonly string[]): Wanted {
  const values = parse(written);
  const { profile, scale, seed, host = '127.0.0.1', faults } = values;
  if (profile !== undefined && !isProfile(profile)) {
    throw new UsageError(`--profile is development, development-legacy or extended, not '${profile}'.`);
  }
  if (scale !== undefined && !isScale(scale))
    throw new UsageError(`--scale is small, medium or large, not '${scale}'.`);
  return {
    listen: { port: wholeNumber('--port', values.port ?? '0', largestPort), host },
    emulator: {
      ...(seed === undefined ? {} : { seed: wholeNumber('--seed', seed, 2 ** 31 - 1) }),
      ...(profile === undefined ? {} : { profile }),
      ...(scale === undefined ? {} : { scale }),
      autoApprove: values['auto-approve'] ?? false,
      ...(faults === undefined ? {} : { faults: presetOf(faults) }),
      ...(values.limits ? { limits: observedLimits } : {}),
    },
    scenario: values.scenario,
    importFrom: values.import,
    exportTo: values['export-on-exit'],
  };
}

function presetOf(written: string): FaultPreset {
  if (isFaultPreset(written)) return written;
  throw new UsageError(`--faults is one of ${Object.keys(faultPresets).join(', ')}, not '${written}'.`);
}

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  seed: { type: 'string' },
  scale: { type: 'string' },
  profile: { type: 'string' },
  faults: { type: 'string' },
  limits: { type: 'boolean' },
  scenario: { type: 'string' },
  import: { type: 'string' },
  'export-on-exit': { type: 'string' },
  'auto-approve': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function parse(written: readonly string[]): Values {
  try {
    return parseArgs({ args: [...written], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(flag: string, written: string, maximum: number): number {
  const value = /^\d{1,10}$/.test(written) ? Number(written) : Number.NaN;
  if (!(value <= maximum)) throw new UsageError(`${flag} is a whole number from 0 to ${maximum}, not '${written}'.`);
  return value;
}
