import type { Journal, JournalEntry } from './journal.js';

/** How far a reader may fall behind before it is let go: as far as the journal itself remembers. */
const mostWaiting = 10_000;

/** New entries as server-sent events, until nobody listens or somebody reads too slowly. Afterwards the journal tells it no more. */
export async function* journalEvents(
  journal: Pick<Journal, 'subscribe'>,
  signal: AbortSignal,
): AsyncGenerator<string, undefined> {
  let waiting: JournalEntry[] = [];
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
    yield ': what is asked from now on\n\n';
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
