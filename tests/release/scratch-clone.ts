import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../repository/tree.ts';

/** A clone of what is committed, in a folder that may be spoiled. */
export interface ScratchClone {
  readonly folder: string;
  /** A folder beside it, which goes with it. */
  beside(name: string): string;
  /** Runs a program there, with the commands of its packages on the path; gives what it wrote. Throws with that when it fails. */
  run(program: string, words: readonly string[], options?: RunOptions): string;
  readJson(path: string): Readonly<Record<string, unknown>>;
  readText(path: string): string;
  remove(): void;
}

/** Where and with what a program runs. */
export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** Makes a clone and installs its dependencies. */
export function makeScratchClone(): ScratchClone {
  const all = realpathSync(mkdtempSync(join(tmpdir(), 'tonearm-release-')));
  const folder = join(all, 'clone');
  mkdirSync(folder);
  const clone: ScratchClone = {
    folder,
    beside(name) {
      mkdirSync(join(all, name), { recursive: true });
      return join(all, name);
    },
    run(program, words, { environment = {}, folder: where = folder } = {}) {
      const path = `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`;
      const { status, stdout, stderr, error } = spawnSync(program, words, {
        ...{ cwd: where, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
        env: { ...process.env, PATH: path, ...environment },
      });
      if (error) throw error;
      if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}\n${stdout}${stderr}`);
      return stdout;
    },
    readJson: (path) => JSON.parse(readFileSync(join(folder, path), 'utf8')),
    readText: (path) => readFileSync(join(folder, path), 'utf8'),
    remove: () => rmSync(all, { recursive: true, force: true }),
  };
  clone.run('git', ['clone', '--quiet', root, '.']);
  clone.run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', '--loglevel=warn']);
  return clone;
}
