/** Decides about lines that come in crowds. */
export interface LineSampler {
  /**
   * Whether a line is written. Of lines with the same key so many are let through in each second; gives the number of
   * lines that were left out before this one, so that nobody takes the log for complete.
   */
  admit(key: string): { readonly leftOut: number } | undefined;
}

interface Window {
  startedAt: number;
  written: number;
  leftOut: number;
}

/** So many keys are remembered; beyond, the oldest is forgotten. */
const MAX_KEYS = 200;

/** Lets a number of lines of each kind through in every second. */
export function lineSampler(perSecond: number, now: () => number = () => performance.now()): LineSampler {
  const windows = new Map<string, Window>();
  return {
    admit(key) {
      const at = now();
      const window = windows.get(key) ?? { startedAt: at, written: 0, leftOut: 0 };
      if (!windows.has(key)) remember(windows, key, window);
      if (at - window.startedAt >= 1000) {
        window.startedAt = at;
        window.written = 0;
      }
      if (window.written >= perSecond) {
        window.leftOut += 1;
        return undefined;
      }
      window.written += 1;
      const { leftOut } = window;
      window.leftOut = 0;
      return { leftOut };
    },
  };
}

function remember(windows: Map<string, Window>, key: string, window: Window): void {
  windows.set(key, window);
  const [oldest] = windows.keys();
  if (windows.size > MAX_KEYS && oldest !== undefined) windows.delete(oldest);
}
