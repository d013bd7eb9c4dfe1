import type { EmulatorSnapshot } from '@tonearm/spotify-emulator';
import { CommandError, LostError } from '../../errors.js';

/** Begins with what a file says, if there is one; what makes no sense in it is a `CommandError` with its place. */
export async function begin<T>(
  flag: 'import' | 'scenario',
  path: string | undefined,
  read: (path: string) => T,
): Promise<Awaited<T> | undefined> {
  if (path === undefined) return undefined;
  try {
    return await read(path);
  } catch (error) {
    const code = flag === 'import' ? 'bad_snapshot' : 'bad_scenario';
    throw new CommandError(code, placed(error, path), `Correct the file, or leave --${flag} out.`, error);
  }
}

/** Writes a snapshot at the end, if a file is named for it. */
export async function end(path: string | undefined, snapshot: () => EmulatorSnapshot): Promise<void> {
  if (path === undefined) return;
  const { saveSnapshot } = await import('@tonearm/spotify-emulator');
  try {
    await saveSnapshot(path, snapshot());
  } catch (error) {
    const hint = 'Next time, let --export-on-exit name a file that can be written.';
    throw new LostError('snapshot_lost', `The snapshot is lost: ${placed(error, path)}`, hint, error);
  }
}

function placed(error: unknown, path: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.includes(path) ? message : `${path}: ${message}`;
}
