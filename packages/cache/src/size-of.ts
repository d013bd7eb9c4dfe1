import type { Names } from './names.js';

/** What an entry costs beside its value and the characters of its key: its own object, its numbers, its place in a map. Measured. */
export const entryOverheadBytes = 240;
/** What the name of a tag costs: a text, and the parts that it was joined of. Measured. */
const nameBytes = 32;

const pointer = 8;
const objectHeader = 24;
const deepest = 64;
/** So many objects are walked through without remembering which; what has more may hold the same ones again and again. */
const mostUnremembered = 100_000;
const beyondLatin = /[\u0100-\uffff]/;

/**
 * Estimates the memory that a value holds in V8 on a 64-bit machine, in bytes. Shared parts count as often as they
 * are reached, but for a value of very many objects, in which they count once; it may contain itself. What is no plain data
 * (functions, streams) counts as one object. Gives NaN for what does not let itself be looked through, as a getter that throws.
 */
export function sizeOf(value: unknown): number {
  try {
    const walk: Walk = { left: mostUnremembered };
    const bytes = sizeOfPart(value, 0, walk);
    return walk.left > 0 ? bytes : sizeOfPart(value, 0, { left: Number.POSITIVE_INFINITY, seen: new Set() });
  } catch {
    return Number.NaN;
  }
}

/** How many objects may still be looked at, and which ones were, if that is remembered. */
interface Walk {
  left: number;
  readonly seen?: Set<object>;
}

function sizeOfPart(value: unknown, depth: number, walk: Walk): number {
  switch (typeof value) {
    case 'string':
      return sizeOfText(value);
    case 'number':
      return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 0 : 16;
    case 'bigint':
      return 24;
    case 'object':
      return value === null || depth > deepest ? 0 : sizeOfObject(value, depth + 1, walk);
    default:
      return 0;
  }
}

function sizeOfText(text: string): number {
  // One byte a character while all are Latin-1, else two; the first characters decide the guess for long texts.
  const sample = text.length > 256 ? text.slice(0, 256) : text;
  const width = beyondLatin.test(sample) ? 2 : 1;
  return text.length <= 1 ? 0 : 16 + Math.ceil((text.length * width) / 8) * 8;
}

function sizeOfObject(value: object, depth: number, walk: Walk): number {
  if (walk.left <= 0 || walk.seen?.has(value)) return 0;
  walk.left -= 1;
  walk.seen?.add(value);
  if (ArrayBuffer.isView(value)) return objectHeader * 4 + value.byteLength;
  let bytes = objectHeader;
  if (Array.isArray(value)) {
    bytes += 2 * pointer + value.length * pointer;
    for (const each of value) bytes += sizeOfPart(each, depth, walk);
    return bytes;
  }
  if (value instanceof Map || value instanceof Set) {
    for (const each of value) bytes += 4 * pointer + sizeOfPart(each, depth, walk);
    return bytes;
  }
  // The names of properties are shared by all objects of one shape.
  for (const name in value) bytes += pointer + sizeOfPart(value[name as keyof typeof value], depth, walk);
  return bytes;
}

/** Estimates the memory that the names of an entry hold, in bytes. */
export function sizeOfNames(names: Names): number {
  return typeof names === 'string' ? nameBytes : names.length * (nameBytes + pointer);
}
