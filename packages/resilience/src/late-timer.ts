import type { Clock } from './clock.js';

/** A timer that is so late says that this process stood still, and nothing about the other side. */
const STOOD_STILL_MS = 100;
/** So many short timers one after the other: in between each two, what has come is read. */
const TURNS = 5;
const TURN_MS = 10;

/**
 * Calls `expire` after `ms`, unless the function that it gives is called before. A process that stood still first reads
 * the answers that have come meanwhile: its timers are due before it has looked.
 */
export function expireAfter(clock: Clock, ms: number, expire: () => void): () => void {
  const catchUp = (turns: number): (() => void) =>
    clock.after(TURN_MS, () => {
      if (turns === 1) expire();
      else cancel = catchUp(turns - 1);
    });
  let cancel = clock.after(ms, (lateByMs = 0) => {
    if (lateByMs < STOOD_STILL_MS) expire();
    else cancel = catchUp(TURNS);
  });
  return () => cancel();
}
