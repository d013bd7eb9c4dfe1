import { randomUUID } from 'node:crypto';
import type { Change, Notice, Position, SharedStore, StoreListener, StoreRead } from '../store.js';

interface Kept {
  readonly bytes: Uint8Array;
  readonly names: readonly string[];
  readonly since: Position;
  readonly loadedAt: number;
  readonly endsAt: number;
}

/** A shared store in the memory of this process: several caches share it as processes share a Redis. For tests. */
export interface MemoryStore extends SharedStore {
  /** Loses everything, as FLUSHALL does. */
  flush(): void;
  /** How many entries it holds, ended or not. */
  readonly size: number;
}

/** Makes an empty store that ends entries by the given clock. */
export function memoryStore(now: () => number = () => performance.now()): MemoryStore {
  const entries = new Map<string, Kept>();
  const marks = new Map<string, number>();
  const markedAt = new Map<string, number>();
  const locks = new Map<string, { readonly token: string; readonly endsAt: number }>();
  const listeners = new Set<StoreListener>();
  let epoch: string = randomUUID();
  let sequence = 0;

  const isUntouched = ({ since, names }: Pick<Kept, 'since' | 'names'>): boolean =>
    since.epoch === epoch && names.every((name) => (marks.get(name) ?? 0) <= since.sequence);

  function flush(): void {
    entries.clear();
    marks.clear();
    markedAt.clear();
    locks.clear();
    epoch = randomUUID();
    sequence = 0;
  }

  function tell(change: Change, origin: string): Position {
    sequence += 1;
    for (const name of change.names) {
      marks.set(name, sequence);
      markedAt.set(name, now());
    }
    const position = { epoch, sequence };
    const notice: Notice = { ...change, position, origin };
    for (const listener of listeners) queueMicrotask(() => listeners.has(listener) && listener.heard(notice));
    return position;
  }

  function read(id: string): StoreRead {
    const position = { epoch, sequence };
    const kept = entries.get(id);
    if (kept === undefined || kept.endsAt <= now()) return { position, found: 'absent' };
    if (!isUntouched(kept)) return { position, found: 'void' };
    return { position, found: 'valid', bytes: kept.bytes, remainingMs: kept.endsAt - now() };
  }

  return {
    kind: 'memory',
    get size() {
      return entries.size;
    },
    flush,
    position: async () => ({ epoch, sequence }),
    read: async (id) => read(id),
    readMany: async (questions) => questions.map(({ id }) => read(id)),
    async write({ id, ageMs = 0, ttlMs, settle, ...entry }) {
      const settling = (name: string): boolean => now() - (markedAt.get(name) ?? -Infinity) < (settle?.forMs ?? 0);
      const present = entries.get(id);
      const [loadedAt, began] = [now() - ageMs, entry.since.sequence];
      const isOlder =
        present?.since.epoch === epoch &&
        (present.since.sequence > began || (present.since.sequence === began && present.loadedAt > loadedAt));
      const isBeyond = entry.since.sequence > sequence;
      if (ttlMs < 1 || isOlder || isBeyond || !isUntouched(entry) || settle?.names.some(settling) === true)
        return false;
      entries.set(id, { ...entry, loadedAt, endsAt: now() + ttlMs });
      return true;
    },
    invalidate: async (change, origin) => tell(change, origin),
    async erase(prefix) {
      const ids = [...entries.keys()].filter((id) => id.startsWith(prefix));
      for (const id of ids) entries.delete(id);
      for (const times of [marks, markedAt]) {
        for (const name of [...times.keys()]) if (name.startsWith(prefix)) times.delete(name);
      }
      return ids.length;
    },
    count: async (prefix) => [...entries.keys()].filter((id) => id.startsWith(prefix)).length,
    async renew(origin) {
      flush();
      return tell({ names: [] }, origin);
    },
    async lock(id, ttlMs) {
      const held = locks.get(id);
      if (held !== undefined && held.endsAt > now()) return undefined;
      const token = randomUUID();
      locks.set(id, { token, endsAt: now() + ttlMs });
      return async () => {
        if (locks.get(id)?.token === token) locks.delete(id);
      };
    },
    listen(listener) {
      listeners.add(listener);
      queueMicrotask(() => listener.up());
      return {
        // Two turns: what was told before is delivered in the turn before.
        ping: async () => void (await Promise.resolve()),
        reconnect() {},
        close: () => void listeners.delete(listener),
      };
    },
    reconnect() {},
    async close() {
      listeners.clear();
    },
  };
}
