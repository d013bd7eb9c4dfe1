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

/**
 * The ratio that lies in the middle of several, with its interval of 95 % confidence: of all pairs of them the mean, and of those the median
 * (Hodges and Lehmann), as Wilcoxon's signed ranks bound it. Assumes that what is better by chance is as often worse by as much. A single ratio that
 * lies far off counts little, as in a median, and the interval is nearly as narrow as that of the mean.
 */
export function ratioWithConfidence(ratios: readonly number[]): Median {
  const values = ratios.map(Math.log);
  const { length } = values;
  const means = values.flatMap((one, place) => values.slice(place).map((other) => (one + other) / 2));
  const sorted = means.toSorted((one, other) => one - other);
  const spread = Math.sqrt((length * (length + 1) * (2 * length + 1)) / 24);
  const below = Math.max(0, Math.floor(sorted.length / 2 - 1.96 * spread));
  const at = (place: number): number => Math.exp(sorted[place] ?? Number.NaN);
  const median = Math.sqrt(at(Math.floor((sorted.length - 1) / 2)) * at(Math.ceil((sorted.length - 1) / 2)));
  return { median, low: at(below), high: at(sorted.length - 1 - below) };
}

/** A number with a few digits, for people. */
export function rounded(value: number, digits = 1): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
