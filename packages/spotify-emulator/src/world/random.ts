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
const idCodes: number[] = new Array(idLength).fill(0);
const fingerprintDigits = 5;
const fingerprints = 62 ** fingerprintDigits;
const digitValues = new Int8Array(128).fill(-1);
for (let digit = 0; digit < base62.length; digit += 1) digitValues[base62.charCodeAt(digit)] = digit;

/** Makes a stream out of a seed, a topic and an index, so that one thing can be made without making those before it. */
export function createRandom(seed: number, topic: string, index = 0): Random {
  return new Stream(seed, topic, 1).at(index);
}

/** The streams of a topic, each in its turn: whoever asks for the next has done with the one before. */
export function createRandoms(seed: number, topic: string): (index: number) => Random {
  const stream = new Stream(seed, topic, 1);
  return (index) => stream.at(index);
}

/** The 22-character base62 identifier of the thing number `index` of a kind: always below 2^128, like Spotify's. */
export function base62Id(seed: number, kind: string, index: number): string {
  const stream = new Stream(seed, kind, 2).at(index);
  // A text that is put together letter by letter is a chain of texts in memory, and a world has millions of ids.
  idCodes[0] = base62.charCodeAt(stream.word() % 8);
  for (let place = 1; place < idLength; ) {
    let bits = stream.word();
    for (let digit = 0; digit < 5 && place < idLength; digit += 1) {
      idCodes[place] = base62.charCodeAt(bits % 62);
      bits = Math.floor(bits / 62);
      place += 1;
    }
  }
  return String.fromCharCode(...idCodes);
}

/** Tells of each index of a kind the number that its id begins with, without making the id. */
export function createFingerprints(seed: number, kind: string): (index: number) => number {
  const stream = new Stream(seed, kind, 2);
  return (index) => {
    stream.at(index).word();
    return stream.word() % fingerprints;
  };
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
class Stream implements Random {
  readonly #seed: number;
  readonly #topic: number;
  readonly #purpose: number;
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 0;

  constructor(seed: number, topic: string, purpose: number) {
    this.#seed = seed | 0;
    this.#topic = hashText(topic) | 0;
    this.#purpose = purpose | 0;
  }

  /** Begins the stream of an index. */
  at(index: number): this {
    this.#a = this.#seed;
    this.#b = this.#topic;
    this.#c = index | 0;
    this.#counter = this.#purpose;
    for (let round = 0; round < 12; round += 1) this.word();
    return this;
  }

  /** A whole number below 2^32. */
  word(): number {
    const b = this.#b;
    const c = this.#c;
    const sum = (((this.#a + b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = b ^ (b >>> 9);
    this.#b = (c + (c << 3)) | 0;
    this.#c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  next(): number {
    return this.word() / 4_294_967_296;
  }

  integer(minimum: number, maximum: number): number {
    return minimum + Math.floor(this.next() * (maximum - minimum + 1));
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.integer(0, values.length - 1)];
    if (value === undefined) throw new RangeError('Cannot pick from nothing.');
    return value;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  shuffle<T>(values: readonly T[]): T[] {
    // Inside out: every value goes to a place drawn among those before it, and its holder moves to the end.
    const shuffled: T[] = [];
    for (const value of values) {
      const place = this.integer(0, shuffled.length);
      const holder = shuffled[place];
      if (holder !== undefined) shuffled.push(holder);
      shuffled[place] = value;
    }
    return shuffled;
  }
}
