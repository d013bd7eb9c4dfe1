/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A median, and between what it lies with 95 % confidence. */
export interface Median {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The value in the middle with its interval of confidence, which the ranks of the values give without any assumption about them. */
export function medianWithConfidence(values: readonly number[]): Median {
  const sorted = values.toSorted((one, other) => one - other);
  const { length } = sorted;
  // As many ranks below the middle as chance would explain: the normal approximation of the binomial distribution.
  const below = Math.max(0, Math.floor(length / 2 - 0.98 * Math.sqrt(length)));
  const at = (place: number): number => sorted[place] ?? Number.NaN;
  const median = (at(Math.floor((length - 1) / 2)) + at(Math.ceil((length - 1) / 2))) / 2;
  return { median, low: at(below), high: at(length - 1 - below) };
}

/** A number with a few digits, for people. */
export function rounded(value: number, digits = 1): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
