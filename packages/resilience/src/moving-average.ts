/** What something usually is, with what was seen last counting most. */
export interface MovingAverage {
  add(value: number): void;
  /** 0 until there was a first value. */
  readonly value: number;
}

/** How much the newest value counts. */
const NEWEST = 0.2;

/** An exponentially weighted average. */
export function movingAverage(): MovingAverage {
  let average: number | undefined;
  return {
    add(value) {
      average = average === undefined ? value : average + NEWEST * (value - average);
    },
    get value() {
      return average ?? 0;
    },
  };
}
