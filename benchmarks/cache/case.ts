/** One thing to be timed. */
export interface Case {
  readonly name: string;
  /** Does it this many times. */
  readonly run: (times: number) => Promise<void> | void;
  /** How often in a turn; as often as fits into a turn unless said. */
  readonly times?: number;
  /** Done before each turn, and not timed. */
  readonly prepare?: () => Promise<void>;
}

/** Cases that belong together. */
export interface Cases {
  readonly cases: readonly Case[];
  /** Throws when what was measured was not what it should have been. */
  readonly close?: () => void;
}

/** A case that does one thing again and again, each after the other. */
export function repeated(name: string, once: () => Promise<unknown>): Case {
  return {
    name,
    async run(times) {
      for (let each = 0; each < times; each += 1) await once();
    },
  };
}
