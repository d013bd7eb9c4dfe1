import { begin, type CallContext, contextOf } from './call-context.js';
import { type Clock, systemClock } from './clock.js';
import { BulkheadFullError } from './errors.js';
import { emitter } from './events.js';
import { keyed, type PerKey } from './keyed.js';
import type { Policy, Reconfigurable, Run } from './policy.js';
import { type WaitingLine, waitingLine } from './waiting-line.js';

/** What of a {@link bulkhead} can be changed while it is used. */
export interface BulkheadSettings {
  /** How many calls may run at the same time. */
  readonly limit: number;
  /** How many more may wait; without it any number. */
  readonly maxQueue?: number;
}

/** The settings of {@link bulkhead}. */
export interface BulkheadOptions extends BulkheadSettings {
  /** Counts the calls of each key apart, or of each group that a function puts keys into. */
  readonly perKey?: PerKey;
  readonly name?: string;
  /** Only measures how long calls take, for the events. */
  readonly clock?: Clock;
}

/** A {@link bulkhead} also says how full it is. */
export interface Bulkhead extends Policy, Reconfigurable<BulkheadSettings> {
  active(key?: string): number;
  queued(key?: string): number;
}

interface Room {
  active: number;
  readonly line: WaitingLine;
}

/**
 * Lets so many calls run at once and the others wait, by lane and in the order in which they came.
 * cockatiel's bulkhead is not used: a newcomer can overtake its queue, and a waiter who left keeps a place in it.
 */
export function bulkhead(options: BulkheadOptions): Bulkhead {
  const { perKey = false, name = 'bulkhead', clock = systemClock } = options;
  let { limit, maxQueue } = checked(options);
  const { emit, on, isHeard } = emitter(name);
  const rooms = keyed<Room>({
    perKey,
    create: () => ({ active: 0, line: waitingLine() }),
    isIdle: (room) => room.active === 0 && room.line.length === 0,
  });

  async function queue(room: Room, context: CallContext): Promise<void> {
    const { key } = context;
    if (room.line.length >= maxQueue) {
      const error = new BulkheadFullError(limit, maxQueue);
      emit({ type: 'reject', error, key });
      throw error;
    }
    emit({ type: 'wait', key });
    const since = clock.now();
    // The place is handed over by whoever leaves it, so `active` does not change and nobody can overtake.
    await room.line.join(context.signal, context.lane);
    emit({ type: 'admit', key, tookMs: clock.now() - since });
  }

  function leave(room: Room): void {
    // After the limit was lowered, places are given up until the limit holds.
    if (room.active > limit || !room.line.callNext()) room.active -= 1;
  }

  async function occupy<T>(room: Room, run: Run<T>, context: CallContext): Promise<T> {
    const since = isHeard() ? clock.now() : undefined;
    const ended = (type: 'success' | 'failure', error?: unknown): void => {
      leave(room);
      if (since !== undefined) emit({ type, tookMs: clock.now() - since, key: context.key, error });
    };
    try {
      // Whoever leaves between being called and coming in must still hand the place on.
      context.signal.throwIfAborted();
      const value = await begin(run, context);
      ended('success');
      return value;
    } catch (error) {
      ended('failure', error);
      throw error;
    }
  }

  return {
    name,
    on,
    active: (key) => rooms.peek(key)?.active ?? 0,
    queued: (key) => rooms.peek(key)?.line.length ?? 0,
    execute(run, call) {
      const context = contextOf(call);
      if (context.signal.aborted) return Promise.reject(context.signal.reason);
      const room = rooms.of(context.key);
      if (room.active >= limit) return queue(room, context).then(() => occupy(room, run, context));
      room.active += 1;
      return occupy(room, run, context);
    },
    reconfigure(changes) {
      ({ limit, maxQueue } = checked({ limit, maxQueue, ...changes }));
      for (const [, room] of rooms.entries()) {
        while (room.active < limit && room.line.callNext()) room.active += 1;
      }
      emit({ type: 'reconfigure' });
    },
    describe: () =>
      `${name}: ${limit} at a time${perKey ? ' for each key' : ''}, ${Number.isFinite(maxQueue) ? maxQueue : 'any number'} may wait`,
  };
}

function checked({ limit, maxQueue = Number.POSITIVE_INFINITY }: BulkheadSettings): Required<BulkheadSettings> {
  if (!(limit >= 1)) throw new RangeError(`limit must be at least 1, not ${limit}`);
  if (!(maxQueue >= 0)) throw new RangeError(`maxQueue must be at least 0, not ${maxQueue}`);
  return { limit, maxQueue };
}
