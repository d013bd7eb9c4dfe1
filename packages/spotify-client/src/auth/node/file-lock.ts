import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

interface Holder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
}

// Whoever holds a lock says so every few seconds; who has been silent for this long is gone.
const silenceMs = 60_000;
const heartbeatMs = 5_000;
const pollMs = 25;

/** Runs something while no other process that names the same lock file runs theirs; the lock of a process that died is taken over. */
export async function withFileLock<T>(path: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const id = await acquire(path, signal);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  try {
    return await run();
  } finally {
    clearInterval(heartbeat);
    if ((await readHolder(path))?.id === id) await rm(path, { force: true });
  }
}

async function acquire(path: string, signal: AbortSignal | undefined): Promise<string> {
  const holder: Holder = { id: randomUUID(), pid: process.pid, host: hostname() };
  for (;;) {
    signal?.throwIfAborted();
    if (await create(path, holder)) return holder.id;
    const other = await readHolder(path);
    if (other !== undefined && (await isGone(path, other)) && (await removeLockOf(path, other))) continue;
    // Not all at once: who waits together would ask together.
    await sleep(pollMs + Math.random() * pollMs, undefined, { signal });
  }
}

async function create(path: string, holder: Holder): Promise<boolean> {
  // Written aside and linked into place, so that nobody ever reads a lock without its holder.
  const draft = `${path}.${holder.id}`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

async function isGone(path: string, { pid, host }: Holder): Promise<boolean> {
  if (host === hostname() && !isAlive(pid)) return true;
  return (await silenceOf(path)) > silenceMs;
}

/** For how many milliseconds nobody has touched a file; 0 when there is none. */
async function silenceOf(path: string): Promise<number> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Removes the lock of a holder who is gone, and no other: one of those who wait may have been quicker, and hold it by now. So only one
 * at a time may remove it, and looks once more when nobody else can. Tells whether there was its turn.
 */
export async function removeLockOf(path: string, { id }: Pick<Holder, 'id'>): Promise<boolean> {
  const claim = `${path}.${encodeURIComponent(id)}.gone`;
  try {
    await writeFile(claim, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    // Whoever claimed it died over it.
    if ((await silenceOf(claim)) > silenceMs) await rm(claim, { force: true });
    return false;
  }
  try {
    if ((await readHolder(path))?.id === id) await rm(path, { force: true });
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
