import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, HealthCheck } from '@tonearm/resilience';
import { limits } from './policies/limits.js';

/** One late turn is a collection of garbage or a laptop that slept; so many among a few are a loop that something blocks. */
const lateTurns = 3;
const turns = 10;

/**
 * Alive means that the event loop turns: whoever asks waits for some turns of it, and several that are late
 * are no accident. Measured when asked, so that no timer has to run meanwhile.
 */
export function eventLoopCheck(clock: Pick<Clock, 'now'>): HealthCheck {
  return {
    name: 'event-loop',
    critical: true,
    purpose: 'liveness',
    // The answer has to come in spite of what it tells of.
    timeoutMs: 60_000,
    check: async () => {
      // Whoever is called by the network runs what is left of a turn: that says nothing.
      await nextTurn();
      let late = 0;
      for (let turn = 0; turn < turns && late < lateTurns; turn += 1) {
        const since = clock.now();
        await nextTurn();
        if (clock.now() - since >= limits.turnMs) late += 1;
      }
      if (late < lateTurns) return undefined;
      throw new Error(`something blocks the process: turns of its event loop take longer than ${limits.turnMs} ms`);
    },
  };
}
