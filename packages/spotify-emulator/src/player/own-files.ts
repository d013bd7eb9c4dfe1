import { parseLocalFile } from '../world/local-file.js';
import type { Device } from './device.js';

/** Whether a URI is that of a file of somebody's own. */
export function isOwnFile(uri: string): boolean {
  return parseLocalFile(uri) !== undefined;
}

/** Whether a device can play them: they lie on the computers of whoever has them. */
export function playsOwnFiles({ type }: Device): boolean {
  return type === 'Computer';
}

/** How long a file lasts, in milliseconds; undefined for what is no file, and for one that does not say. */
export function ownFileDurationMs(uri: string): number | undefined {
  const { seconds = 0 } = parseLocalFile(uri) ?? {};
  return seconds > 0 ? seconds * 1000 : undefined;
}
