import { setTimeout as pause } from 'node:timers/promises';
import { watchPlayback } from '@tonearm/tools';
import type { LazyRuntime } from './lazy-runtime.js';
import { placeOf } from './place-of.js';

/** The one resource that can be subscribed to. */
export const watchedUri = 'spotify://playback';

/** Watches the player for whoever listens: one watch for all of them, and none for nobody. */
export interface PlaybackWatch {
  /** Calls back on every change until it is told to stop. */
  listen(changed: () => void): () => void;
  /** Looks at once, if anybody listens: something of ours has just changed the player. */
  lookAgain(): void;
}

/** What a watch works with. */
export interface WatchParts {
  readonly runtime: LazyRuntime;
  readonly report: (line: string) => void;
  /** Watches until the signal aborts. */
  readonly watch?: typeof watchPlayback;
  /** How long to wait before it is tried again to make a runtime. */
  readonly againMs?: number;
}

/** Makes a watch that begins with the first listener and ends with the last. */
export function createPlaybackWatch(parts: WatchParts): PlaybackWatch {
  const { runtime, report, watch = watchPlayback, againMs = 60_000 } = parts;
  const listeners = new Set<() => void>();
  let stop: AbortController | undefined;
  let nap = new AbortController();

  async function keepWatching(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const { spotify } = await runtime.get();
        await watch({ spotify, signal, wait: napFor }, () => {
          for (const changed of listeners) changed();
        });
      } catch (error) {
        report(`nobody watches the player: ${placeOf(error)}`);
        await napFor(againMs, signal);
      }
    }
  }

  /** Waits; not at all or no longer when somebody wakes it, or there is nobody to watch for any more. */
  async function napFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    const options = { signal: AbortSignal.any([nap.signal, signal]), ref: false };
    await pause(milliseconds, undefined, options).catch(() => undefined);
    nap = new AbortController();
  }

  return {
    listen(changed) {
      // Two listeners may share a function; each is one of its own here.
      const listener = (): void => changed();
      listeners.add(listener);
      if (stop === undefined) {
        stop = new AbortController();
        void keepWatching(stop.signal);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.abort();
        stop = undefined;
      };
    },
    lookAgain: () => nap.abort(),
  };
}
