/** How long something takes, as a person would say it: two numbers that are nearly the same become the same words. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 120) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

/** The cache gives its reasons in milliseconds, which are for programs. */
export function inReadableTime(reason: string): string {
  return reason.replaceAll(/\b(\d+) ms\b/g, (_, milliseconds: string) => duration(Number(milliseconds)));
}
