import { randomUUID } from 'node:crypto';
import type { Engine } from './engine.ts';

/** Everything that a careful person takes away from a container; it must not need any of it. */
export const hardened = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];

/** A container that goes on in the background. */
export interface Container {
  readonly name: string;
  /** Where a port of the container is found on this machine. */
  address(port: number): string;
  /** Runs a command inside; gives its exit code and what it wrote. */
  exec(...words: readonly string[]): { readonly code: number | null; readonly out: string };
  /** Asks it to stop, as `docker stop` does, and gives the exit code of its program: 137 when it had to be killed. */
  stop(): Promise<number>;
  restart(): Promise<void>;
}

/** Starts containers, and removes everything that it made. */
export interface Containers {
  start(image: string, options: ContainerOptions): Promise<Container>;
  /** A network of their own, in which containers find each other by name. */
  network(): string;
  /** A volume that outlives a container. */
  volume(): string;
  removeAll(): void;
}

/** How a container is started. */
export interface ContainerOptions {
  /** Flags of `run`. */
  readonly flags?: readonly string[];
  /** What its program is told. */
  readonly command: readonly string[];
  /** What its program says when it is ready. */
  readonly ready: RegExp;
}

const newName = (): string => `tonearm-check-${randomUUID().slice(0, 8)}`;

/** Containers, networks and volumes of one engine, with names that nobody else uses. */
export function containersOf(engine: Engine): Containers {
  const made: (readonly string[])[] = [];
  const make = (...words: readonly [string, string]): string => {
    const name = newName();
    engine.run([...words, name]);
    made.push([words[0], 'rm', name]);
    return name;
  };
  return {
    network: () => make('network', 'create'),
    volume: () => make('volume', 'create'),
    async start(image, { flags = [], command, ready }) {
      const name = newName();
      engine.run(['run', '--detach', '--name', name, ...hardened, ...flags, image, ...command]);
      made.push(['rm', '--force', '--volumes', name]);
      await hears(engine, name, ready, 1);
      return container(engine, name, ready);
    },
    removeAll() {
      for (const words of made.splice(0).reverse()) engine.run(words, { mayFail: true });
    },
  };
}

function container(engine: Engine, name: string, ready: RegExp): Container {
  let starts = 1;
  return {
    name,
    address: (port) => engine.run(['port', name, `${port}/tcp`]).out.split('\n')[0] ?? '',
    exec: (...words) => engine.run(['exec', name, ...words], { mayFail: true }),
    async stop() {
      await ended(engine.start(['stop', '-t', '20', name]));
      return Number(engine.run(['inspect', '--format', '{{.State.ExitCode}}', name]).out);
    },
    async restart() {
      engine.run(['restart', name]);
      starts += 1;
      await hears(engine, name, ready, starts);
    },
  };
}

/** Waits until a container has said something, once for each of its starts: its log is read from the beginning. */
async function hears(engine: Engine, name: string, pattern: RegExp, times: number): Promise<void> {
  const log = engine.start(['logs', '--follow', name]);
  let said = '';
  try {
    await new Promise<void>((resolve, reject) => {
      for (const stream of [log.stdout, log.stderr]) {
        stream.on('data', (chunk) => {
          said += chunk;
          if (said.split(pattern).length > times) resolve();
        });
      }
      log.once('close', () => reject(new Error(`${name} ended before it was ready:\n${said}`)));
    });
  } finally {
    log.kill();
  }
}

function ended(child: ReturnType<Engine['start']>): Promise<void> {
  child.stdout.resume();
  child.stderr.resume();
  return new Promise((resolve) => child.once('close', () => resolve()));
}
