import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Lets Node keep what it compiled of this program for the next start. Where nothing can be kept it starts as it would
 * without; NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
export function keepCompiledCode(environment: Environment = process.env): void {
  const folder = compileCacheFolder(environment);
  if (folder !== undefined) module.enableCompileCache(folder);
}

/** In the person's own folder for caches: where others can write, they could leave code for this program to run. */
export function compileCacheFolder(environment: Environment, platform = process.platform): string | undefined {
  const caches = environment.XDG_CACHE_HOME || (platform === 'win32' && environment.LOCALAPPDATA);
  if (caches) return join(caches, 'tonearm', 'compiled');
  const home = environment.HOME || homeOfUser();
  return home === undefined ? undefined : join(home, '.cache', 'tonearm', 'compiled');
}

/** A container may run as a user whom its system does not know. */
function homeOfUser(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
