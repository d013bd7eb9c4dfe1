import { type Clock, sleepOn } from '../clock.js';

/** A clock that stands still until it is told to move. */
export interface ManualClock extends Clock {
  /** Moves the time forward, waking sleepers in the order of their instants and letting each one act before the next. */
  advance(ms: number): Promise<void>;
  /** Moves the time forward as for a process that stood still: whoever should have been woken meanwhile is woken late, all at once. */
  standStill(ms: number): Promise<void>;
  /** How many sleepers have not woken yet: zero when nothing leaks. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: (lateByMs: number) => void;
}

/** A manual clock for tests of policies and of what is built on them. */
export function manualClock(startMs = 0): ManualClock {
  let time = startMs;
  const sleeping = new Set<Sleeper>();
  const clock: ManualClock = {
    now: () => time,
    sleep: (ms, signal) => sleepOn(clock, Math.max(ms, Number.MIN_VALUE), signal),
    after(ms, wake) {
      const sleeper: Sleeper = { wakesAt: time + ms, wake };
      sleeping.add(sleeper);
      return () => sleeping.delete(sleeper);
    },
    async advance(ms) {
      const until = time + ms;
      await settle();
      for (let next = first(sleeping, until); next !== undefined; next = first(sleeping, until)) {
        time = Math.max(time, next.wakesAt);
        sleeping.delete(next);
        next.wake(0);
        await settle();
      }
      time = until;
    },
    async standStill(ms) {
      await settle();
      time += ms;
      for (let next = first(sleeping, time); next !== undefined; next = first(sleeping, time)) {
        sleeping.delete(next);
        next.wake(time - next.wakesAt);
      }
      await settle();
    },
    get sleepers() {
      return sleeping.size;
    },
  };
  return clock;
}

function first(sleeping: Iterable<Sleeper>, until: number): Sleeper | undefined {
  let earliest: Sleeper | undefined;
  for (const sleeper of sleeping) {
    if (sleeper.wakesAt <= until && (earliest === undefined || sleeper.wakesAt < earliest.wakesAt)) earliest = sleeper;
  }
  return earliest;
}

/** One turn of the event loop: every promise that can settle has settled afterwards. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
