/** So many requests in all, of which so many are on their way at a time. */
export interface Load {
  readonly atATime: number;
  readonly requests: number;
  /** Whether nothing is sent: then what is left is the work of the client and what it asks of the platform. */
  readonly isWithoutNetwork?: boolean;
}

/** How a client is asked for albums in one turn, by what the measurement is called. */
export const loads = {
  sequential: { atATime: 1, requests: 150 },
  'concurrent 50': { atATime: 50, requests: 500 },
  'without network': { atATime: 1, requests: 2_000, isWithoutNetwork: true },
} satisfies Readonly<Record<string, Load>>;

/** The name of a measurement. */
export type Mode = keyof typeof loads;

/** Asked for before anything is measured, so that all code is compiled. */
export const warmUps: readonly Load[] = [
  { atATime: 50, requests: 4_000 },
  { atATime: 1, requests: 1_000 },
  { atATime: 1, requests: 10_000, isWithoutNetwork: true },
];

/** What one turn of one client found out. */
export interface Measured {
  readonly perSecond: number;
  /** Of its process alone, for one request. */
  readonly cpuMicroseconds: number;
}
