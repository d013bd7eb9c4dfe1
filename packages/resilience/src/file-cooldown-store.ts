import { type CooldownStore, rememberedForMs } from './cooldown-store.js';
import { versionedFile } from './versioned-file.js';

/** The settings of {@link fileCooldownStore}. */
export interface FileCooldownStoreOptions {
  /** Where the file is: each of its versions has a number behind this name, and only its owner can read it. The file system must have hard links. The folder is made when it is missing. */
  readonly path: string;
  /** Milliseconds since the epoch, by a clock that other processes share. */
  readonly now?: () => number;
}

interface Entry {
  /** When it was told of last: a clock that is before it has been set back. */
  readonly since: number;
  readonly endsAt: number;
  readonly probe?: { readonly id: string; readonly until: number };
}

type Entries = ReadonlyMap<string, Entry>;

/** No silence is longer; an instant that is further away was not written by us. */
const LONGEST_MS = 7 * 24 * 3_600_000;
/** A clock that is put right by a little has not been set back. */
const CLOCK_TOLERANCE_MS = 1_000;

/** Keeps silences in a small file, for processes that come and go on one machine. A file that makes no sense counts as empty. */
export function fileCooldownStore({ path, now = Date.now }: FileCooldownStoreOptions): CooldownStore {
  const file = versionedFile(path);

  /** Changes the entry of a group, or takes it away. Done twice it must be as done once: the instant is the same then. */
  function change<T>(
    group: string,
    make: (entry: Entry | undefined, instant: number) => readonly [after: Entry | undefined, result: T],
  ): Promise<T> {
    const instant = now();
    return file.change((text) => {
      const entries = parse(text, instant);
      const before = entries.get(group);
      const [after, result] = make(before, instant);
      if (after === before) return [undefined, result];
      const changed = new Map(entries);
      if (after === undefined) changed.delete(group);
      else changed.set(group, after);
      return [JSON.stringify(Object.fromEntries(changed)), result];
    });
  }

  return {
    async read(group) {
      const instant = now();
      const entry = parse(await file.read(), instant).get(group);
      if (entry === undefined) return undefined;
      return isSilent(entry, instant) ? entry.endsAt - instant : 'unproven';
    },
    prolong: (group, silenceMs) =>
      change(group, (entry, instant) => {
        const endsAt = Math.max(entry?.endsAt ?? 0, instant + silenceMs);
        return [{ since: instant, endsAt }, undefined];
      }),
    claimProbe: (group, id, forMs) =>
      change(group, (entry, instant) => {
        if (entry === undefined) return [entry, true];
        if (isSilent(entry, instant)) return [entry, false];
        if (entry.probe !== undefined && entry.probe.until > instant) return [entry, entry.probe.id === id];
        return [{ ...entry, probe: { id, until: instant + forMs } }, true];
      }),
    releaseProbe: (group, id) =>
      change(group, (entry) => {
        if (entry?.probe?.id !== id) return [entry, undefined];
        const { probe: _given, ...silence } = entry;
        return [silence, undefined];
      }),
    clear: (group) =>
      change(group, (entry, instant) => [entry && isSilent(entry, instant) ? entry : undefined, undefined]),
    describe: () => 'by all processes that share a file',
  };
}

function isSilent({ since, endsAt }: Entry, instant: number): boolean {
  return endsAt > instant && since <= instant + CLOCK_TOLERANCE_MS;
}

/** Nobody else may decide how long we are silent: a file that holds anything else is no longer ours. */
function parse(text: string | undefined, instant: number): Entries {
  if (text === undefined) return new Map();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map();
  const known = Object.entries(value).filter((pair): pair is [string, Entry] => isEntry(pair[1]));
  return new Map(
    known.filter(([, { endsAt }]) => endsAt + rememberedForMs > instant && endsAt <= instant + LONGEST_MS),
  );
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { since, endsAt, probe } = value as Readonly<Record<string, unknown>>;
  return Number.isFinite(since) && Number.isFinite(endsAt) && (probe === undefined || isProbe(probe));
}

function isProbe(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, until } = value as Readonly<Record<string, unknown>>;
  return typeof id === 'string' && Number.isFinite(until);
}
