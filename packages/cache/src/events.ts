import { channel } from 'node:diagnostics_channel';
import type { StoreProblem } from './ask-store.js';
import type { UnwritableValueError } from './errors.js';
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
  /** `shared-hit`: not in memory, but fresh in the shared store. `failure-hit`: a failure that is remembered. */
  | (EntryEvent & { readonly type: 'hit' | 'shared-hit' | 'failure-hit' | 'miss' | 'load' | 'coalesced' | 'evict' })
  /** An old value was given: while it is refreshed behind, because loading a new one failed, or because it takes long. */
  | (EntryEvent & {
      readonly type: 'stale';
      readonly reason: 'refresh' | 'error' | 'timeout';
      readonly from: 'memory' | 'shared';
      /** Whether whoever was given it had to wait for a load first, in vain. */
      readonly hasWaited: boolean;
      readonly ageMs: number;
    })
  /** A value that its codec can't write, or that is too large: other processes can't have it. */
  | (EntryEvent & { readonly type: 'unwritable'; readonly error: UnwritableValueError })
  /** A load ended well, or a value was set: it is stored, or discarded since it was invalidated meanwhile or must not be stored. */
  | (EntryEvent & { readonly type: 'store' | 'discard'; readonly durationMs: number })
  | (EntryEvent & { readonly type: 'load-error'; readonly durationMs: number; readonly error: unknown })
  /** A function of whoever asked threw, or gave what can't be: it counts as if it had said nothing. */
  | (EntryEvent & {
      readonly type: 'callback-error';
      readonly callback: 'failureForMs' | 'asker.isMeant';
      readonly error: unknown;
    })
  /** Everybody who waited for the load has left. */
  | (EntryEvent & { readonly type: 'abandon'; readonly durationMs: number })
  | { readonly type: 'invalidate'; readonly scope: Scope; readonly tags: readonly string[]; readonly sequence: number }
  /** Another process invalidated something; the names are those of tags with their scopes. */
  | { readonly type: 'heard'; readonly names: readonly string[] }
  /** Changes of other processes may have been missed: everything in memory is void. */
  | { readonly type: 'distrust' }
  /** The shared store did not answer a question, for the so-and-so many-th time in a row; what was asked is loaded instead. */
  | ({ readonly type: 'shared-error'; readonly failures: number } & StoreProblem)
  /** It answers again. */
  | { readonly type: 'shared-restored' }
  | { readonly type: 'forget'; readonly user: string; readonly entries: number }
  | { readonly type: 'clear' };

/** What the cache says to whom. */
export interface Emitter {
  /** Whether anybody listens; if not, there is no need to make the event. */
  isHeard(): boolean;
  emit(event: CacheEvent): void;
  on(listener: (event: CacheEvent) => void): () => void;
  removeAll(): void;
}

/** Where the events of all caches of a process are published, for `node:diagnostics_channel`. */
export const eventChannelName = 'tonearm.cache';

const published = channel(eventChannelName);

/** Delivers events. A listener that throws disturbs neither the cache nor the other listeners. */
export function emitter(): Emitter {
  const listeners = new Set<(event: CacheEvent) => void>();
  // Every hit asks: a number is quicker to look at than the size of a set.
  let hearers = 0;
  const count = (): void => {
    hearers = listeners.size;
  };
  return {
    isHeard: () => hearers > 0 || published.hasSubscribers,
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch {
          // Whoever counts or logs may fail; the answer that is counted may not fail for it.
        }
      }
      if (published.hasSubscribers) published.publish(event);
    },
    on(listener) {
      listeners.add(listener);
      count();
      return () => {
        listeners.delete(listener);
        count();
      };
    },
    removeAll() {
      listeners.clear();
      count();
    },
  };
}
