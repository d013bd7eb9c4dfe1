import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

interface Holder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
}

/** A holder, and the file that says so. */
interface Entry {
  readonly place: string;
  readonly holder: Holder;
}

/** How long the last holder has not stirred while somebody waited. */
interface Watch {
  mtimeMs: number;
  watchedMs: number;
}

// Whoever holds a lock says so every few seconds; who has been silent for this long is gone.
const silenceMs = 60_000;
const heartbeatMs = 5_000;
const pollMs = 25;
// A machine that slept makes everybody look silent: a process that lives gets the time to say that it does.
const patienceMs = 2 * heartbeatMs;

/** Runs something while no other process that names the same lock file runs theirs; the lock of a process that died is taken over. */
export async function withFileLock<T>(path: string, run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const { place, holder } = await acquire(path, signal);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(place, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  try {
    return await run();
  } finally {
    clearInterval(heartbeat);
    await release(path, holder);
  }
}

async function acquire(path: string, signal: AbortSignal | undefined): Promise<Entry> {
  const holder: Holder = { id: randomUUID(), pid: process.pid, host: hostname() };
  const watch: Watch = { mtimeMs: 0, watchedMs: 0 };
  for (;;) {
    signal?.throwIfAborted();
    const line = await readLine(path);
    const last = line.at(-1);
    if (last === undefined || (await isGone(last, watch))) {
      const place = last === undefined ? path : successorOf(path, last.holder);
      if (await create(place, holder)) {
        // Whoever was last may have let go while we looked: then this place stands behind nobody any more.
        if (last === undefined || (await readHolder(path))?.id === line[0]?.holder.id) return { place, holder };
        await rm(place, { force: true });
        continue;
      }
    }
    // Not all at once: who waits together would ask together.
    const restMs = pollMs + Math.random() * pollMs;
    await sleep(restMs, undefined, { signal });
    watch.watchedMs += restMs;
  }
}

/** Lets go, unless others took this process for dead and have taken over. */
async function release(path: string, { id }: Holder): Promise<void> {
  const line = await readLine(path);
  if (line.at(-1)?.holder.id !== id) return;
  // The lock itself first: without it the others stand behind nobody.
  for (const { place } of line) await rm(place, { force: true });
}

/**
 * Everybody who holds the lock, of whom only the last one may still live. The lock of a dead process is never removed to take it over:
 * somebody else could have been quicker, and the removal would hit a living one. In its place a file is made that bears the name of the
 * dead one: the name can be taken only once, and never means anybody else.
 */
async function readLine(path: string): Promise<readonly Entry[]> {
  const line: Entry[] = [];
  let place = path;
  for (let holder = await readHolder(place); holder !== undefined; holder = await readHolder(place)) {
    line.push({ place, holder });
    place = successorOf(path, holder);
  }
  return line;
}

function successorOf(path: string, { id }: Holder): string {
  return `${path}.${encodeURIComponent(id)}.gone`;
}

async function create(place: string, holder: Holder): Promise<boolean> {
  // Written aside and linked into place, so that nobody ever reads a lock without its holder.
  const draft = `${place}.${holder.id}.tmp`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    await link(draft, place);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Who a file says holds the lock; undefined when there is no such file. */
async function readHolder(place: string): Promise<Holder | undefined> {
  try {
    const { id, pid, host } = JSON.parse(await readFile(place, 'utf8'));
    if (typeof id === 'string') return { id, pid, host };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
  }
  // After a power cut a file can be there and be empty: whoever made it will not stir again.
  const file = await stat(place).catch(() => undefined);
  return file && { id: `unknown-${file.ino}-${file.mtimeMs}`, pid: Number.NaN, host: '' };
}

async function isGone({ place, holder: { pid, host } }: Entry, watch: Watch): Promise<boolean> {
  const isHere = host === hostname();
  if (isHere && !isAlive(pid)) return true;
  const { mtimeMs } = await stat(place).catch(() => ({ mtimeMs: Date.now() }));
  if (mtimeMs !== watch.mtimeMs) Object.assign(watch, { mtimeMs, watchedMs: 0 });
  return Date.now() - mtimeMs > silenceMs && (!isHere || watch.watchedMs > patienceMs);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
