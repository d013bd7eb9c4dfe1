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
  /** Lets time run so many times as fast; 0 is slower than anything and 1 is usual. */
  rate(factor: number): void;
  /** How time runs. */
  state(): ClockState;
  /** Runs as it was captured to run, from the same moment on. */
  restore(state: ClockState): void;
  /** Goes back to the time of the underlying source. */
  reset(): void;
}

/** How a clock runs. */
export interface ClockState {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly isFrozen: boolean;
  readonly rate: number;
}

/** Makes a clock on top of a source of time. */
export function createClock(source: () => number = Date.now): Clock {
  // Where both clocks stood when this one was last touched: from there on it runs at its own rate.
  let anchor = { source: 0, time: 0 };
  let rate = 1;
  let isFrozen = false;
  const now = (): number => (isFrozen ? anchor.time : Math.floor(anchor.time + (source() - anchor.source) * rate));
  const moveTo = (time: number): void => {
    anchor = { source: source(), time };
  };
  return {
    now,
    advance: (durationMs) => {
      if (!(durationMs >= 0)) throw new RangeError('Time can only be advanced by a positive number of milliseconds.');
      moveTo(now() + durationMs);
    },
    set: (epochMs) => {
      if (!Number.isFinite(epochMs)) throw new RangeError('Time must be a finite number of milliseconds.');
      moveTo(epochMs);
    },
    freeze: () => {
      moveTo(now());
      isFrozen = true;
    },
    resume: () => {
      moveTo(now());
      isFrozen = false;
    },
    rate: (factor) => {
      if (!(factor >= 0 && Number.isFinite(factor))) throw new RangeError('A rate is a finite number, 0 or more.');
      moveTo(now());
      rate = factor;
    },
    state: () => ({ now: now(), isFrozen, rate }),
    restore: (state) => {
      moveTo(state.now);
      ({ rate, isFrozen } = state);
    },
    reset: () => {
      anchor = { source: 0, time: 0 };
      rate = 1;
      isFrozen = false;
    },
  };
}
