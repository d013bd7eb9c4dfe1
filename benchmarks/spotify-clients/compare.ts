import type { ClientName } from '../competitors/spotify-clients.ts';
import { type Median, medianWithConfidence, ratioWithConfidence, rounded } from '../statistics.ts';
import { type Load, loads, type Measured, type Mode } from './loads.ts';
import type { Sample, Samples } from './run.ts';

/** How one client did beside another: the ratio in the middle of all starts, in each of which the processes were new. */
export interface Comparison {
  readonly rate: Median;
  /** CPU time of the process; less is better. */
  readonly cpu: Median;
}

/** Compares two clients by all starts. */
export function compare(samples: Samples, mode: Mode, one: ClientName, other: ClientName): Comparison {
  const over = (ratio: (ones: Measured, others: Measured) => number): Median => {
    const { median, low, high } = ratioWithConfidence(samples[mode].map((sample) => ratio(sample[one], sample[other])));
    return { median: rounded(median, 3), low: rounded(low, 3), high: rounded(high, 3) };
  };
  return {
    rate: over((ones, others) => others.milliseconds / ones.milliseconds),
    cpu: over((ones, others) => ones.cpuMicroseconds / others.cpuMicroseconds),
  };
}

/** How many albums a client reads in a second, in the median of all starts. */
export function ratePerSecond(samples: Samples, mode: Mode, client: ClientName): number {
  return Math.round(median(samples, mode, (sample) => (loads[mode].requests * 1000) / sample[client].milliseconds));
}

/** The CPU time of a client for one album in microseconds, in the median of all starts. */
export function cpuMicrosecondsEach(samples: Samples, mode: Mode, client: ClientName): number {
  return rounded(median(samples, mode, (sample) => sample[client].cpuMicroseconds / loads[mode].requests));
}

function median(samples: Samples, mode: Mode, of: (sample: Sample) => number): number {
  return medianWithConfidence(samples[mode].map(of)).median;
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
