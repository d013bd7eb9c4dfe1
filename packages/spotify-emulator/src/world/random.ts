/** A seeded stream of numbers: the same seed always tells the same story. */
export interface Random {
  /** A number from 0 up to, and without, 1. */
  next(): number;
  /** A whole number from `minimum` to `maximum`, both included. */
  integer(minimum: number, maximum: number): number;
  /** One of the given values. */
  pick<T>(values: readonly T[]): T;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** A shuffled copy. */
  shuffle<T>(values: readonly T[]): T[];
}

const base62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const idLength = 22;
const fingerprintDigits = 5;
const fingerprints = 62 ** fingerprintDigits;
const digitValues = new Int8Array(128).fill(-1);
for (let digit = 0; digit < base62.length; digit += 1) digitValues[base62.charCodeAt(digit)] = digit;

/** Makes a stream out of a seed, a topic and an index, so that one thing can be made without making those before it. */
export function createRandom(seed: number, topic: string, index = 0): Random {
  const word = words(seed, topic, index, 1);
  const next = (): number => word() / 4_294_967_296;
  const integer = (minimum: number, maximum: number): number => minimum + Math.floor(next() * (maximum - minimum + 1));
  return {
    next,
    integer,
    pick: (values) => {
      const value = values[integer(0, values.length - 1)];
      if (value === undefined) throw new RangeError('Cannot pick from nothing.');
      return value;
    },
    chance: (probability) => next() < probability,
    shuffle: (values) => {
      // Inside out: every value goes to a place drawn among those before it, and its holder moves to the end.
      const shuffled: (typeof values)[number][] = [];
      for (const value of values) {
        const place = integer(0, shuffled.length);
        const holder = shuffled[place];
        if (holder !== undefined) shuffled.push(holder);
        shuffled[place] = value;
      }
      return shuffled;
    },
  };
}

/** The 22-character base62 identifier of the thing number `index` of a kind: always below 2^128, like Spotify's. */
export function base62Id(seed: number, kind: string, index: number): string {
  const word = words(seed, kind, index, 2);
  let id = base62.charAt(word() % 8);
  while (id.length < idLength) {
    let bits = word();
    for (let digit = 0; digit < 5 && id.length < idLength; digit += 1) {
      id += base62.charAt(bits % 62);
      bits = Math.floor(bits / 62);
    }
  }
  return id;
}

/** A number that the id of a thing begins with, without making the id. */
export function idFingerprint(seed: number, kind: string, index: number): number {
  const word = words(seed, kind, index, 2);
  word();
  return word() % fingerprints;
}

/** The number that an id begins with; not a number for what is no id. */
export function fingerprintOf(id: string): number {
  let fingerprint = 0;
  for (let digit = fingerprintDigits; digit >= 1; digit -= 1) {
    const value = digitValues[id.charCodeAt(digit)] ?? -1;
    if (value < 0) return Number.NaN;
    fingerprint = fingerprint * 62 + value;
  }
  return id.length === idLength ? fingerprint : Number.NaN;
}

/** FNV-1a: a small number for a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let position = 0; position < text.length; position += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(position), 0x01000193);
  }
  return hash >>> 0;
}

/** One thing of a collection. */
export function pickFrom<T>(
  random: Random,
  { size, at }: { readonly size: number; at(index: number): T | undefined },
): T {
  const thing = at(random.integer(0, size - 1));
  if (thing === undefined) throw new RangeError('Cannot pick from nothing.');
  return thing;
}

/** sfc32: four words of state, so that neighbouring indexes never share a stream. */
function words(seed: number, topic: string, index: number, purpose: number): () => number {
  let a = seed | 0;
  let b = hashText(topic) | 0;
  let c = index | 0;
  let counter = purpose | 0;
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) word();
  return word;
}
