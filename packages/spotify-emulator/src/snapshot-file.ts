import { readFile, writeFile } from 'node:fs/promises';
import { checkSnapshot, type EmulatorSnapshot } from './snapshot.js';

/** Reads a snapshot from a file; throws when it cannot be read, and a `RangeError` that says where when it is none. */
export async function loadSnapshot(path: string): Promise<EmulatorSnapshot> {
  const written = await readFile(path, 'utf8');
  try {
    return checkSnapshot(JSON.parse(written));
  } catch (error) {
    throw new RangeError(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Writes a snapshot into a file, for `loadSnapshot`. */
export async function saveSnapshot(path: string, snapshot: EmulatorSnapshot): Promise<void> {
  await writeFile(path, `${JSON.stringify(snapshot)}\n`);
}
