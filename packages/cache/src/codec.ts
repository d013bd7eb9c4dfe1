/** How values become bytes for the shared store, and values again. A value must come back equal. */
export interface Codec {
  /** Stands in the envelope: 1 is JSON, 2 is msgpackr with records, own codecs have one from 64 to 255. */
  readonly id: number;
  readonly name: string;
  encode(value: unknown): Uint8Array;
  /** Throws when the bytes are none of its own. */
  decode(bytes: Uint8Array): unknown;
}

/** JSON: readable everywhere. `undefined` at the top is kept; what JSON can't hold (dates, maps, NaN) comes back as something else, or is refused (bigint, a function at the top; one further down is left out). */
export const jsonCodec: Codec = {
  id: 1,
  name: 'json',
  encode: (value) => Buffer.from(value === undefined ? '' : textOf(value)),
  decode: (bytes) => valueOfJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()),
};

function textOf(value: unknown): string {
  // Of a function, a symbol, and what its own toJSON makes undefined of there is none, whatever the types say.
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`JSON has nothing for a value of type ${typeof value}`);
  return text;
}

/** What {@link jsonCodec} makes of bytes with this text. */
export function valueOfJson(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}
