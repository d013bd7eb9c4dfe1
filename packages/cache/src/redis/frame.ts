import { viewOf } from '../words.js';

/**
 * What the store puts before an envelope: `TNR` and a version, and when it wrote the entry and when the entry ends, in milliseconds by the
 * clock of Redis (f64 each, big endian). By these the age of many entries is told by one look at that clock; to ask Redis how long each
 * is kept takes longer than to read it. The Redis scripts write it, and read past it.
 */
export const frameBytes = 20;
/** As a text of Lua. */
export const frameMagic = 'TNR\\1';
const magicNumber = Buffer.from([...Buffer.from('TNR'), 1]).readUInt32BE();

/** Whether the store wrote when it was: it did not always. */
export function isFramed(bytes: Buffer): boolean {
  return bytes.length >= frameBytes && bytes.readUInt32BE(0) === magicNumber;
}

/** The envelope, as it was handed to the store. */
export function unframed(bytes: Buffer): Buffer {
  return isFramed(bytes) ? bytes.subarray(frameBytes) : bytes;
}

/** For how long in all the entry is kept, and for how long from a moment of the same clock on. */
export interface Lifetime {
  readonly keptForMs: number;
  /** Not a number where it was written only after that moment: nobody knows how old it is by a clock that was set back. */
  readonly remainingMs: number;
}

/** Reads what the frame says; only of what is framed. */
export function lifetimeOf(bytes: Buffer, nowMs: number): Lifetime {
  const [view, start] = [viewOf(bytes), bytes.byteOffset];
  const writtenAt = view.getFloat64(start + 4);
  const endsAt = view.getFloat64(start + 12);
  return { keptForMs: endsAt - writtenAt, remainingMs: writtenAt <= nowMs ? endsAt - nowMs : Number.NaN };
}
