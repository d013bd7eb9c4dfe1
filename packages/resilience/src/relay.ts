import type { PolicyEvent } from './events.js';

type Listener = (event: PolicyEvent) => void;

/** Something that may speak. */
export interface Source {
  readonly on?: (listener: Listener) => () => void;
}

/** Passes on what some sources say, also when others take their place. */
export interface Relay {
  /** Hears all sources; returns the way to stop. */
  on(listener: Listener): () => void;
  /** From now on these speak: whoever listens hears them, and no longer those that are not among them. */
  listenTo(sources: readonly Source[]): void;
}

/** Begins to pass on. */
export function relay(first: readonly Source[]): Relay {
  let sources = new Set(first);
  /** Everybody who listens, and how each source is told to stop speaking to them. */
  const listeners = new Map<Listener, Map<Source, (() => void) | undefined>>();

  function connect(listener: Listener, stops: Map<Source, (() => void) | undefined>): void {
    for (const [source, stop] of stops) {
      if (sources.has(source)) continue;
      stop?.();
      stops.delete(source);
    }
    for (const source of sources) if (!stops.has(source)) stops.set(source, source.on?.(listener));
  }

  return {
    on(listener) {
      // Two registrations of one function are two listeners, each with its own way to stop.
      const own: Listener = (event) => listener(event);
      const stops = new Map<Source, (() => void) | undefined>();
      listeners.set(own, stops);
      connect(own, stops);
      return () => {
        listeners.delete(own);
        for (const stop of stops.values()) stop?.();
      };
    },
    listenTo(next) {
      sources = new Set(next);
      for (const [listener, stops] of listeners) connect(listener, stops);
    },
  };
}
