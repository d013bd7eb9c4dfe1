import { types } from 'node:util';
import { crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type Codec, jsonCodec, valueOfJson } from './codec.js';
import { bodyAt, type EnvelopeHeader, envelopeWith, headerAt, headerOf } from './envelope-header.js';

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

const compressed = 1;
const sixtyFourMiB = 64 * 1024 * 1024;

/*
 * Byte by byte: `TNC`, version, codec, flags (1: zstd), two zeros, length of the header (u32, big endian), CRC-32 of all
 * that follows (u32, big endian), header, body. The Redis scripts read the header too.
 */

/** Makes envelopes of one codec, and opens those of all codecs that it knows. */
export function envelope(options: EnvelopeOptions): Envelope {
  const { codec, compressFromBytes, alsoReads = [], maxBodyBytes = sixtyFourMiB } = options;
  const codecs = new Map([...alsoReads, codec].map((each) => [each.id, each]));
  return {
    seal(value, header) {
      const plain = codec.encode(value);
      // Who is written without types may give a text, which has a length as well.
      if (!types.isUint8Array(plain)) throw new TypeError(`it gives no bytes (a Uint8Array) but a ${typeof plain}`);
      if (plain.length > maxBodyBytes)
        throw new RangeError(`A value of ${plain.length} bytes is too large to be shared`);
      const isLarge = plain.length >= compressFromBytes;
      const body = isLarge ? zstdCompressSync(plain) : plain;
      const bytes = envelopeWith(header, body);
      bytes.writeUInt8(codec.id, 4);
      bytes.writeUInt8(isLarge ? compressed : 0, 5);
      bytes.writeUInt16BE(0, 6);
      bytes.writeUInt32BE(crc32(bytes.subarray(headerAt)), 12);
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
  const from = bodyAt(bytes);
  if (codec === undefined || flags > compressed || bytes.length - from > maxBodyBytes) return undefined;
  if (crc32(bytes.subarray(headerAt)) !== bytes.readUInt32BE(12)) return undefined;
  // What is mostly there is a text, of which no bytes of its own need be made.
  if (flags !== compressed && codec.decode === jsonCodec.decode) {
    return contentOf(valueOfJson(bytes.toString('utf8', from)), header, bytes.length - from);
  }
  const body = bytes.subarray(from);
  const plain = flags === compressed ? zstdDecompressSync(body, { maxOutputLength: maxBodyBytes }) : body;
  return contentOf(codec.decode(plain), header, plain.length);
}

function contentOf(value: unknown, header: EnvelopeHeader, bodyBytes: number): ReturnType<Envelope['open']> {
  return { value, header: isPlausible(header.heldBytes, bodyBytes) ? header : { ...header, heldBytes: undefined } };
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
