import { spawnSync } from 'node:child_process';

/**
 * Keeps a process with all its threads on one core, so that the server's is never the client's, and what a client does beside, such as collecting
 * its garbage, is a part of its time. Only Linux can be told; false elsewhere.
 */
export function keepOnCore({ pid }: { readonly pid?: number | undefined }, core: number): boolean {
  return spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(pid)]).status === 0;
}
