import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { root } from '../repository/tree.ts';

/** How a command of the engine ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A program that builds images and runs containers: Docker, or another with the same words. */
export interface Engine {
  readonly name: string;
  /** Runs a command to its end. Throws with its own words when it fails, unless `mayFail`. */
  run(words: readonly string[], options?: { readonly mayFail?: boolean }): Ended;
  /** Starts a command that goes on, such as `run -i`. */
  start(words: readonly string[]): ChildProcessWithoutNullStreams;
}

/** What can be asked for, in the order of preference. */
const known = ['docker', 'podman'];

/** The engine that TONEARM_CONTAINER_ENGINE names, or the first that answers. Throws when there is none. */
export function findEngine(named: string | undefined = process.env.TONEARM_CONTAINER_ENGINE): Engine {
  const candidates = named ? [named] : known;
  // Of Docker there may be the client alone: only what reaches its other half tells something of it.
  const name = candidates.find((program) => spawnSync(program, ['info'], { stdio: 'ignore' }).status === 0);
  if (name === undefined) throw new Error(`No container engine answers (tried ${candidates.join(', ')}).`);
  // Podman leaves a health check out of images in its own format; Docker knows no other than this one.
  const env = { ...process.env, BUILDAH_FORMAT: 'docker' };
  return {
    name,
    run(words, { mayFail = false } = {}) {
      const { status, stdout, stderr, error } = spawnSync(name, words, {
        ...{ cwd: root, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      });
      if (error) throw error;
      if (status !== 0 && !mayFail) throw new Error(`${name} ${words.join(' ')}\n${stdout}${stderr}`);
      return { code: status, out: stdout, err: stderr };
    },
    start: (words) => spawn(name, words, { cwd: root, env }),
  };
}
