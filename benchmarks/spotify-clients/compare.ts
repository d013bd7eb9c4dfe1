import type { ClientName } from '../competitors/spotify-clients.ts';
import { type Median, medianWithConfidence, rounded } from '../statistics.ts';
import { type Load, loads, type Measured, type Mode } from './loads.ts';
import type { Run } from './run.ts';

/** How one client did beside another: medians over the runs, in each of which all processes were new. */
export interface Comparison {
  readonly rate: Median;
  /** CPU time of the process; less is better. */
  readonly cpu: Median;
}

/** Compares two clients in all runs. */
export function compare(runs: readonly Run[], mode: Mode, one: ClientName, other: ClientName): Comparison {
  const over = (ratio: (ones: Measured, others: Measured) => number): Median => {
    const ratios = runs.map((run) => ratio(run[mode][one], run[mode][other]));
    const { median, low, high } = medianWithConfidence(ratios);
    return { median: rounded(median, 3), low: rounded(low, 3), high: rounded(high, 3) };
  };
  return {
    rate: over((ones, others) => others.milliseconds / ones.milliseconds),
    cpu: over((ones, others) => ones.cpuMicroseconds / others.cpuMicroseconds),
  };
}

/** How many albums a client reads in a second, in the median of all runs. */
export function ratePerSecond(runs: readonly Run[], mode: Mode, client: ClientName): number {
  const { requests } = loads[mode];
  const rates = runs.map((run) => (requests * 1000) / run[mode][client].milliseconds);
  return Math.round(medianWithConfidence(rates).median);
}

/** The CPU time of a client for one album in microseconds, in the median of all runs. */
export function cpuMicrosecondsEach(runs: readonly Run[], mode: Mode, client: ClientName): number {
  const { requests } = loads[mode];
  const each = runs.map((run) => run[mode][client].cpuMicroseconds / requests);
  return rounded(medianWithConfidence(each).median);
}

/** What an interval allows to say: ahead or behind only when all of it is. Without a network nobody waits, and the CPU time is the time. */
export function verdict({ rate, cpu }: Comparison, mode: Mode): 'ahead' | 'behind' | 'not told apart' {
  const load: Load = loads[mode];
  const [low, high] = load.isWithoutNetwork === true ? [1 / cpu.high, 1 / cpu.low] : [rate.low, rate.high];
  if (low > 1) return 'ahead';
  return high < 1 ? 'behind' : 'not told apart';
}

/** A median for people: `0.998 (0.991-1.004)`. */
export function written({ median, low, high }: Median): string {
  return `${median.toFixed(3)} (${low.toFixed(3)}-${high.toFixed(3)})`;
}

/** Whether a way of measuring tells clients apart that differ by a few per cent: those that share a process, or have nothing else to do. */
export function isPrecise(mode: Mode): boolean {
  const { isInOneProcess, isWithoutNetwork }: Load = loads[mode];
  return isInOneProcess === true || isWithoutNetwork === true;
}
