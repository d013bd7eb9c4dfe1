/** How values become bytes for the shared store, and values again. A value must come back equal. */
export interface Codec {
  /** Stands in the envelope: 1 is JSON, 2 is msgpackr with records, own codecs begin at 64. */
  readonly id: number;
  readonly name: string;
  encode(value: unknown): Uint8Array;
  /** Throws when the bytes are none of its own. */
  decode(bytes: Uint8Array): unknown;
}

/** JSON: readable everywhere. `undefined` at the top is kept; what JSON can't hold (dates, maps, bigint) is not for it. */
export const jsonCodec: Codec = {
  id: 1,
  name: 'json',
  encode: (value) => Buffer.from(value === undefined ? '' : JSON.stringify(value)),
  decode: (bytes) => valueOfJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()),
};

/** What {@link jsonCodec} makes of bytes with this text. */
export function valueOfJson(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}
