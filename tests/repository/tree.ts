import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, with a slash at its end. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url));

/** Every file of the repository that is not ignored, as a path from its root. */
export function listFiles(): readonly string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
  });
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: root, encoding: 'utf8' }).split('\0');
  return list.split('\0').filter((file) => file !== '' && !deleted.includes(file));
}

/** What a file of the repository says. */
export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Whether a file is code that ships, rather than a test of it. */
export function isSource(file: string): boolean {
  return /^(packages|apps)\/[^/]+\/src\/.*\.ts$/.test(file) && !/\.test(-d)?\.ts$/.test(file);
}

/** Whether a file is code that a person reads and writes: sources, tests, tools, scripts. */
export function isCode(file: string): boolean {
  return /\.(ts|mts|js|mjs)$/.test(file);
}
