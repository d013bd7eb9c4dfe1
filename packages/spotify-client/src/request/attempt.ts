import { type Bounds, Ending } from './ending.js';

/**
 * Runs something that takes time, at most as long as somebody waits for it. It says itself how it ended, and never rejects.
 *
 * One promise for all ends, and not a race: a fetch that ignores its signal must not hold the caller.
 */
export function attempt<Answer>(run: (ending: Ending<Answer>) => Promise<void>, bounds: Bounds): Promise<Answer> {
  return new Promise((resolve, reject) => {
    void run(new Ending(bounds, resolve, reject));
  });
}
