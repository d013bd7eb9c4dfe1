import type { EntryFacts } from './entry.js';
import type { Position } from './store.js';
import { isText, viewOf } from './words.js';

/** What is written beside a value. */
export interface EnvelopeHeader extends Pick<EntryFacts, 'bound' | 'validator'> {
  /** Where the invalidations stood before the value was loaded. */
  readonly since: Position;
  /** Every name whose invalidation makes the value void. */
  readonly names: readonly string[];
  /** How old the value was when it was written. */
  readonly ageMs: number;
  /** How long the store may keep it from then on. */
  readonly ttlMs: number;
  /** What the entry held in the memory of whoever wrote it, by their estimate, so that readers need not go through the value. */
  readonly heldBytes?: number | undefined;
}

/** What a header is believed to say: where it does, these very texts are given, and none is made anew. */
export interface Believed {
  readonly epoch: string;
  readonly names: readonly string[];
}

/** Where in an envelope the header begins. */
export const headerAt = 16;

const magic = (version: number): number => Buffer.from([...Buffer.from('TNC'), version]).readUInt32BE();
/** `TNC` and the version, as one number. The version is raised with every change that an older reader could misunderstand. */
const magicAndVersion = magic(2);
/** Of the version whose header was JSON. */
const magicOfJson = magic(1);

/*
 * Byte by byte, numbers big endian: sequence, age, time to live and held bytes (f64 each; not a number where that is not said), how many
 * bytes the epoch has and how many names there are (u32 each), the epoch, each name after how many bytes it has (u32), and as JSON what else
 * is said, if anything is. The Redis scripts read it, too.
 */
const [ageAt, ttlAt, heldAt, epochBytesAt, namesCountAt, epochAt] = [24, 32, 40, 48, 52, 56];

/** Writes a header into an envelope of so many bytes, of which the body takes some. */
export function envelopeWith(header: EnvelopeHeader, body: Uint8Array): Buffer {
  const { since, names, ageMs, ttlMs, heldBytes = Number.NaN, bound, validator } = header;
  const more = bound === undefined && validator === undefined ? '' : JSON.stringify({ bound, validator });
  const epochBytes = Buffer.byteLength(since.epoch);
  const nameBytes = names.map((name) => Buffer.byteLength(name));
  const namesAt = epochAt + epochBytes;
  const moreAt = nameBytes.reduce((at, length) => at + 4 + length, namesAt);
  const end = moreAt + Buffer.byteLength(more);
  const bytes = Buffer.allocUnsafe(end + body.length);
  bytes.writeUInt32BE(magicAndVersion, 0);
  bytes.writeUInt32BE(end - headerAt, 8);
  bytes.writeDoubleBE(since.sequence, headerAt);
  bytes.writeDoubleBE(ageMs, ageAt);
  bytes.writeDoubleBE(ttlMs, ttlAt);
  bytes.writeDoubleBE(heldBytes, heldAt);
  bytes.writeUInt32BE(epochBytes, epochBytesAt);
  bytes.writeUInt32BE(names.length, namesCountAt);
  bytes.write(since.epoch, epochAt);
  let at = namesAt;
  for (const [index, name] of names.entries()) {
    at = bytes.writeUInt32BE(nameBytes[index] ?? 0, at);
    at += bytes.write(name, at);
  }
  bytes.write(more, moreAt);
  bytes.set(body, end);
  return bytes;
}

/** Where in an envelope the body begins. */
export function bodyAt(bytes: Buffer): number {
  return headerAt + bytes.readUInt32BE(8);
}

/** What an envelope says of itself, unchecked by its sum; undefined for what is of no version that is known here. */
export function headerOf(bytes: Buffer, believed: Believed = nothing): EnvelopeHeader | undefined {
  if (bytes.length < headerAt || bodyAt(bytes) > bytes.length) return undefined;
  const version = bytes.readUInt32BE(0);
  try {
    if (version === magicAndVersion) return binaryHeader(bytes, believed);
    return version === magicOfJson ? jsonHeader(bytes) : undefined;
  } catch {
    return undefined;
  }
}

const nothing: Believed = { epoch: '', names: [] };

/** Throws for what goes beyond its end. */
function binaryHeader(bytes: Buffer, believed: Believed): EnvelopeHeader | undefined {
  const end = bodyAt(bytes);
  if (end < epochAt) return undefined;
  const [view, start] = [viewOf(bytes), bytes.byteOffset];
  const sequence = view.getFloat64(start + headerAt);
  const ageMs = view.getFloat64(start + ageAt);
  const ttlMs = view.getFloat64(start + ttlAt);
  const held = view.getFloat64(start + heldAt);
  if (!(sequence >= 0) || Number.isNaN(ageMs) || Number.isNaN(ttlMs)) return undefined;
  const count = view.getUint32(start + namesCountAt);
  const epochBytes = view.getUint32(start + epochBytesAt);
  let at = epochAt + epochBytes;
  if (at > end) return undefined;
  const isBelieved = isText(believed.epoch, view, start + epochAt, epochBytes);
  const epoch = isBelieved ? believed.epoch : bytes.toString('utf8', epochAt, at);
  let names: string[] | undefined;
  for (let index = 0; index < count; index += 1) {
    const from = at + 4;
    at = from + bytes.readUInt32BE(at);
    if (at > end) return undefined;
    const name = textOf(bytes, from, at, believed.names[index]);
    if (name !== believed.names[index]) names ??= believed.names.slice(0, index);
    names?.push(name);
  }
  const { bound, validator } = at < end ? JSON.parse(bytes.toString('utf8', at, end)) : none;
  return {
    since: { epoch, sequence },
    names: names ?? (count === believed.names.length ? believed.names : believed.names.slice(0, count)),
    ageMs,
    ttlMs,
    bound,
    validator,
    heldBytes: Number.isNaN(held) ? undefined : held,
  };
}

const none: Pick<EnvelopeHeader, 'bound' | 'validator'> = {};

/** The text between two places, mostly the one that is believed to be there. */
function textOf(bytes: Buffer, from: number, to: number, believed: string | undefined): string {
  if (believed?.length !== to - from) return bytes.toString('utf8', from, to);
  for (let at = from; at < to; at += 1) {
    const code = believed.charCodeAt(at - from);
    // Beyond, a character is not one byte.
    if (code > 127 || bytes[at] !== code) return bytes.toString('utf8', from, to);
  }
  return believed;
}

function jsonHeader(bytes: Buffer): EnvelopeHeader | undefined {
  const header: unknown = JSON.parse(bytes.toString('utf8', headerAt, bodyAt(bytes)));
  return isHeader(header) ? header : undefined;
}

function isHeader(header: unknown): header is EnvelopeHeader {
  if (typeof header !== 'object' || header === null) return false;
  const { since, names, ageMs, ttlMs } = header as Partial<EnvelopeHeader>;
  return (
    typeof since?.epoch === 'string' &&
    typeof since.sequence === 'number' &&
    Array.isArray(names) &&
    names.every((name) => typeof name === 'string') &&
    typeof ageMs === 'number' &&
    typeof ttlMs === 'number'
  );
}
