/** Reads a Retry-After header, seconds or an HTTP date, as milliseconds from now; undefined when it says nothing. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // Date.parse also reads '-5' and '2 apples' as dates: only what begins with a weekday is an HTTP date.
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
