import type { Random } from '../world/random.js';

/** A sequence at one moment, for keeping. */
export interface SequenceState {
  readonly context?: string;
  readonly uris: readonly string[];
  readonly shuffled: boolean;
  readonly order: readonly number[];
  readonly cursor: number;
  readonly draws: number;
}

/** The order of what plays: a context's items, straight or shuffled, and where we are in them. */
export class Sequence {
  context: string | undefined;
  uris: readonly string[] = [];
  readonly #randomFor: (index: number) => Random;
  /** How often chance was asked. */
  #draws = 0;
  /** Positions in `uris`, in the order of play. */
  #order: readonly number[] = [];
  #cursor = 0;
  #shuffled = false;

  /** Takes a stream for each time that chance is asked, so that a restored sequence goes on as it would have. */
  constructor(randomFor: (index: number) => Random) {
    this.#randomFor = randomFor;
  }

  get shuffled(): boolean {
    return this.#shuffled;
  }

  set shuffled(shuffled: boolean) {
    if (shuffled === this.#shuffled) return;
    this.#shuffled = shuffled;
    this.#arrange(this.#order[this.#cursor] ?? 0);
  }

  /** Takes new items and answers the one to begin with. Without an index, a shuffled sequence begins anywhere. */
  load(uris: readonly string[], context: string | undefined, index: number | undefined): string | undefined {
    this.uris = uris;
    this.context = context;
    this.#arrange(index ?? (this.#shuffled && uris.length > 0 ? this.#random().integer(0, uris.length - 1) : 0));
    return this.#at(this.#cursor);
  }

  next(): string | undefined {
    const following = this.#at(this.#cursor + 1);
    if (following !== undefined) this.#cursor += 1;
    return following;
  }

  previous(wraps: boolean): string | undefined {
    if (this.#cursor > 0) this.#cursor -= 1;
    else if (wraps) this.#cursor = Math.max(0, this.#order.length - 1);
    return this.#at(this.#cursor);
  }

  restart(): string | undefined {
    this.#cursor = 0;
    return this.#at(0);
  }

  /** What follows, without moving. */
  ahead(maximum: number, wraps: boolean): readonly string[] {
    const found: string[] = [];
    for (let step = 1; step <= maximum; step += 1) {
      const place = this.#cursor + step;
      const uri = this.#at(wraps && this.#order.length > 0 ? place % this.#order.length : place);
      if (uri === undefined) break;
      found.push(uri);
    }
    return found;
  }

  /** Everything it knows. */
  capture(): SequenceState {
    const { context, uris, shuffled } = this;
    const place = { order: this.#order, cursor: this.#cursor, draws: this.#draws };
    return { uris, shuffled, ...place, ...(context === undefined ? {} : { context }) };
  }

  restore({ context, uris, shuffled, order, cursor, draws }: SequenceState): void {
    this.context = context;
    this.uris = uris;
    this.#shuffled = shuffled;
    this.#order = order;
    this.#cursor = cursor;
    this.#draws = draws;
  }

  #random(): Random {
    this.#draws += 1;
    return this.#randomFor(this.#draws);
  }

  #at(place: number): string | undefined {
    const position = this.#order[place];
    return position === undefined ? undefined : this.uris[position];
  }

  /** Puts the items in order around the one at `current`, which keeps playing. */
  #arrange(current: number): void {
    const straight = this.uris.map((_, position) => position);
    if (this.#shuffled) {
      const others = straight.filter((position) => position !== current);
      this.#order = [current, ...this.#random().shuffle(others)];
      this.#cursor = 0;
    } else {
      this.#order = straight;
      this.#cursor = current;
    }
  }
}
