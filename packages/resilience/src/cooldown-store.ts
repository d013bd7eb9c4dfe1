import type { Clock } from './clock.js';
import type { Emitter } from './events.js';
import { within } from './redis.js';

/** What a store knows of a silence: milliseconds that are left, `unproven` when it is over but nobody has tried, or nothing. */
export type Silence = number | 'unproven' | undefined;

/** Where silences are kept for all processes. Durations go in and out, so that no two clocks need to agree. */
export interface CooldownStore {
  read(group: string): Promise<Silence>;
  /** Makes a silence last at least so long from now on, never shorter than it already does. */
  prolong(group: string, silenceMs: number): Promise<void>;
  /** Whether the probe `id` may find out if a silence that is over is really over: one at a time, for so long. Never within a silence. */
  claimProbe(group: string, id: string, forMs: number): Promise<boolean>;
  /** Lets another probe find out, when `id` was to and could not. */
  releaseProbe(group: string, id: string): Promise<void>;
  /** Forgets a silence that turned out to be over; one that has begun anew meanwhile stays. */
  clear(group: string): Promise<void>;
  describe(): string;
}

/** After it was over so long, a silence is forgotten even if nobody has tried. */
export const rememberedForMs = 60_000;

/** A store that neither hangs nor throws: where it can't be reached, `otherwise` counts and this process is on its own. */
export interface GuardedStore {
  ask<T>(question: (store: CooldownStore) => Promise<T>, otherwise: T): Promise<T>;
}

/** Guards a store; says when it is lost and when it is back, and leaves it alone for a second after each failure. */
export function guarded(store: CooldownStore, clock: Clock, emit: Emitter['emit'], timeoutMs: number): GuardedStore {
  let lostUntil: number | undefined;
  return {
    async ask(question, otherwise) {
      if (lostUntil !== undefined && clock.now() < lostUntil) return otherwise;
      try {
        const answer = await within(question(store), timeoutMs, clock);
        if (lostUntil !== undefined) emit({ type: 'restored' });
        lostUntil = undefined;
        return answer;
      } catch (error) {
        if (lostUntil === undefined) emit({ type: 'lost', error });
        lostUntil = clock.now() + 1_000;
        return otherwise;
      }
    },
  };
}
