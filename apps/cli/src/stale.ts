import type { Context } from './context.js';

/** Runs something, and says beside its data when a part of it is old because Spotify can't be asked. */
export async function sayingWhatIsOld<T>(context: Pick<Context, 'notify'>, run: () => Promise<T>): Promise<T> {
  const { describeStale, withStaleNotes } = await import('@tonearm/tools/runtime');
  const { result, notes } = await withStaleNotes(run);
  const stale = describeStale(notes);
  if (stale !== undefined) context.notify(stale);
  return result;
}
