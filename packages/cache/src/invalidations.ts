import type { Names } from './names.js';

/** Remembers when something was last invalidated: a sequence and no clock, so that clocks can't disagree. */
export interface Invalidations {
  /** The number of the latest invalidation. */
  readonly sequence: number;
  /** Marks these names as invalidated now and returns the new sequence. */
  mark(names: readonly string[]): number;
  /** Whether none of these names was invalidated after that sequence. */
  isUntouched(names: Names, since: number): boolean;
  /** The first of these names that was invalidated after that sequence, for whoever asks why. */
  firstTouched(names: readonly string[], since: number): string | undefined;
  /** When one of these names was last invalidated, by the clock of the cache; minus infinity if never. */
  lastMarkedAt(names: readonly string[]): number;
  /**
   * Makes everything that began until now invalid. Whatever it was, it happened now, unless nothing did: then it happened no
   * later than what is marked by name.
   */
  markAll(hasHappened?: boolean): number;
  /** Forgets every name that begins so. The caller answers for what began before. */
  erase(prefix: string): void;
}

interface Mark {
  readonly sequence: number;
  readonly at: number;
}

const never: Mark = { sequence: 0, at: Number.NEGATIVE_INFINITY };

/**
 * Names are bounded: the one marked longest ago is dropped, and everything that began before its mark counts as
 * invalid from then on. That can cost a load that was not needed, and never keeps a value that is out of date.
 */
export function invalidations(maxNames: number, now: () => number = () => 0): Invalidations {
  const marks = new Map<string, Mark>();
  let floor = never;

  const isTouched = (name: string, since: number): boolean => (marks.get(name) ?? never).sequence > since;

  // A field and no getter: every hit reads the sequence.
  const own = {
    sequence: 0,
    mark(names: readonly string[]) {
      own.sequence += 1;
      const mark = { sequence: own.sequence, at: now() };
      for (const name of names) {
        // Deleted first, so that the Map stays in the order of the marks.
        marks.delete(name);
        marks.set(name, mark);
      }
      for (const [name, dropped] of marks) {
        if (marks.size <= maxNames) break;
        marks.delete(name);
        floor = dropped;
      }
      return own.sequence;
    },
    isUntouched(names: Names, since: number) {
      if (since >= own.sequence) return true;
      if (since < floor.sequence) return false;
      if (typeof names === 'string') return !isTouched(names, since);
      for (const name of names) if (isTouched(name, since)) return false;
      return true;
    },
    firstTouched: (names: readonly string[], since: number) => names.find((name) => isTouched(name, since)),
    lastMarkedAt: (names: readonly string[]) =>
      Math.max(floor.at, ...names.map((name) => (marks.get(name) ?? never).at)),
    markAll(hasHappened = true) {
      let at = hasHappened ? now() : floor.at;
      // No list of all of them: there may be more than a function takes.
      if (!hasHappened) for (const mark of marks.values()) at = Math.max(at, mark.at);
      marks.clear();
      own.sequence += 1;
      floor = { sequence: own.sequence, at };
      return own.sequence;
    },
    erase(prefix: string) {
      for (const name of marks.keys()) if (name.startsWith(prefix)) marks.delete(name);
    },
  };
  return own;
}
