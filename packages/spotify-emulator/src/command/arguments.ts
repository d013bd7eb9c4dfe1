import { parseArgs } from 'node:util';
import type { ListenOptions } from '../listen/listen.js';
import type { EmulatorOptions } from '../options.js';
import { isProfile } from '../profile.js';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'listen'; readonly emulator: EmulatorOptions; readonly listen: ListenOptions };

/** Somebody typed something that the command does not understand. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What `--help` says. */
export const help = `Usage: tonearm-emulator [options]

Runs a small Spotify that lives in memory: accounts and Web API on one address.

Options:
  --port <number>     port to listen on; 0 takes a free one (default: 0)
  --host <address>    address to listen on (default: 127.0.0.1)
  --seed <number>     which invented world (default: 1)
  --profile <name>    development, development-legacy or extended
                      (default: development)
  --auto-approve      give consent without showing a page
  --help              show this text
  --version           show the version

The registered app has the client id tonearm-emulator, the secret tonearm-secret
and the redirect URI http://127.0.0.1/callback with any port.
`;

const largestPort = 65_535;

/** Reads the command line. */
export function readArguments(written: readonly string[]): Command {
  const values = parse(written);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const { profile = 'development', host = '127.0.0.1' } = values;
  if (!isProfile(profile)) {
    throw new UsageError(`--profile is development, development-legacy or extended, not '${profile}'.`);
  }
  return {
    kind: 'listen',
    listen: { port: wholeNumber('--port', values.port ?? '0', largestPort), host },
    emulator: {
      seed: wholeNumber('--seed', values.seed ?? '1', 2 ** 31 - 1),
      profile,
      autoApprove: values['auto-approve'] ?? false,
    },
  };
}

interface Values {
  port?: string;
  host?: string;
  seed?: string;
  profile?: string;
  'auto-approve'?: boolean;
  help?: boolean;
  version?: boolean;
}

function parse(written: readonly string[]): Values {
  try {
    const { values } = parseArgs({
      args: [...written],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        seed: { type: 'string' },
        profile: { type: 'string' },
        'auto-approve': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(flag: string, written: string, maximum: number): number {
  const value = /^\d{1,10}$/.test(written) ? Number(written) : Number.NaN;
  if (!(value <= maximum)) throw new UsageError(`${flag} is a whole number from 0 to ${maximum}, not '${written}'.`);
  return value;
}
