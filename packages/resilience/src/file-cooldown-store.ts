import { type CooldownStore, rememberedForMs } from './cooldown-store.js';
import { versionedFile } from './versioned-file.js';

/** The settings of {@link fileCooldownStore}. */
export interface FileCooldownStoreOptions {
  /** Where the file is: each of its versions has a number behind this name, and only its owner can read it. The folder is made when it is missing. */
  readonly path: string;
  /** Milliseconds since the epoch, by a clock that other processes share. */
  readonly now?: () => number;
}

interface Entry {
  readonly endsAt: number;
  readonly probe?: { readonly by: string; readonly until: number };
}

type Entries = Readonly<Record<string, Entry>>;

/** No silence is longer; an instant that is further away was not written by us. */
const LONGEST_MS = 7 * 24 * 3_600_000;

/** Keeps silences in a small file, for processes that come and go on one machine. A file that makes no sense counts as empty. */
export function fileCooldownStore({ path, now = Date.now }: FileCooldownStoreOptions): CooldownStore {
  const file = versionedFile(path);

  function change<T>(make: (before: Entries) => readonly [after: Entries, result: T]): Promise<T> {
    return file.change((text) => {
      const [after, result] = make(parse(text, now()));
      return [JSON.stringify(after), result];
    });
  }

  return {
    async read(group) {
      const entry = parse(await file.read(), now())[group];
      if (entry === undefined) return undefined;
      return entry.endsAt > now() ? entry.endsAt - now() : 'unproven';
    },
    prolong: (group, silenceMs) =>
      change((before) => {
        const endsAt = Math.max(before[group]?.endsAt ?? 0, now() + silenceMs);
        return [{ ...before, [group]: { endsAt } }, undefined];
      }),
    claimProbe: (group, by, forMs) =>
      change((before) => {
        const entry = before[group] ?? { endsAt: now() };
        if (entry.probe !== undefined && entry.probe.until > now()) return [before, false];
        return [{ ...before, [group]: { ...entry, probe: { by, until: now() + forMs } } }, true];
      }),
    releaseProbe: (group, by) =>
      change((before) => {
        const entry = before[group];
        if (entry?.probe?.by !== by) return [before, undefined];
        return [{ ...before, [group]: { endsAt: entry.endsAt } }, undefined];
      }),
    clear: (group) =>
      change((before) => {
        const { [group]: entry, ...others } = before;
        return [entry === undefined || entry.endsAt > now() ? before : others, undefined];
      }),
    describe: () => 'by all processes that share a file',
  };
}

/** Nobody else may decide how long we are silent: a file that holds anything else is no longer ours. */
function parse(text: string | undefined, now: number): Entries {
  if (text === undefined) return {};
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
  const { endsAt, probe } = value as Readonly<Record<string, unknown>>;
  return Number.isFinite(endsAt) && (probe === undefined || isProbe(probe));
}

function isProbe(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { by, until } = value as Readonly<Record<string, unknown>>;
  return typeof by === 'string' && Number.isFinite(until);
}
