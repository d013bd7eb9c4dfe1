/** Something whose speed is measured: does its work so many times. */
export interface Candidate {
  readonly name: string;
  readonly run: (times: number) => Promise<void> | void;
}

/** A candidate that does one thing again and again, each after the other. */
export function repeated(name: string, once: () => Promise<unknown>): Candidate {
  return {
    name,
    run: async (times) => {
      for (let each = 0; each < times; each += 1) await once();
    },
  };
}

/** How long one piece of work took, in nanoseconds. */
export interface Timing {
  readonly name: string;
  readonly minNs: number;
  readonly medianNs: number;
}

/**
 * Measures candidates in turn, round after round, each time another one first, so that whatever else the machine does
 * falls on all of them. One round of each before does not count.
 */
export async function interleaved(
  candidates: readonly Candidate[],
  { rounds, times }: { readonly rounds: number; readonly times: number },
): Promise<readonly Timing[]> {
  const taken = new Map(candidates.map(({ name }) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round += 1) {
    for (let place = 0; place < candidates.length; place += 1) {
      const candidate = candidates[(place + Math.max(0, round)) % candidates.length];
      if (candidate === undefined) continue;
      const since = performance.now();
      await candidate.run(times);
      if (round >= 0) taken.get(candidate.name)?.push(((performance.now() - since) / times) * 1e6);
    }
  }
  return [...taken].map(([name, all]) => ({
    name,
    minNs: Math.round(Math.min(...all)),
    medianNs: Math.round(medianOf(all)),
  }));
}

/** The value in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
