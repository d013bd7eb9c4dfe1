import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CooldownStore, rememberedForMs } from './cooldown-store.js';

/** The settings of {@link fileCooldownStore}. */
export interface FileCooldownStoreOptions {
  /** Where the file is; its folder is made when it is missing. Only its owner can read it. */
  readonly path: string;
  /** Milliseconds since the epoch, by a clock that other processes share. */
  readonly now?: () => number;
}

interface Entry {
  readonly endsAt: number;
  readonly probedUntil?: number;
}

type Entries = Readonly<Record<string, Entry>>;

/** No silence is longer; an instant that is further away was not written by us. */
const LONGEST_MS = 7 * 24 * 3_600_000;

/** A lock this old was left behind by a process that died; one this far ahead, before the clock was set back. */
const STALE_LOCK_MS = 2_000;
/** Whoever waits for the lock for so long goes without: nobody may be kept alive by it. */
const LONGEST_WAIT_MS = 5_000;

/** Keeps silences in a small file, for processes that come and go on one machine. A file that makes no sense counts as empty. */
export function fileCooldownStore({ path, now = Date.now }: FileCooldownStoreOptions): CooldownStore {
  const lock = `${path}.lock`;

  async function entries(): Promise<Entries> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return {};
      throw error;
    }
    return parse(text, now());
  }

  /** One change at a time among all processes. */
  async function change<T>(make: (before: Entries) => readonly [after: Entries, result: T]): Promise<T> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await takeLock();
    try {
      const [after, result] = make(await entries());
      const fresh = `${path}.${process.pid}.new`;
      // A file that was left behind by a process of the same number may be readable by others.
      await writeFile(fresh, JSON.stringify(after), { mode: 0o600 });
      await chmod(fresh, 0o600);
      await rename(fresh, path);
      return result;
    } finally {
      await rm(lock, { recursive: true, force: true });
    }
  }

  async function takeLock(): Promise<void> {
    const giveUpAt = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      try {
        return await mkdir(lock, { mode: 0o700 });
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
      // File times are the system's, whatever clock the entries go by.
      if (Math.abs(Date.now() - mtimeMs) > STALE_LOCK_MS) await rm(lock, { recursive: true, force: true });
      else if (performance.now() > giveUpAt) throw new Error(`Another process holds ${lock}`);
      else await pause(2);
    }
  }

  return {
    async read(group) {
      const entry = (await entries())[group];
      if (entry === undefined) return undefined;
      return entry.endsAt > now() ? entry.endsAt - now() : 'unproven';
    },
    prolong: (group, silenceMs) =>
      change((before) => {
        const endsAt = Math.max(before[group]?.endsAt ?? 0, now() + silenceMs);
        return [{ ...before, [group]: { endsAt } }, undefined];
      }),
    claimProbe: (group, forMs) =>
      change((before) => {
        const entry = before[group] ?? { endsAt: now() };
        if ((entry.probedUntil ?? 0) > now()) return [before, false];
        return [{ ...before, [group]: { ...entry, probedUntil: now() + forMs } }, true];
      }),
    clear: (group) => change(({ [group]: _gone, ...others }) => [others, undefined]),
    describe: () => 'by all processes that share a file',
  };
}

/** Nobody else may decide how long we are silent: a file that holds anything else is no longer ours. */
function parse(text: string, now: number): Entries {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const known = Object.entries(value).filter((pair): pair is [string, Entry] => isEntry(pair[1]));
  return Object.fromEntries(
    known.filter(([, { endsAt }]) => endsAt + rememberedForMs > now && endsAt <= now + LONGEST_MS),
  );
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { endsAt, probedUntil } = value as Readonly<Record<string, unknown>>;
  return Number.isFinite(endsAt) && (probedUntil === undefined || Number.isFinite(probedUntil));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
