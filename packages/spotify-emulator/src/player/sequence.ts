import type { Random } from '../world/random.js';
import type { PlayerSurroundings } from './surroundings.js';

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
  readonly #canHear: (uri: string) => boolean;
  /** How often chance was asked. */
  #draws = 0;
  /** Positions in `uris`, in the order of play. */
  #order: readonly number[] = [];
  #cursor = 0;
  #shuffled = false;

  /** Takes a stream for each time that chance is asked, so that a restored sequence goes on as it would have; what cannot be heard is passed over. */
  constructor({ randomFor, canHear }: Pick<PlayerSurroundings, 'randomFor' | 'canHear'>) {
    this.#randomFor = randomFor;
    this.#canHear = canHear;
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
    return this.#moveTo(this.#cursor) ?? this.next() ?? this.restart();
  }

  next(): string | undefined {
    for (let place = this.#cursor + 1; place < this.#order.length; place += 1) {
      const uri = this.#moveTo(place);
      if (uri !== undefined) return uri;
    }
    return undefined;
  }

  /** Goes back; stays where it is if there is nothing before. */
  previous(wraps: boolean): string | undefined {
    const place = this.#placeBefore(wraps);
    return place === undefined ? this.#at(this.#cursor) : this.#moveTo(place);
  }

  hasPrevious(wraps: boolean): boolean {
    return this.#placeBefore(wraps) !== undefined;
  }

  restart(): string | undefined {
    return this.#moveTo(0) ?? this.#moveTo(this.#order.findIndex((_, place) => this.#heard(place) !== undefined));
  }

  /** What follows, without moving. */
  ahead(maximum: number, wraps: boolean): readonly string[] {
    const { length } = this.#order;
    const found: string[] = [];
    const last = wraps ? this.#cursor + length * maximum : length - 1;
    for (let place = this.#cursor + 1; place <= last && found.length < maximum; place += 1) {
      const uri = this.#heard(place % length);
      if (uri !== undefined) found.push(uri);
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

  /** What stands at a place, if it can be heard. */
  #heard(place: number): string | undefined {
    const uri = this.#at(place);
    return uri !== undefined && this.#canHear(uri) ? uri : undefined;
  }

  #moveTo(place: number): string | undefined {
    const uri = this.#heard(place);
    if (uri !== undefined) this.#cursor = place;
    return uri;
  }

  #placeBefore(wraps: boolean): number | undefined {
    const { length } = this.#order;
    for (let step = 1; step <= (wraps ? length : this.#cursor); step += 1) {
      const place = (this.#cursor - step + length) % length;
      if (this.#heard(place) !== undefined) return place;
    }
    return undefined;
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
