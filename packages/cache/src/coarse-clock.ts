/** Where the time comes from. */
export interface TimeSources {
  /** Milliseconds that never run backwards; they may stand still while the machine sleeps. */
  readonly monotonic: () => number;
  /** Milliseconds of the calendar, which anybody may set. */
  readonly calendar: () => number;
}

const machine: TimeSources = { monotonic: () => performance.now(), calendar: () => Date.now() };

/**
 * Milliseconds that never run backwards, looked up at most once each millisecond: asking the machine costs as much as a
 * look into memory. While the event loop is held up the time stands still, so that nothing gets old in the middle of it.
 * What passes while the machine sleeps counts: no value may be older than it is allowed to be because a lid was closed.
 * A calendar that is set ahead counts as sleep, which costs loads; one that is set back changes nothing.
 */
export function coarseClock({ monotonic, calendar }: TimeSources = machine): () => number {
  const startedAt = calendar() - monotonic();
  let sleptMs = 0;
  let time: number | undefined;
  const forget = (): void => {
    time = undefined;
  };
  return () => {
    if (time === undefined) {
      const passed = monotonic();
      sleptMs = Math.max(sleptMs, calendar() - startedAt - passed);
      time = passed + sleptMs;
      setTimeout(forget, 1).unref();
    }
    return time;
  };
}
