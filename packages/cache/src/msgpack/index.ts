/// <reference path="./unpack-no-eval.d.ts" />
import { Packr } from 'msgpackr';
import { Unpackr } from 'msgpackr/unpack-no-eval';
import type { Codec } from '../codec.js';

/*
 * `bundleStrings` puts the texts of a value behind one another: they are decoded in one go and cut up afterwards, where
 * each would have to be decoded by itself. Bytes that were written without it are read as before.
 */
const packr = new Packr({ useRecords: true, moreTypes: true, bundleStrings: true, writeFunction });

/*
 * The reader of msgpackr that makes no code: the other one compiles a function for each shape that a value has, and again
 * for the next value, which takes longer than it saves for all but very large ones.
 */
const unpackr = new Unpackr({ useRecords: true, moreTypes: true });

/**
 * msgpackr with records written into each value: about half the bytes of JSON and faster to read when many objects have
 * one shape, and readable by every other process. Also keeps dates, maps, sets and bigint.
 */
export const msgpackCodec: Codec = {
  id: 2,
  name: 'msgpack',
  encode: (value) => packr.pack(value),
  decode: (bytes) => unpackr.unpack(bytes),
};

/** Left to itself msgpackr writes `undefined` in place of a function, and another process would have that. */
function writeFunction(): never {
  throw new TypeError('a function can not be written');
}
