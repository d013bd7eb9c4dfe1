import type { PolicyEvent } from './events.js';

/** Somebody who may come for a permit in a moment. */
export interface Expectation {
  /** Resolves when they would have to wait for nothing any more, or it is known that they will; never rejects. */
  readonly ready: Promise<unknown>;
  /** Says that they have come, or come no more. */
  readonly over: () => void;
}

/** For whom nothing has to be begun. */
export const nothingToBegin: Expectation = { ready: Promise.resolve(), over: () => undefined };

/** Something that gives permits at a steady rate; it may live in another process. */
export interface Limiter {
  /** Takes a permit for a key and gives 0, or gives the milliseconds until asking again is worth while. */
  take(key: string | undefined, signal: AbortSignal): Promise<number>;
  /** Begins what a permit takes before it is asked for; left out where that is nothing. */
  readonly expect?: (key: string | undefined) => Expectation;
  /** Hears what happens inside, if anything does that is worth telling; returns the way to stop listening. */
  readonly on?: (listener: (event: PolicyEvent) => void) => () => void;
  /** What it allows, in words. */
  describe(): string;
}
