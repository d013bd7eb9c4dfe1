import { fingerprintOf, type Ids } from './ids.js';

/**
 * Finds the place of an id among those of a kind. Ids are made of their place and cannot be undone, so a table of places leads
 * to the few that could have made this one. It costs some eight bytes a thing and is made at the first question.
 */
export class IdTable {
  readonly #ids: Ids;
  readonly #size: number;
  #places: Int32Array | undefined;

  constructor(ids: Ids, size: number) {
    this.#ids = ids;
    this.#size = size;
  }

  /** The place of the thing with this id; undefined when there is none. */
  find(id: string): number | undefined {
    const fingerprint = fingerprintOf(id);
    if (Number.isNaN(fingerprint)) return undefined;
    const places = this.#places ?? this.#fill();
    const mask = places.length - 1;
    for (let slot = fingerprint & mask; ; slot = (slot + 1) & mask) {
      const place = (places[slot] ?? 0) - 1;
      if (place < 0) return undefined;
      if (this.#ids.isAt(place, id)) return place;
    }
  }

  #fill(): Int32Array {
    const places = new Int32Array(2 ** Math.ceil(Math.log2(this.#size * 1.5 + 1)));
    const mask = places.length - 1;
    for (let place = 0; place < this.#size; place += 1) {
      let slot = this.#ids.fingerprintAt(place) & mask;
      while (places[slot] !== 0) slot = (slot + 1) & mask;
      places[slot] = place + 1;
    }
    this.#places = places;
    return places;
  }
}
