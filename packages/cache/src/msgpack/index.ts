import { Packr } from 'msgpackr';
import type { Codec } from '../codec.js';

const packr = new Packr({ useRecords: true, moreTypes: true });

/**
 * msgpackr with records written into each value: about half the bytes of JSON and faster to read when many objects have
 * one shape, and readable by every other process. Also keeps dates, maps, sets and bigint.
 */
export const msgpackCodec: Codec = {
  id: 2,
  name: 'msgpack',
  encode: (value) => packr.pack(value),
  decode: (bytes) => packr.unpack(bytes),
};
