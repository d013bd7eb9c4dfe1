import { base62Id, fingerprintOf, idFingerprint } from './random.js';

/**
 * Finds the place of an id among those of a kind. Ids are made of their place and cannot be undone, so a table of small numbers leads
 * to the few places that could have made this one. It costs twelve bytes a thing and is made at the first question.
 */
export class IdTable {
  readonly #seed: number;
  readonly #kind: string;
  readonly #size: number;
  #places: Int32Array | undefined;
  #fingerprints = new Int32Array(0);

  constructor(seed: number, kind: string, size: number) {
    this.#seed = seed;
    this.#kind = kind;
    this.#size = size;
  }

  /** The place of the thing with this id; undefined when there is none. */
  find(id: string): number | undefined {
    const places = this.#places ?? this.#fill();
    const fingerprint = fingerprintOf(id);
    if (Number.isNaN(fingerprint)) return undefined;
    const mask = places.length - 1;
    for (let slot = fingerprint & mask; ; slot = (slot + 1) & mask) {
      const place = (places[slot] ?? 0) - 1;
      if (place < 0) return undefined;
      if (this.#fingerprints[slot] === fingerprint && base62Id(this.#seed, this.#kind, place) === id) return place;
    }
  }

  #fill(): Int32Array {
    const capacity = 2 ** Math.ceil(Math.log2(this.#size * 2 + 1));
    const places = new Int32Array(capacity);
    const fingerprints = new Int32Array(capacity);
    for (let place = 0; place < this.#size; place += 1) {
      const fingerprint = idFingerprint(this.#seed, this.#kind, place);
      let slot = fingerprint & (capacity - 1);
      while (places[slot] !== 0) slot = (slot + 1) & (capacity - 1);
      places[slot] = place + 1;
      fingerprints[slot] = fingerprint;
    }
    this.#places = places;
    this.#fingerprints = fingerprints;
    return places;
  }
}
