import type { EmulatorOptions, FaultPreset, Profile, Scale } from '@tonearm/spotify-emulator';
import { type Command, InvalidArgumentError, Option } from 'commander';

const appModes: readonly Profile[] = ['development', 'development-legacy', 'extended'];
const scales: readonly Scale[] = ['small', 'medium', 'large'];
const faults: readonly FaultPreset[] = [
  'flaky',
  'rate-limited',
  'quota-exhausted',
  'no-device',
  'free-account',
  'expired-token',
  'outage',
];

/** What was asked of the emulator, as the command line has it. */
export interface EmulatorFlags {
  readonly port: number;
  readonly host: string;
  readonly seed?: number;
  readonly scale?: Scale;
  readonly appMode?: Profile;
  readonly faults?: FaultPreset;
  readonly limits?: boolean;
  /** The path of a file. */
  readonly scenario?: string;
  /** The path of a file with a snapshot to begin with. */
  readonly import?: string;
  /** The path of a file for a snapshot at the end. */
  readonly exportOnExit?: string;
  readonly autoApprove?: boolean;
}

/** Adds the options of an emulator to a command; they are those of `tonearm-emulator`, but that `--profile` is whose sign-in to use. */
export function addEmulatorOptions(command: Command): Command {
  return command
    .option('--port <number>', 'port to listen on; 0 takes a free one', portNumber, 3900)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--seed <number>', 'another seed invents another catalogue', wholeNumber)
    .addOption(new Option('--scale <size>', 'some 6,000, 100,000 or a million tracks').choices(scales))
    .addOption(
      new Option('--app-mode <mode>', 'whose rules apply; development, or those of an imported snapshot').choices(
        appModes,
      ),
    )
    .addOption(new Option('--faults <preset>', 'what goes wrong').choices(faults))
    .option('--limits', 'refuse what is too much, as people met it at Spotify')
    .option('--scenario <file>', 'begin with people, playlists and faults (.yaml, .json, .ts, .js)')
    .option('--import <file>', 'begin with a snapshot, and with its seed, scale and mode')
    .option('--export-on-exit <file>', 'write a snapshot at the end')
    .option('--auto-approve', 'sign-in pages agree by themselves');
}

/** The flags as the emulator wants them, but for the files that have to be read first. */
export function emulatorOptions({ seed, scale, appMode, faults, autoApprove }: EmulatorFlags): EmulatorOptions {
  return {
    ...(appMode && { profile: appMode }),
    ...(seed !== undefined && { seed }),
    ...(scale && { scale }),
    ...(faults && { faults }),
    ...(autoApprove && { autoApprove }),
  };
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
