/** So many requests in all, of which so many are on their way at a time. */
export interface Load {
  readonly atATime: number;
  readonly requests: number;
  /** Whether nothing is sent: then what is left is the work of the client and what it asks of the platform. */
  readonly isWithoutNetwork?: boolean;
}

/**
 * How a client is asked for albums in one turn, by what the measurement is called. A turn lasts for longer than from one collection of
 * garbage to the next, about a thousand requests: in a shorter one, chance says who pays for it.
 */
export const loads = {
  sequential: { atATime: 1, requests: 1_000 },
  'concurrent 50': { atATime: 50, requests: 3_000 },
  'without network': { atATime: 1, requests: 10_000, isWithoutNetwork: true },
} satisfies Readonly<Record<string, Load>>;

/** The name of a measurement. */
export type Mode = keyof typeof loads;

/**
 * How many requests of a measurement come before it. Far more than it takes to compile the code once: for the first ten thousand or so every client,
 * and `fetch` alone, becomes quicker still, up to twice as quick, and chance says which of two is further on.
 */
export const warmUpRequests: Readonly<Record<Mode, number>> = {
  sequential: 12_000,
  'concurrent 50': 24_000,
  'without network': 60_000,
};

/** What one turn of one client found out. */
export interface Measured {
  readonly perSecond: number;
  /** Of its process alone, for one request. */
  readonly cpuMicroseconds: number;
}
