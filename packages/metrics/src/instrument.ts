/** How a function ended. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: unknown };

/** Something that records seconds under labels, such as a histogram of a catalogue. */
export interface DurationRecorder<Labels> {
  observe(seconds: number, labels: Labels): void;
}

/**
 * Runs a function and records how long it took, under labels that are chosen from how it ended; the count of the
 * histogram is then the rate, and its series by outcome are the errors. What the function gives or throws is unchanged,
 * also where `labelsOf` throws: that costs the observation and nothing else.
 */
export async function instrument<Value, Labels>(
  duration: DurationRecorder<Labels>,
  run: () => Promise<Value>,
  labelsOf: (outcome: Outcome<Value>) => Labels,
  now: () => number = () => performance.now(),
): Promise<Value> {
  const startedAt = now();
  const record = (outcome: Outcome<Value>): void => {
    try {
      duration.observe((now() - startedAt) / 1000, labelsOf(outcome));
    } catch {
      // Whoever called wants the value, or the error, and not to hear that it could not be counted.
    }
  };
  let value: Value;
  try {
    value = await run();
  } catch (error) {
    record({ ok: false, error });
    throw error;
  }
  record({ ok: true, value });
  return value;
}
