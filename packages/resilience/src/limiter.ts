import type { PolicyEvent } from './events.js';

/** Something that gives permits at a steady rate; it may live in another process. */
export interface Limiter {
  /** Takes a permit for a key and gives 0, or gives the milliseconds until asking again is worth while. */
  take(key: string | undefined, signal: AbortSignal): Promise<number>;
  /** Hears what happens inside, if anything does that is worth telling; returns the way to stop listening. */
  readonly on?: (listener: (event: PolicyEvent) => void) => () => void;
  /** What it allows, in words. */
  describe(): string;
}
