/** Work in pieces: between two of them somebody else may have a turn. */
export type Pieces<T> = Generator<undefined, T>;

const sliceMs = 8;

/** Something that takes long to make, made once and when it is first needed: at once, or so that nobody else has to wait for it. */
export class Gradual<T> {
  readonly #begin: () => Pieces<T>;
  #pieces: Pieces<T> | undefined;
  #made: { readonly value: T } | undefined;

  constructor(begin: () => Pieces<T>) {
    this.#begin = begin;
  }

  get isMade(): boolean {
    return this.#made !== undefined;
  }

  /** The thing; whatever is still to do is done at once. */
  get value(): T {
    while (!this.#made) this.#step();
    return this.#made.value;
  }

  /** The thing as a part of other work in pieces. */
  *pieces(): Pieces<T> {
    while (!this.#made) {
      this.#step();
      yield;
    }
    return this.#made.value;
  }

  /** Makes the thing in slices of a few milliseconds, with turns for everybody else between them. */
  async prepare(): Promise<void> {
    while (!this.#made) {
      const until = performance.now() + sliceMs;
      while (!this.#made && performance.now() < until) this.#step();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #step(): void {
    const pieces = this.#pieces ?? this.#begin();
    // Work that failed is begun anew by whoever needs it next.
    this.#pieces = undefined;
    const { done, value } = pieces.next();
    if (done) this.#made = { value };
    else this.#pieces = pieces;
  }
}

/** One such thing for each key, begun when it is first needed and forgotten with the key. */
export function gradualFor<Key extends object, T>(begin: (key: Key) => Pieces<T>): (key: Key) => Gradual<T> {
  const known = new WeakMap<Key, Gradual<T>>();
  return (key) => {
    const gradual = known.get(key) ?? new Gradual(() => begin(key));
    known.set(key, gradual);
    return gradual;
  };
}
