import type { Clock } from './clock.js';

/** A slice of the window: how many milliseconds ago it was counted in last, and what was counted. */
export type Slice = readonly [ageMs: number, calls: number, marked: number];

/** Counts the calls of the last milliseconds, and how many of them are marked: as failed, or as taken. */
export interface SlidingCounts {
  add(calls: number, marked: number): void;
  /** What was counted within the window. */
  readonly sums: { readonly calls: number; readonly marked: number };
  /** The same by age, as plain data. */
  readonly slices: readonly Slice[];
  /** Adds what was counted in a window of another length, or in another process. */
  goOnWith(slices: readonly Slice[]): void;
}

/** How finely the window slides; what is counted is at most one of these parts older than the window. */
const SLICES = 10;
const PLACES = SLICES + 1;

/** Begins to count. */
export function slidingCounts(windowMs: number, clock: Pick<Clock, 'now'>): SlidingCounts {
  const sliceMs = windowMs / SLICES;
  const numbers: number[] = new Array(PLACES).fill(Number.NEGATIVE_INFINITY);
  const latest: number[] = new Array(PLACES).fill(0);
  const calls: number[] = new Array(PLACES).fill(0);
  const marked: number[] = new Array(PLACES).fill(0);

  function count(instant: number, moreCalls: number, moreMarked: number): void {
    const number = Math.floor(instant / sliceMs);
    // An instant that another process counted at may be before this clock began.
    const place = ((number % PLACES) + PLACES) % PLACES;
    if (numbers[place] !== number) {
      numbers[place] = number;
      calls[place] = 0;
      marked[place] = 0;
    }
    latest[place] = instant;
    calls[place] = (calls[place] ?? 0) + moreCalls;
    marked[place] = (marked[place] ?? 0) + moreMarked;
  }

  /** The places of the slices that are in the window. */
  function* current(now: number): Generator<number> {
    const oldest = Math.floor(now / sliceMs) - SLICES;
    for (let place = 0; place < PLACES; place += 1) if ((numbers[place] ?? oldest) >= oldest) yield place;
  }

  return {
    add: (moreCalls, moreMarked) => count(clock.now(), moreCalls, moreMarked),
    get sums() {
      const sums = { calls: 0, marked: 0 };
      for (const place of current(clock.now())) {
        sums.calls += calls[place] ?? 0;
        sums.marked += marked[place] ?? 0;
      }
      return sums;
    },
    get slices() {
      const now = clock.now();
      return [...current(now)].map(
        (place): Slice => [now - (latest[place] ?? 0), calls[place] ?? 0, marked[place] ?? 0],
      );
    },
    goOnWith(slices) {
      const now = clock.now();
      // From the oldest to the newest, so that none takes the place of one that still counts.
      const ordered = slices.toSorted(([a], [b]) => b - a);
      for (const [ageMs, someCalls, someMarked] of ordered) count(now - ageMs, someCalls, someMarked);
    },
  };
}
