import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import programs from './programs.json' with { type: 'json' };

/** A program that tests run beside the code. */
export type ProgramName = keyof typeof programs;

/** Where a program comes from. */
interface ProgramFacts {
  readonly debianPackage: string;
  /** Where it is in its package, unless in usr/bin. */
  readonly unpackedPath?: string;
}

/** Where a program is, and what must be added to the environment that it runs in. */
export interface Program {
  readonly path: string;
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
  const onMachine = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
  if (onMachine !== undefined) return { path: onMachine, environment: {} };
  const facts: ProgramFacts | undefined = programs[name];
  // Some packages put a script into usr/bin that only works where Debian installs it.
  const unpacked = join(fetched, facts?.unpackedPath ?? join('usr/bin', name));
  if (existsSync(unpacked)) return { path: unpacked, environment: { LD_LIBRARY_PATH: librariesOf(fetched) } };
  throw new Error(
    `${name} is missing: run node scripts/services.mjs on Debian or Ubuntu, or install it so that it is on the PATH.`,
  );
}

function librariesOf(root: string): string {
  return globSync(['usr/lib/*-linux-gnu', 'lib/*-linux-gnu'], { cwd: root })
    .map((folder) => join(root, folder))
    .join(delimiter);
}
