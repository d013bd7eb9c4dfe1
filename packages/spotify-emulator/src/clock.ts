/** The emulator's time: tokens, playback and everything else with a date follow it. */
export interface Clock {
  /** Milliseconds since 1970, by this clock. */
  now(): number;
  /** Moves time forward. */
  advance(durationMs: number): void;
  /** Moves time to a moment, in milliseconds since 1970. */
  set(epochMs: number): void;
  /** Stops time; `advance` and `set` still move it. */
  freeze(): void;
  /** Lets time run again from where it stands. */
  resume(): void;
  /** Goes back to the time of the underlying source. */
  reset(): void;
}

/** Makes a clock on top of a source of time. */
export function createClock(source: () => number = Date.now): Clock {
  let offsetMs = 0;
  let frozenAt: number | undefined;
  const now = (): number => frozenAt ?? source() + offsetMs;
  return {
    now,
    advance: (durationMs) => {
      if (!(durationMs >= 0)) throw new RangeError('Time can only be advanced by a positive number of milliseconds.');
      if (frozenAt === undefined) offsetMs += durationMs;
      else frozenAt += durationMs;
    },
    set: (epochMs) => {
      if (!Number.isFinite(epochMs)) throw new RangeError('Time must be a finite number of milliseconds.');
      if (frozenAt === undefined) offsetMs = epochMs - source();
      else frozenAt = epochMs;
    },
    freeze: () => {
      frozenAt = now();
    },
    resume: () => {
      if (frozenAt === undefined) return;
      offsetMs = frozenAt - source();
      frozenAt = undefined;
    },
    reset: () => {
      offsetMs = 0;
      frozenAt = undefined;
    },
  };
}
