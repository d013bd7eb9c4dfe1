import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AppAccess } from '../../app-access.js';
import type { Settings } from '../settings.js';
import { stateFolder } from '../state-folder.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Whose = Pick<Settings, 'backend' | 'clientId' | 'apiUrl'>;

/** What is known of an app's access, in this process and, in a file, for those that come after it. */
export interface AccessMemory {
  known(): AppAccess;
  /** Takes in what an answer has told; what contradicts it is no longer believed. Never throws. */
  learn(lesson: AppAccess): void;
  /** Calls back whenever something else is known than before, until it is told to stop. */
  onChange(changed: () => void): () => void;
}

/** How a memory knows the time and its place. */
export interface AccessMemoryOptions {
  readonly env?: Environment | undefined;
  /** In milliseconds since 1970. */
  readonly now?: () => number;
}

/** Apps can be given more, so what is not seen again is not believed for longer, in milliseconds. */
const believedForMs = 7 * 86_400_000;
/** What is seen again and again is written down again this often, in milliseconds. */
const refreshMs = 86_400_000;

/** What was learned of the app of these settings, now and in earlier processes. An emulator leaves nothing behind: the next one may be another. */
export function accessMemory(settings: Whose, { env, now = Date.now }: AccessMemoryOptions = {}): AccessMemory {
  const path = accessFile(settings, env);
  const listeners = new Set<() => void>();
  const { learnedAt = 0, ...kept } = path === undefined ? {} : readKept(path, now());
  let known: AppAccess = kept;
  let writtenAt = learnedAt;
  return {
    known: () => known,
    learn(lesson) {
      const next = { ...known, ...lesson };
      const isNews = next.extended !== known.extended || next.legacy !== known.legacy;
      if (Object.keys(lesson).length === 0 || (!isNews && now() - writtenAt < refreshMs)) return;
      known = next;
      writtenAt = now();
      if (path !== undefined) keep(path, { ...known, learnedAt: writtenAt });
      if (isNews) for (const changed of listeners) changed();
    },
    onChange(changed) {
      const listener = (): void => changed();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Forgets what earlier processes have learned of the app of these settings. */
export function forgetAppAccess(settings: Whose, env?: Environment): void {
  const path = accessFile(settings, env);
  if (path !== undefined) remove(path);
}

function accessFile({ backend, clientId, apiUrl }: Whose, env: Environment | undefined): string | undefined {
  if (backend === 'emulator') return undefined;
  // The name of the file tells nobody which app it is.
  const app = createHash('sha256').update(`${apiUrl} ${clientId}`).digest('hex').slice(0, 16);
  return join(stateFolder(env), 'apps', `${app}.json`);
}

function readKept(path: string, now: number): AppAccess & { readonly learnedAt?: number } {
  try {
    const { extended, legacy, learnedAt } = Object(JSON.parse(readFileSync(path, 'utf8')));
    if (typeof learnedAt !== 'number' || learnedAt > now || now - learnedAt > believedForMs) return {};
    return {
      learnedAt,
      ...(typeof extended === 'boolean' && { extended }),
      ...(typeof legacy === 'boolean' && { legacy }),
    };
  } catch {
    // Nothing was learned, or it cannot be read: it will be learned again from the next answer.
    return {};
  }
}

/** Written as a whole, so that nobody reads half of it. What cannot be kept is learned again by the next process. */
function keep(path: string, kept: object): void {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${JSON.stringify(kept)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch {
    remove(draft);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be deleted nothing could be kept.
  }
}
