import type { Clock } from './clock.js';

/** A slice of the window: how many milliseconds ago it began, and what was counted in it. */
export type Slice = readonly [ageMs: number, calls: number, marked: number];

/** Counts the calls of the last milliseconds, and how many of them are marked: as failed, or as taken. */
export interface SlidingCounts {
  add(calls: number, marked: number): void;
  /** What was counted within the window. */
  readonly sums: { readonly calls: number; readonly marked: number };
  /** The same by age, as plain data that a window of another length, or in another process, can go on with. */
  slices: readonly Slice[];
}

/** How finely the window slides; what is counted is at most one of these parts older than the window. */
const SLICES = 10;

/** Begins to count. */
export function slidingCounts(windowMs: number, clock: Pick<Clock, 'now'>): SlidingCounts {
  const sliceMs = windowMs / SLICES;
  const numbers: number[] = new Array(SLICES + 1).fill(Number.NEGATIVE_INFINITY);
  const calls: number[] = new Array(SLICES + 1).fill(0);
  const marked: number[] = new Array(SLICES + 1).fill(0);
  const numberAt = (instant: number): number => Math.floor(instant / sliceMs);

  function count(number: number, moreCalls: number, moreMarked: number): void {
    const place = ((number % (SLICES + 1)) + SLICES + 1) % (SLICES + 1);
    if (numbers[place] !== number) {
      numbers[place] = number;
      calls[place] = 0;
      marked[place] = 0;
    }
    calls[place] = (calls[place] ?? 0) + moreCalls;
    marked[place] = (marked[place] ?? 0) + moreMarked;
  }

  return {
    add: (moreCalls, moreMarked) => count(numberAt(clock.now()), moreCalls, moreMarked),
    get sums() {
      const oldest = numberAt(clock.now()) - SLICES;
      const sums = { calls: 0, marked: 0 };
      for (let place = 0; place <= SLICES; place += 1) {
        if ((numbers[place] ?? 0) < oldest) continue;
        sums.calls += calls[place] ?? 0;
        sums.marked += marked[place] ?? 0;
      }
      return sums;
    },
    get slices() {
      const now = clock.now();
      const oldest = numberAt(now) - SLICES;
      return numbers.flatMap((number, place): Slice[] =>
        number < oldest ? [] : [[now - number * sliceMs, calls[place] ?? 0, marked[place] ?? 0]],
      );
    },
    set slices(given) {
      const now = clock.now();
      // From the oldest to the newest, so that none takes the place of one that still counts.
      for (const [ageMs, someCalls, someMarked] of given.toSorted(([a], [b]) => b - a)) {
        count(numberAt(now - ageMs), someCalls, someMarked);
      }
    },
  };
}
