import { RandomStream } from './random.js';

const base62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const idLength = 22;
/** After its first digit an id is written in groups of so many, each from one word of chance. */
const groupLength = 5;
/** Where the last group begins, which has one digit. */
const lastPlace = idLength - 1;
const fingerprints = 62 ** groupLength;
const digitCodes = Uint8Array.from(base62, (digit) => digit.charCodeAt(0));
const digitValues = new Int8Array(128).fill(-1);
for (const [value, code] of digitCodes.entries()) digitValues[code] = value;

/** The letters of the id that is being written. */
const letters: number[] = new Array(idLength).fill(0);

/** The ids of a kind of things: 22 digits in base 62, always below 2^128, like Spotify's. */
export class Ids {
  readonly #stream: RandomStream;

  constructor(seed: number, kind: string) {
    this.#stream = new RandomStream(seed, kind, 'id');
  }

  /** The id of the thing number `index`. */
  at(index: number): string {
    const stream = this.#stream.at(index);
    letters[0] = digitCodes[stream.word() % 8] ?? 0;
    for (let place = 1; place < idLength; ) {
      let bits = stream.word();
      for (let digit = 0; digit < groupLength && place < idLength; digit += 1) {
        letters[place] = digitCodes[bits % 62] ?? 0;
        // The shift tells the engine that these are whole numbers, which it divides far faster.
        bits = (bits / 62) >>> 0;
        place += 1;
      }
    }
    // A text that is put together letter by letter is a chain of texts in memory, and a world has millions of ids.
    return String.fromCharCode(...letters);
  }

  /** Whether a text of the length of an id is that of the thing number `index`; by numbers, since most of them are not. */
  isAt(index: number, id: string): boolean {
    const stream = this.#stream.at(index);
    if (digitCodes[stream.word() % 8] !== id.charCodeAt(0)) return false;
    for (let place = 1; place < lastPlace; place += groupLength) {
      if (stream.word() % fingerprints !== numberIn(id, place, groupLength)) return false;
    }
    return stream.word() % 62 === numberIn(id, lastPlace, 1);
  }

  /** The number that the id of the thing number `index` begins with, without making the id. */
  fingerprintAt(index: number): number {
    this.#stream.at(index).word();
    return this.#stream.word() % fingerprints;
  }
}

/** The id of the thing number `index` of a kind. */
export function base62Id(seed: number, kind: string, index: number): string {
  return new Ids(seed, kind).at(index);
}

/** The number that an id begins with; not a number for what is no id. */
export function fingerprintOf(id: string): number {
  return id.length === idLength ? numberIn(id, 1, groupLength) : Number.NaN;
}

/** The number that a group of digits is, the last digit weighing most; not a number for what is no digit. */
function numberIn(id: string, place: number, length: number): number {
  let number = 0;
  for (let digit = place + length - 1; digit >= place; digit -= 1) {
    const value = digitValues[id.charCodeAt(digit)] ?? -1;
    if (value < 0) return Number.NaN;
    number = number * 62 + value;
  }
  return number;
}
