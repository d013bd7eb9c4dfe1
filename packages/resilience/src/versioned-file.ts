import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A small text that several processes change. */
export interface VersionedFile {
  /** The newest text; `undefined` when nobody has written one. */
  read(): Promise<string | undefined>;
  /**
   * Makes a text of the newest one, or leaves it when there is nothing to change. `make` is called again when another process was first, and also, once in a long
   * while, when nobody can tell whether its text was followed by others or came too late: done twice it must be as done once.
   */
  change<T>(make: (before: string | undefined) => readonly [after: string | undefined, result: T]): Promise<T>;
}

/** So many versions stay, for those who have listed them and not read them yet. */
const KEPT = 8;
/** Whoever finds that so many versions were gone before they could be read is looking at something else. */
const MOST_TRIES = 100;
/** What was begun so long ago and never became a version was left behind by a process that died. */
const ABANDONED_AFTER_MS = 60_000;

/**
 * Keeps each version in a file of its own, named after `path` with a number behind it, that only its owner can read. A
 * version is written aside and then gets its name by a hard link, which exactly one process can make. So there is no lock
 * that a process could die with, or hold for longer than others believe, and nobody ever reads half a file. Where there
 * are no hard links, every change is rejected.
 */
export function versionedFile(path: string): VersionedFile {
  const folder = dirname(path);
  const prefix = `${basename(path)}.`;
  const fileOf = (version: number): string => `${path}.v${version}`;

  async function names(): Promise<readonly string[]> {
    const all = await readdir(folder).catch(absent([]));
    return all.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  }

  /** The numbers of the versions that are there, ascending. */
  async function versions(): Promise<readonly number[]> {
    const numbers = (await names())
      .filter((name) => /^v[1-9]\d{0,14}$/.test(name))
      .map((name) => Number(name.slice(1)));
    return numbers.sort((a, b) => a - b);
  }

  async function newest(): Promise<{ readonly version: number; readonly text: string | undefined }> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const version = (await versions()).at(-1);
      if (version === undefined) return { version: 0, text: undefined };
      const text = await readFile(fileOf(version), 'utf8').catch(absent(undefined));
      // One that is gone by now was followed by many others.
      if (text !== undefined) return { version, text };
    }
    throw new Error(`The newest version of ${path} cannot be read: take away what is there under its name`);
  }

  /** Makes a version, unless another process was first. */
  async function publish(version: number, text: string): Promise<boolean> {
    const draft = `${path}.${randomUUID()}.new`;
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    try {
      await link(draft, fileOf(version));
    } catch (error) {
      // The draft is gone when this process slept for so long that others took it for abandoned.
      if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') return false;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    const all = await versions();
    // Whoever stood still while so many others wrote may have taken a number that was free again, which counts for
    // nothing, or was in time and only looks late: it makes its change on top of theirs.
    if ((all.at(-1) ?? 0) - version >= KEPT) return false;
    await clean(all.filter((each) => each <= version - KEPT));
    return true;
  }

  async function clean(old: readonly number[]): Promise<void> {
    for (const version of old) await rm(fileOf(version), { force: true });
    for (const name of await names()) {
      if (!name.endsWith('.new')) continue;
      const draft = join(folder, prefix + name);
      const { mtimeMs } = await stat(draft).catch(absent({ mtimeMs: Date.now() }));
      if (Math.abs(Date.now() - mtimeMs) > ABANDONED_AFTER_MS) await rm(draft, { force: true });
    }
  }

  return {
    read: async () => (await newest()).text,
    async change(make) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Each time that this goes round, somebody else has made a change: all together always get on.
      for (;;) {
        const { version, text } = await newest();
        const [after, result] = make(text);
        if (after === undefined || after === text || (await publish(version + 1, after))) return result;
      }
    },
  };
}

/** What to go on with when a file is not there. */
function absent<T>(otherwise: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === 'ENOENT') return otherwise;
    throw error;
  };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
