/** One thing to be timed. */
export interface Case {
  readonly name: string;
  /** Does it this many times. */
  readonly run: (times: number) => Promise<void> | void;
  readonly times: number;
  /** Done before each round, and not timed. */
  readonly prepare?: () => Promise<void>;
}

/** What was measured of a case, in nanoseconds for each time. */
export interface Measured {
  readonly name: string;
  readonly minNs: number;
  readonly medianNs: number;
}

/** Times cases in turns, each round beginning with another one, so that whatever else the machine does falls on all. */
export async function measure(cases: readonly Case[], rounds: number): Promise<readonly Measured[]> {
  const times = new Map<Case, number[]>(cases.map((each) => [each, []]));
  for (const { prepare, run, times: count } of cases) {
    await prepare?.();
    await run(Math.ceil(count / 4));
  }
  for (let round = 0; round < rounds; round += 1) {
    const first = round % cases.length;
    for (const each of [...cases.slice(first), ...cases.slice(0, first)]) {
      await each.prepare?.();
      const startedAt = process.hrtime.bigint();
      await each.run(each.times);
      times.get(each)?.push(Number(process.hrtime.bigint() - startedAt) / each.times);
    }
  }
  return cases.map((each) => {
    const sorted = (times.get(each) ?? []).toSorted((a, b) => a - b);
    return {
      name: each.name,
      minNs: Math.round(sorted[0] ?? Number.NaN),
      medianNs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN),
    };
  });
}
