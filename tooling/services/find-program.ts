import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import programs from './programs.json' with { type: 'json' };

/** A program that tests run beside the code. */
export type ProgramName = keyof typeof programs;

/** Where a program comes from. */
interface ProgramFacts {
  readonly debianPackage?: string;
  /** The npm package with its version, by operating system and processor. */
  readonly npmPackages?: Readonly<Record<string, string>>;
  /** What else it may be called on a machine that has it. */
  readonly otherNames?: readonly string[];
  /** Where it is among the fetched ones, unless in usr/bin. */
  readonly unpackedPath?: string;
  /** Whether it reads files of its package at their fixed place in /usr/share. */
  readonly readsShare?: boolean;
}

/** Where a program is, and what must stand before its own arguments and be added to its environment. */
export interface Program {
  readonly path: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Where `scripts/services.mjs` unpacks what the machine does not have. */
const fetched = fileURLToPath(new URL('../../.toolchain/services/root/', import.meta.url));

/**
 * Whether somebody said that this machine can have no services (Windows has no Redis): tests that need one are skipped
 * then, and counted as skipped. Nothing else skips them.
 */
export const servicesAreOff: boolean = process.env.TONEARM_TEST_SERVICES === 'none';

/** Finds a program on the machine or among the fetched ones; throws a sentence that says how to get it. */
export function findProgram(name: ProgramName): Program {
  const facts: ProgramFacts | undefined = programs[name];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onMachine = [name, ...(facts?.otherNames ?? [])]
    .flatMap((called) => folders.map((folder) => join(folder, called)))
    .find((path) => existsSync(path));
  if (onMachine !== undefined) return { path: onMachine, arguments: [], environment: {} };
  // Some packages put a script into usr/bin that only works where Debian installs it.
  const unpacked = join(fetched, facts?.unpackedPath ?? join('usr/bin', name));
  if (existsSync(unpacked)) {
    const environment = { LD_LIBRARY_PATH: librariesOf(fetched) };
    return facts?.readsShare === true
      ? { ...withShare(unpacked), environment }
      : { path: unpacked, arguments: [], environment };
  }
  throw new Error(
    `${name} is missing: run node scripts/services.mjs on Debian or Ubuntu, or install it so that it is on the PATH.`,
  );
}

/** Runs a program where the unpacked share folder stands at /usr/share, for it alone; it keeps its process id. */
function withShare(program: string): Pick<Program, 'path' | 'arguments'> {
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const script = 'mount --bind "$0" /usr/share && exec "$@"';
  return {
    path: 'unshare',
    arguments: [...asRoot, '--mount', 'sh', '-c', script, join(fetched, 'usr/share'), program],
  };
}

/** The folders of libraries, with those that packages keep for themselves below them. */
function librariesOf(root: string): string {
  return globSync(['usr/lib/*-linux-gnu', 'lib/*-linux-gnu', 'usr/lib/*-linux-gnu/*/'], { cwd: root })
    .map((folder) => join(root, folder))
    .join(delimiter);
}
