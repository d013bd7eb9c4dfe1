import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../repository/tree.ts';

/** A clone of what is committed, in a folder that may be spoiled. */
export interface ScratchClone {
  readonly folder: string;
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
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tonearm-release-')));
  const clone: ScratchClone = {
    folder,
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
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  clone.run('git', ['clone', '--quiet', root, '.']);
  clone.run('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', '--loglevel=warn']);
  return clone;
}
