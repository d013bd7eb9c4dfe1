import type { Journal } from './journal.js';

/** How far a reader may fall behind before it is let go: as far as the journal itself remembers. */
const mostWaiting = 10_000;

/**
 * The latest entries and then all new ones as server-sent events, without a gap between them, until nobody listens or somebody
 * reads too slowly. Afterwards the journal tells it no more.
 */
export async function* journalEvents(
  journal: Pick<Journal, 'entries' | 'subscribe'>,
  signal: AbortSignal,
  latest = 0,
): AsyncGenerator<string, undefined> {
  let waiting = latest === 0 ? [] : journal.entries().slice(-latest);
  let isTooSlow = false;
  let wake = (): void => {};
  const stop = journal.subscribe((entry) => {
    waiting.push(entry);
    if (waiting.length > mostWaiting) {
      isTooSlow = true;
      waiting = [];
      stop();
    }
    wake();
  });
  signal.addEventListener('abort', () => wake());
  try {
    yield `: ${latest === 0 ? '' : 'what was asked last, and '}what is asked from now on\n\n`;
    while (!signal.aborted && !isTooSlow) {
      const entry = waiting.shift();
      if (entry) yield `data: ${JSON.stringify(entry)}\n\n`;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    return undefined;
  } finally {
    stop();
  }
}
