/** Whether what could be known without asking has been enough of late. */
export interface Sufficing {
  /** Whether to do without asking. */
  isLikely(): boolean;
  /** Takes note of whether it was, or would have been, enough. */
  was(isEnough: boolean): void;
}

const atFirst = 16;
const atMost = 4_096;

/**
 * To ask for nothing spares a little, to have to ask after all costs a trip: so it is tried after some questions in a row for which it
 * would have been enough, and after twice as many each time that it was not, but after half of
 * that once it has been enough for twice as many.
 */
export function sufficing(): Sufficing {
  let needed = atFirst;
  let inARow = 0;
  return {
    isLikely: () => inARow >= needed,
    was(isEnough) {
      if (!isEnough) {
        if (inARow >= needed) needed = Math.min(2 * needed, atMost);
        inARow = 0;
        return;
      }
      inARow += 1;
      if (inARow < 3 * needed) return;
      needed = Math.max(needed / 2, atFirst);
      inARow = needed;
    },
  };
}
