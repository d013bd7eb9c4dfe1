import { crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Codec } from './codec.js';
import type { EntryFacts } from './entry.js';
import type { Position } from './store.js';

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

/** How values are written. */
export interface EnvelopeOptions {
  readonly codec: Codec;
  /** Bodies of this many bytes and more are compressed with zstd. */
  readonly compressFromBytes: number;
  /** Other codecs whose entries can be read. */
  readonly alsoReads?: readonly Codec[];
  /** No body may be larger, nor unpack to more: what claims to is damaged, or hostile. 64 MiB unless said. */
  readonly maxBodyBytes?: number;
}

/** Writes and reads the format of entries in shared stores. */
export interface Envelope {
  /** Throws for what the codec can't write, and for what is too large. */
  seal(value: unknown, header: EnvelopeHeader): Buffer;
  /**
   * Undefined for whatever is damaged, foreign, of another version or of a codec that is not known here. `header` is what
   * {@link headerOf} has read of the same bytes, if somebody did.
   */
  open(
    bytes: Uint8Array,
    header?: EnvelopeHeader,
  ): { readonly value: unknown; readonly header: EnvelopeHeader } | undefined;
}

/** Raised with every change that an older reader could misunderstand. */
const envelopeVersion = 1;
/** `TNC` and the version, as one number. */
const magicAndVersion = Buffer.from([...Buffer.from('TNC'), envelopeVersion]).readUInt32BE();
const compressed = 1;
const sixtyFourMiB = 64 * 1024 * 1024;

/**
 * Byte by byte: `TNC`, version, codec, flags (1: zstd), two zeros, length of the header (u32, big endian), CRC-32 of all
 * that follows (u32, big endian), header as JSON, body. The Redis scripts read the header too.
 */
const envelopePrefixBytes = 16;

/** Makes envelopes of one codec, and opens those of all codecs that it knows. */
export function envelope(options: EnvelopeOptions): Envelope {
  const { codec, compressFromBytes, alsoReads = [], maxBodyBytes = sixtyFourMiB } = options;
  const codecs = new Map([...alsoReads, codec].map((each) => [each.id, each]));
  return {
    seal(value, header) {
      const plain = codec.encode(value);
      if (plain.length > maxBodyBytes)
        throw new RangeError(`A value of ${plain.length} bytes is too large to be shared`);
      const isLarge = plain.length >= compressFromBytes;
      const body = isLarge ? zstdCompressSync(plain) : plain;
      const head = JSON.stringify(header);
      const headBytes = Buffer.byteLength(head);
      const bytes = Buffer.allocUnsafe(envelopePrefixBytes + headBytes + body.length);
      bytes.writeUInt32BE(magicAndVersion, 0);
      bytes.writeUInt8(codec.id, 4);
      bytes.writeUInt8(isLarge ? compressed : 0, 5);
      bytes.writeUInt16BE(0, 6);
      bytes.writeUInt32BE(headBytes, 8);
      bytes.write(head, envelopePrefixBytes);
      bytes.set(body, envelopePrefixBytes + headBytes);
      bytes.writeUInt32BE(crc32(bytes.subarray(envelopePrefixBytes)), 12);
      return bytes;
    },
    open(bytes, known) {
      try {
        const all = bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        const header = known ?? headerOf(all);
        return header && read(all, header, { codecs, maxBodyBytes });
      } catch {
        // Whatever it is that was written there, it is no entry of ours.
        return undefined;
      }
    },
  };
}

/** What can be read, and up to which size. */
interface Readable {
  readonly codecs: ReadonlyMap<number, Codec>;
  readonly maxBodyBytes: number;
}

function read(bytes: Buffer, header: EnvelopeHeader, { codecs, maxBodyBytes }: Readable): ReturnType<Envelope['open']> {
  const codec = codecs.get(bytes.readUInt8(4));
  const flags = bytes.readUInt8(5);
  const body = bytes.subarray(bodyAt(bytes));
  if (codec === undefined || flags > compressed || body.length > maxBodyBytes) return undefined;
  if (crc32(bytes.subarray(envelopePrefixBytes)) !== bytes.readUInt32BE(12)) return undefined;
  const plain = flags === compressed ? zstdDecompressSync(body, { maxOutputLength: maxBodyBytes }) : body;
  const value = codec.decode(plain);
  return { value, header: isPlausible(header.heldBytes, plain.length) ? header : { ...header, heldBytes: undefined } };
}

/** What an envelope says of itself, unchecked by its sum; undefined for what is none of this version. */
export function headerOf(bytes: Buffer): EnvelopeHeader | undefined {
  if (bytes.length < envelopePrefixBytes || bytes.readUInt32BE(0) !== magicAndVersion) return undefined;
  if (bodyAt(bytes) > bytes.length) return undefined;
  try {
    const header: unknown = JSON.parse(bytes.toString('utf8', envelopePrefixBytes, bodyAt(bytes)));
    return isHeader(header) ? header : undefined;
  } catch {
    return undefined;
  }
}

function bodyAt(bytes: Buffer): number {
  return envelopePrefixBytes + bytes.readUInt32BE(8);
}

/** Whether a value with so many bytes can hold that much in memory: nobody may fill it by a claim, nor slip through. */
function isPlausible(heldBytes: unknown, bodyBytes: number): boolean {
  return (
    typeof heldBytes === 'number' &&
    Number.isInteger(heldBytes) &&
    heldBytes >= bodyBytes / 8 &&
    heldBytes <= 64 * bodyBytes + 4_096
  );
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
