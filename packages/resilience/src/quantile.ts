/** The last durations, for what is usual. */
export interface Quantile {
  add(value: number): void;
  /** The value that this share of the last ones did not exceed; undefined until there were some. */
  at(share: number): number | undefined;
}

/** So many values are remembered. */
const REMEMBERED = 100;
/** Fewer say nothing about the tail. */
const ENOUGH = 20;
/** Sorting for every call would cost more than the knowledge is worth. */
const SORTED_FOR = 20;

/** Remembers the last values. */
export function quantile(): Quantile {
  const values: number[] = [];
  let next = 0;
  let sorted: readonly number[] = [];
  let added = 0;
  return {
    add(value) {
      values[next] = value;
      next = (next + 1) % REMEMBERED;
      added += 1;
    },
    at(share) {
      if (values.length < ENOUGH) return undefined;
      if (sorted.length === 0 || added >= SORTED_FOR) {
        sorted = values.toSorted((a, b) => a - b);
        added = 0;
      }
      return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    },
  };
}
