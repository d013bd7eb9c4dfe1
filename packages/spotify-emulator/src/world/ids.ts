import { RandomStream } from './random.js';

const base62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const idLength = 22;
const fingerprintDigits = 5;
const fingerprints = 62 ** fingerprintDigits;
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
    this.#write(index);
    // A text that is put together letter by letter is a chain of texts in memory, and a world has millions of ids.
    return String.fromCharCode(...letters);
  }

  /** Whether a text of the length of an id is that of the thing number `index`. */
  isAt(index: number, id: string): boolean {
    this.#write(index);
    for (let place = 0; place < idLength; place += 1) if (id.charCodeAt(place) !== letters[place]) return false;
    return true;
  }

  /** The number that the id of the thing number `index` begins with, without making the id. */
  fingerprintAt(index: number): number {
    this.#stream.at(index).word();
    return this.#stream.word() % fingerprints;
  }

  #write(index: number): void {
    const stream = this.#stream.at(index);
    letters[0] = digitCodes[stream.word() % 8] ?? 0;
    for (let place = 1; place < idLength; ) {
      let bits = stream.word();
      for (let digit = 0; digit < fingerprintDigits && place < idLength; digit += 1) {
        letters[place] = digitCodes[bits % 62] ?? 0;
        bits = Math.floor(bits / 62);
        place += 1;
      }
    }
  }
}

/** The id of the thing number `index` of a kind. */
export function base62Id(seed: number, kind: string, index: number): string {
  return new Ids(seed, kind).at(index);
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
