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

/** Makes a stream out of a seed, a topic and an index, so that one thing can be made without making those before it. */
export function createRandom(seed: number, topic: string, index = 0): Random {
  return new RandomStream(seed, topic, 'facts').at(index);
}

/** The streams of a topic, each in its turn: whoever asks for the next has done with the one before. */
export function createRandoms(seed: number, topic: string): (index: number) => Random {
  const stream = new RandomStream(seed, topic, 'facts');
  return (index) => stream.at(index);
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

/** What a stream is drawn for: the id of a thing has nothing to do with what else is invented of it. */
const purposes = { facts: 1, id: 2 } as const;

/** The streams of a topic, one at a time. sfc32: four words of state, so that neighbouring indexes never share a stream. */
export class RandomStream implements Random {
  readonly #seed: number;
  readonly #topic: number;
  readonly #purpose: number;
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 0;

  constructor(seed: number, topic: string, purpose: keyof typeof purposes) {
    this.#seed = seed | 0;
    this.#topic = hashText(topic) | 0;
    this.#purpose = purposes[purpose];
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
