/** Where the time comes from. */
export interface TimeSources {
  /** Milliseconds that never run backwards; they may stand still while the machine sleeps. */
  readonly monotonic: () => number;
  /** Milliseconds of the calendar, which anybody may set. */
  readonly calendar: () => number;
}

const machine: TimeSources = { monotonic: () => performance.now(), calendar: () => Date.now() };

/** So many lookups, each within a millisecond of the one before, are worth a timer. */
const manyLookups = 8;

/**
 * Milliseconds that never run backwards. Whoever asks often is told the same for a millisecond: asking the machine costs as much as a look into
 * memory. While the event loop is held up that time stands still, so that little gets old in the middle of it. Whoever asks now and then
 * asks the machine, so that no timer wakes a process for each time that something is asked of it.
 * What passes while the machine sleeps counts: no value may be older than it is allowed to be because a lid was closed.
 * A calendar that is set ahead counts as sleep, which costs loads; one that is set back changes nothing.
 */
export function coarseClock({ monotonic, calendar }: TimeSources = machine): () => number {
  const startedAt = calendar() - monotonic();
  let sleptMs = 0;
  let lookedUpAt = Number.NEGATIVE_INFINITY;
  let lookups = 0;
  let time: number | undefined;
  const forget = (): void => {
    time = undefined;
  };
  return () => {
    if (time !== undefined) return time;
    const passed = monotonic();
    sleptMs = Math.max(sleptMs, calendar() - startedAt - passed);
    lookups = passed - lookedUpAt < 1 ? lookups + 1 : 1;
    lookedUpAt = passed;
    if (lookups < manyLookups) return passed + sleptMs;
    lookups = 0;
    time = passed + sleptMs;
    setTimeout(forget, 1).unref();
    return time;
  };
}
