import { BulkheadFullError } from './errors.js';
import { emitter } from './events.js';
import { keyed } from './keyed.js';
import { contextOf, keyOf, type Policy } from './policy.js';
import { type WaitingLine, waitingLine } from './waiting-line.js';

/** The settings of {@link bulkhead}. */
export interface BulkheadOptions {
  /** How many calls may run at the same time. */
  readonly limit: number;
  /** How many more may wait; without it any number. */
  readonly maxQueue?: number;
  /** Counts the calls of each key apart. */
  readonly perKey?: boolean;
  readonly name?: string;
}

/** A {@link bulkhead} also says how full it is. */
export interface Bulkhead extends Policy {
  active(key?: string): number;
  queued(key?: string): number;
}

interface Room {
  active: number;
  readonly line: WaitingLine;
}

/**
 * Lets so many calls run at once and the others wait in the order in which they came.
 * cockatiel's bulkhead is not used: a newcomer can overtake its queue, and a waiter who left keeps a place in it.
 */
export function bulkhead(options: BulkheadOptions): Bulkhead {
  const { limit, maxQueue = Number.POSITIVE_INFINITY, perKey = false, name = 'bulkhead' } = options;
  if (!(limit >= 1)) throw new RangeError(`limit must be at least 1, not ${limit}`);
  const { emit, on } = emitter(name);
  const roomOf = keyed<Room>(perKey, () => ({ active: 0, line: waitingLine() }));
  return {
    name,
    on,
    active: (key) => roomOf(key).active,
    queued: (key) => roomOf(key).line.length,
    async execute(run, call = {}) {
      const context = contextOf(call);
      const room = roomOf(call.key);
      context.signal.throwIfAborted();
      if (room.active < limit) room.active += 1;
      else {
        if (room.line.length >= maxQueue) {
          const error = new BulkheadFullError(limit, maxQueue);
          emit({ type: 'reject', error, ...keyOf(call) });
          throw error;
        }
        emit({ type: 'wait', ...keyOf(call) });
        // The place is handed over by whoever leaves it, so `active` does not change and nobody can overtake.
        await room.line.join(context.signal);
      }
      try {
        // Whoever leaves between being called and coming in must still hand the place on.
        context.signal.throwIfAborted();
        return await run(context);
      } finally {
        if (!room.line.callNext()) room.active -= 1;
      }
    },
    describe: () =>
      `${name}: ${limit} at a time${perKey ? ' for each key' : ''}, ${Number.isFinite(maxQueue) ? maxQueue : 'any number'} may wait`,
  };
}
