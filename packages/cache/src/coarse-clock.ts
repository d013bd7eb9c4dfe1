/**
 * Milliseconds that never run backwards, looked up at most once each millisecond: asking the machine costs as much as a
 * look into memory. While the event loop is held up the time stands still, so that nothing gets old in the middle of it.
 */
export function coarseClock(): () => number {
  let time: number | undefined;
  const forget = (): void => {
    time = undefined;
  };
  return () => {
    if (time === undefined) {
      time = performance.now();
      setTimeout(forget, 1).unref();
    }
    return time;
  };
}
