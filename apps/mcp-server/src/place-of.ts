/** What an error is and where it comes from; its message may hold what is not meant for a log. */
export function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? [];
  return [error.name, ...places.slice(0, 3).map((line) => line.trim())].join(' ');
}
