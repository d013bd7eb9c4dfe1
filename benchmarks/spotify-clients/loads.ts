/** So many requests in a turn, of which so many are on their way at a time. */
export interface Load {
  readonly atATime: number;
  readonly requests: number;
  /** Whether nothing is sent: then what is left is the work of the client and what it asks of the platform. */
  readonly isWithoutNetwork?: boolean;
  /** Whether all clients share a process, instead of one for each. */
  readonly isInOneProcess?: boolean;
}

/**
 * How a client is asked for albums in one turn, by what the measurement is called. Turns are short, about a twentieth of a second: then whatever else
 * the machine does falls on all clients alike, and none of them is idle for so long that its process tidies up and forgets compiled code.
 */
export const loads = {
  sequential: { atATime: 1, requests: 300 },
  'concurrent 50': { atATime: 50, requests: 600 },
  'sequential, in one process': { atATime: 1, requests: 300, isInOneProcess: true },
  'concurrent 50, in one process': { atATime: 50, requests: 600, isInOneProcess: true },
  'without network': { atATime: 1, requests: 2_000, isWithoutNetwork: true },
} satisfies Readonly<Record<string, Load>>;

/** The name of a measurement. */
export type Mode = keyof typeof loads;

/**
 * How many turns come before those that count. Far more than it takes to compile the code once: for the first ten thousand requests or so every client,
 * and `fetch` alone, becomes quicker still, up to twice as quick, and chance says which of two is further on.
 */
export const warmUpTurns = 40;

/** What one turn of one client took, with the collection of its garbage. */
export interface Measured {
  readonly milliseconds: number;
  /** Of its process alone. */
  readonly cpuMicroseconds: number;
}
