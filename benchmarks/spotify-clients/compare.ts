import type { ClientName } from '../competitors/spotify-clients.ts';
import { type Median, medianWithConfidence, rounded } from '../statistics.ts';
import { type Load, loads, type Measured, type Mode } from './loads.ts';
import { cpuRatioIn, type Run, rateRatioIn } from './run.ts';

/** How one client did beside another: medians over the runs, in each of which all processes were new. */
export interface Comparison {
  readonly rate: Median;
  /** CPU time of the process, in the least disturbed turn of each run; less is better. */
  readonly cpu: Median;
}

/** Compares two clients in all runs. */
export function compare(runs: readonly Run[], mode: Mode, one: ClientName, other: ClientName): Comparison {
  const over = (ratioIn: typeof rateRatioIn): Median => {
    const { median, low, high } = medianWithConfidence(runs.map((run) => ratioIn(run, mode, one, other)));
    return { median: rounded(median, 3), low: rounded(low, 3), high: rounded(high, 3) };
  };
  return { rate: over(rateRatioIn), cpu: over(cpuRatioIn) };
}

/** The median of one figure of a client over all turns of all runs. */
export function typical(runs: readonly Run[], mode: Mode, client: ClientName, figure: keyof Measured): number {
  return Math.round(medianWithConfidence(turnsOf(runs, mode, client, figure)).median);
}

/** The least of one figure of a client in all turns of all runs: what other work of the machine disturbs least. */
export function least(runs: readonly Run[], mode: Mode, client: ClientName, figure: keyof Measured): number {
  return rounded(Math.min(...turnsOf(runs, mode, client, figure)));
}

function turnsOf(runs: readonly Run[], mode: Mode, client: ClientName, figure: keyof Measured): readonly number[] {
  return runs.flatMap((run) => run[mode][client].map((measured) => measured[figure]));
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
