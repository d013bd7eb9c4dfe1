import type { Clock } from '../clock.js';
import type { WorldState } from './state.js';
import type { World } from './world.js';

const mostKept = 200;

/** Remembers what a world was before each change, so that a read can be answered as it was. */
export interface Past {
  /** Remembers the present state; called before a change. */
  remember(): void;
  /** Runs a read in the world as it was so long ago. Afterwards everything is as it is: nothing written is lost. */
  visit<T>(agoMs: number, read: () => T): T;
  clear(): void;
}

/** Makes an empty memory; it keeps the last two hundred states. */
export function createPast(world: World, clock: Clock): Past {
  let states: { readonly until: number; readonly state: WorldState }[] = [];
  return {
    remember: () => {
      states.push({ until: clock.now(), state: world.capture() });
      if (states.length > mostKept) states = states.slice(mostKept / 2);
    },
    visit: (agoMs, read) => {
      // What was captured before a change was true until that change.
      const past = states.find(({ until }) => until > clock.now() - agoMs);
      if (!past) return read();
      const present = world.capture();
      world.restore(past.state);
      try {
        return read();
      } finally {
        world.restore(present);
      }
    },
    clear: () => {
      states = [];
    },
  };
}
