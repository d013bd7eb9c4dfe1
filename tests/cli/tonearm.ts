import { type ChildProcessWithoutNullStreams, fork, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createSpotifyEmulator, type EmulatorOptions, type SpotifyEmulator } from '@tonearm/spotify-emulator';
import { vi } from 'vitest';
import { collectOutput } from '../journeys/child-output.ts';

// Every step is a process, and a busy machine is slow to start one.
vi.setConfig({ testTimeout: 60_000 });

/** The built binary, as people install it. */
export const binary: string = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));

type Environment = Readonly<Record<string, string>>;

/** Where a command leaves word of pauses: never in the home of whoever runs the tests, nor for the next command unless a test wants it. */
const newStateFolder = (): string => join(tmpdir(), `tonearm-state-${randomUUID()}`);

/** How a command ended, and what it wrote. */
export interface Finished {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that is going on. */
export interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  readonly finished: Promise<Finished>;
}

/** What a test may decide about a command's process. */
export interface ProcessOptions {
  readonly environment?: Environment;
  /** Standard input; without it, it is empty. */
  readonly input?: string;
}

/** A folder for sign-ins that nobody else uses. */
export function newConfigFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tonearm-cli-'));
}

/** What a command finds in its environment: nothing but this and what is given. */
function environmentWith(given: Environment): Environment {
  const own = { XDG_CONFIG_HOME: '/nonexistent', XDG_STATE_HOME: newStateFolder() };
  return { PATH: process.env.PATH ?? '', ...own, ...given };
}

/** Starts the binary with nothing in its environment but what is given. */
export function startTonearm(words: readonly string[], { environment = {}, input }: ProcessOptions = {}): Running {
  const child = spawn(process.execPath, [binary, ...words], { env: environmentWith(environment) });
  // A command may end before it has read everything.
  child.stdin.on('error', () => undefined);
  if (input !== undefined) child.stdin.end(input);
  return { process: child, finished: finish(child) };
}

/** Runs the binary to its end. */
export async function tonearm(words: readonly string[], options: ProcessOptions = {}): Promise<Finished> {
  return startTonearm(words, { input: '', ...options }).finished;
}

/** One process for many commands. */
export interface SharedProcess {
  /** Runs a command line to its end; they wait for each other. */
  run(words: readonly string[], environment?: Environment): Promise<Finished>;
  end(): void;
}

/** Starts a process that runs the built program as often as it is told to: to start one for every command is what takes long. */
export async function shareProcess(): Promise<SharedProcess> {
  const child = fork(new URL('many-commands.mjs', import.meta.url));
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process for many commands ended with ${code}`);
  });
  const answer = async (): Promise<Finished> => (await Promise.race([once(child, 'message'), ended]))[0];
  await answer();
  return {
    run(words, environment = {}) {
      const finished = answer();
      child.send({ words, environment: environmentWith(environment) });
      return finished;
    },
    end() {
      ended.catch(() => undefined);
      child.kill();
    },
  };
}

/** Waits until a running command has written a line that matches, and gives what matched. */
export async function waitForLine(stream: Readable, pattern: RegExp): Promise<RegExpExecArray> {
  let seen = '';
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk) => {
      seen += String(chunk);
      const match = pattern.exec(seen);
      if (match) resolve(match);
    });
    stream.once('end', () => reject(new Error(`The output ended without ${pattern}: ${seen}`)));
  });
}

/** An emulator that listens, and the environment that makes commands use it. */
export interface ListeningEmulator {
  readonly emulator: SpotifyEmulator;
  readonly url: string;
  readonly environment: Environment;
  close(): Promise<void>;
}

/** Starts an emulator on a free port. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<ListeningEmulator> {
  const emulator = createSpotifyEmulator(options);
  const { url, close } = await emulator.listen();
  const environment = { TONEARM_BACKEND: 'emulator', SPOTIFY_API_URL: `${url}/v1`, SPOTIFY_ACCOUNTS_URL: url };
  return { emulator, url, environment, close };
}

async function finish(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  const { code, output, errors } = await collectOutput(child).ended;
  return { exitCode: code, out: output, err: errors };
}
