let known = { second: Number.NaN, text: '' };

/** A moment in milliseconds since 1970 as a Date header writes it. */
export function httpDate(epochMs: number): string {
  const second = Math.floor(epochMs / 1000);
  // Many answers are given within one second, and writing a date is not cheap.
  if (second !== known.second) known = { second, text: new Date(epochMs).toUTCString() };
  return known.text;
}
