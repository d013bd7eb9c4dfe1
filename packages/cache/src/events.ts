import type { Scope } from './scope.js';

/** Which entry an event is about. */
export interface EntryEvent {
  /** What kind of value it is, as the caller named it; `unnamed` otherwise. */
  readonly name: string;
  readonly scope: Scope;
  readonly key: string;
}

/** Something that happened in the cache: a plain object, to be counted or logged. Keys and scopes can be personal data. */
export type CacheEvent =
  | (EntryEvent & { readonly type: 'hit' | 'miss' | 'load' | 'coalesced' | 'evict' })
  /** An old value was given: while it is refreshed behind, or because loading a new one failed. */
  | (EntryEvent & { readonly type: 'stale'; readonly reason: 'refresh' | 'error'; readonly ageMs: number })
  /** A load ended well: its value is stored, or discarded since it was invalidated meanwhile. */
  | (EntryEvent & { readonly type: 'store' | 'discard'; readonly durationMs: number })
  | (EntryEvent & { readonly type: 'load-error'; readonly durationMs: number; readonly error: unknown })
  /** Everybody who waited for the load has left. */
  | (EntryEvent & { readonly type: 'abandon'; readonly durationMs: number })
  | { readonly type: 'invalidate'; readonly scope: Scope; readonly tags: readonly string[]; readonly sequence: number }
  | { readonly type: 'forget'; readonly user: string; readonly entries: number }
  | { readonly type: 'clear' };

/** What the cache says to whom. */
export interface Emitter {
  emit(event: CacheEvent): void;
  on(listener: (event: CacheEvent) => void): () => void;
  removeAll(): void;
}

/** Delivers events. A listener that throws disturbs neither the cache nor the other listeners. */
export function emitter(): Emitter {
  const listeners = new Set<(event: CacheEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch {
          // Whoever counts or logs may fail; the answer that is counted may not fail for it.
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    removeAll: () => listeners.clear(),
  };
}
