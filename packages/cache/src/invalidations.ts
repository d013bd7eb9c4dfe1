/** Remembers when something was last invalidated: a sequence and no clock, so that clocks can't disagree. */
export interface Invalidations {
  /** The number of the latest invalidation. */
  readonly sequence: number;
  /** Marks these names as invalidated now and returns the new sequence. */
  mark(names: readonly string[]): number;
  /** Whether none of these names was invalidated after that sequence. */
  isUntouched(names: readonly string[], since: number): boolean;
  /** Makes everything that began until now invalid. */
  markAll(): number;
  /** Forgets every name that begins so. The caller answers for what began before. */
  erase(prefix: string): void;
}

/**
 * Names are bounded: the one marked longest ago is dropped, and everything that began before its mark counts as
 * invalid from then on. That can cost a load that was not needed, and never keeps a value that is out of date.
 */
export function invalidations(maxNames: number): Invalidations {
  const marks = new Map<string, number>();
  let sequence = 0;
  let floor = 0;
  return {
    get sequence() {
      return sequence;
    },
    mark(names) {
      sequence += 1;
      for (const name of names) {
        // Deleted first, so that the Map stays in the order of the marks.
        marks.delete(name);
        marks.set(name, sequence);
      }
      for (const [name, mark] of marks) {
        if (marks.size <= maxNames) break;
        marks.delete(name);
        floor = mark;
      }
      return sequence;
    },
    isUntouched: (names, since) => since >= floor && names.every((name) => (marks.get(name) ?? 0) <= since),
    markAll() {
      marks.clear();
      sequence += 1;
      floor = sequence;
      return sequence;
    },
    erase(prefix) {
      for (const name of marks.keys()) if (name.startsWith(prefix)) marks.delete(name);
    },
  };
}
