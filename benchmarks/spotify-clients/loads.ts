/** So many requests in a turn, of which so many are on their way at a time. */
export interface Load {
  readonly atATime: number;
  readonly requests: number;
  /**
   * How many turns come before those that count. Far more than it takes to compile the code once: for the first ten thousand requests or so every client,
   * and `fetch` alone, becomes quicker still, up to twice as quick, and chance says which of two is further on.
   */
  readonly warmUpTurns: number;
  /** How many turns count. */
  readonly turns: number;
  /** In how many new processes, one after the other, a run measures it. A process of one's own is lucky or not by some per cent, however long it is watched. */
  readonly starts: number;
  /** Whether nothing is sent: then what is left is the work of the client and what it asks of the platform. */
  readonly isWithoutNetwork?: boolean;
  /** Whether all clients share a process, instead of one for each. */
  readonly isInOneProcess?: boolean;
}

const inOneProcess = { turns: 60, starts: 1, isInOneProcess: true } as const;

/**
 * How a client is asked for albums in one turn, by what the measurement is called. Turns are short, about a twentieth of a second: then whatever else
 * the machine does falls on all clients alike, and none of them is idle for so long that its process tidies up and forgets compiled code.
 */
export const loads = {
  sequential: { atATime: 1, requests: 300, warmUpTurns: 40, turns: 10, starts: 10 },
  'concurrent 50': { atATime: 50, requests: 600, warmUpTurns: 20, turns: 10, starts: 5 },
  'sequential, in one process': { ...inOneProcess, atATime: 1, requests: 300, warmUpTurns: 40 },
  'concurrent 50, in one process': { ...inOneProcess, atATime: 50, requests: 600, warmUpTurns: 20 },
  'without network': { atATime: 1, requests: 2_000, warmUpTurns: 10, turns: 60, starts: 1, isWithoutNetwork: true },
} satisfies Readonly<Record<string, Load>>;

/** The name of a measurement. */
export type Mode = keyof typeof loads;

/** What one turn of one client took, with the collection of its garbage. */
export interface Measured {
  readonly milliseconds: number;
  /** Of its process alone. */
  readonly cpuMicroseconds: number;
}
