import { AsyncLocalStorage } from 'node:async_hooks';

/** An answer that was given although it is old. */
export interface StaleNote {
  /** The row of the endpoint table: `playlists.get`. */
  readonly endpoint: string;
  readonly ageMs: number;
  /** Spotify could not be reached or is ill; or the answer is being refreshed. */
  readonly reason: 'outage' | 'refresh';
}

const storage = new AsyncLocalStorage<StaleNote[]>();

/** Runs something and collects which of the answers that it was given were old. */
export async function withStaleNotes<T>(
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly notes: readonly StaleNote[] }> {
  const notes: StaleNote[] = [];
  const result = await storage.run(notes, run);
  return { result, notes };
}

/** Notes that an old answer is given to the running code. */
export function noteStale(note: StaleNote): void {
  storage.getStore()?.push(note);
}

/** Says it to a person; undefined when all that they see is up to date, or will be in a moment. */
export function describeStale(notes: readonly StaleNote[]): string | undefined {
  const old = notes.filter(({ reason }) => reason === 'outage');
  if (old.length === 0) return undefined;
  const minutes = Math.round(Math.max(...old.map(({ ageMs }) => ageMs)) / 60_000);
  const age = minutes < 1 ? 'less than a minute' : minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return `Spotify can't be asked right now: this is from the cache, up to ${age} old.`;
}
